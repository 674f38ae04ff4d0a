/**
 * Bars drawn on the server. They are told apart by pattern and word, not by colour, so they can be printed in grey; the
 * table beside each says the same in numbers.
 */

export interface Bar {
  label: string;
  /** Stacked one after the other, in the order of the chart's parts. */
  values: readonly number[];
}

export interface ChartProps {
  id: string;
  /** What it shows, for who cannot see it. */
  title: string;
  parts: readonly string[];
  bars: readonly Bar[];
  rtl: boolean;
}

const WIDTH = 640;
const LABEL = 190;
const ROW = 30;
const FILLS = ['#14524e', '#b9aca0', '#6f665e'] as const;

export function Chart({ id, title, parts, bars, rtl }: ChartProps) {
  const height = bars.length * ROW + 34;
  const most = Math.max(1, ...bars.map(({ values }) => sum(values)));
  const scale = (WIDTH - LABEL - 60) / most;
  const place = (x: number, width = 0) => (rtl ? WIDTH - x - width : x);
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        width={WIDTH}
        height={height}
        role="img"
        aria-labelledby={`${id}-title`}
        direction={rtl ? 'rtl' : 'ltr'}
      >
        <title id={`${id}-title`}>{title}</title>
        <defs>
          <pattern id={`${id}-p1`} width="6" height="6" patternUnits="userSpaceOnUse">
            <rect width="6" height="6" fill={FILLS[1]} />
            <path d="M0 6L6 0" stroke="#25211e" stroke-width="1.5" />
          </pattern>
        </defs>
        {bars.map(({ label, values }, row) => (
          <g>
            <text x={place(LABEL - 8)} y={row * ROW + 20} text-anchor="end" font-size="13" fill="#25211e">
              {label}
            </text>
            {values.map((value, part) => {
              const from = LABEL + sum(values.slice(0, part)) * scale;
              const width = value * scale;
              return (
                <rect
                  x={place(from, width).toFixed(1)}
                  y={row * ROW + 5}
                  width={width.toFixed(1)}
                  height={20}
                  fill={part === 1 ? `url(#${id}-p1)` : FILLS[part]}
                  stroke="#25211e"
                />
              );
            })}
            <text
              x={place(LABEL + sum(values) * scale + 8)}
              y={row * ROW + 20}
              text-anchor="start"
              font-size="13"
              fill="#25211e"
            >
              {values.join(' + ')}
            </text>
          </g>
        ))}
        {parts.map((part, index) => (
          <g>
            <rect
              x={place(LABEL + index * 160, 14)}
              y={height - 22}
              width={14}
              height={14}
              fill={index === 1 ? `url(#${id}-p1)` : FILLS[index]}
              stroke="#25211e"
            />
            <text x={place(LABEL + index * 160 + 22)} y={height - 10} font-size="13" fill="#25211e">
              {part}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
