/**
 * One bar for each answer, its words above it and its number beside it: nothing is told by colour, so it can be printed
 * in grey, and it is read on a phone without being made larger. The table below it says the same.
 */

export interface ChartBar {
  label: string;
  count: number;
  /** As it is written. */
  number: string;
}

const WIDTH = 320;
const ROW = 46;
const BAR = 16;
const NUMBER = 46;

export function AnswerChart({
  id,
  title,
  bars,
  rtl,
}: {
  id: string;
  title: string;
  bars: readonly ChartBar[];
  rtl: boolean;
}) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const place = (x: number, width = 0): number => (rtl ? WIDTH - x - width : x);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${bars.length * ROW}`}
      role="img"
      aria-labelledby={id}
      direction={rtl ? 'rtl' : 'ltr'}
    >
      <title id={id}>{title}</title>
      {bars.map(({ label, count, number }, row) => {
        const width = (count / most) * (WIDTH - NUMBER);
        return (
          <g>
            <text x={place(0)} y={row * ROW + 16} font-size="14" fill="currentColor">
              {label}
            </text>
            <rect
              x={place(0, width).toFixed(1)}
              y={row * ROW + 22}
              width={width.toFixed(1)}
              height={BAR}
              fill="currentColor"
            />
            <text x={place(width + 6).toFixed(1)} y={row * ROW + 35} font-size="14" fill="currentColor">
              {number}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
