/** Tables that several pages show alike. */
import type { ComponentChildren } from 'preact';
import type { ResultRow } from '../feedback/results.js';

/** Around a table that may be wider than the screen; it is named by another element, or by words of its own. */
export function Wide(given: { children: ComponentChildren } & ({ labelledBy: string } | { label: string })) {
  const name = 'label' in given ? { 'aria-label': given.label } : { 'aria-labelledby': given.labelledBy };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than the screen is scrolled by keys
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be read out as a form to fill in
    <div class="wide" tabIndex={0} role="group" {...name}>
      {given.children}
    </div>
  );
}

export interface AnswersState {
  labelledBy: string;
  answers: readonly string[];
  rows: readonly ResultRow[];
  label(answer: string): string;
  who(row: ResultRow): string;
  number(count: number): string;
  /** Above the column of who answered. */
  head: string;
  tooFew: string;
  /** Class of a cell with a count. */
  cell?: string;
}

/** How many gave which answer, a row for each group; what is too few to tell stands as words. */
export function AnswersTable(state: AnswersState) {
  const { labelledBy, answers, rows, label, who, number, head, tooFew, cell } = state;
  return (
    <Wide labelledBy={labelledBy}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {answers.map((answer) => (
              <th scope="col">{label(answer)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">{who(row)}</th>
              {row.answers === null ? (
                <td colSpan={answers.length}>{tooFew}</td>
              ) : (
                answers.map((answer) => <td class={cell}>{number(row.answers?.[answer] ?? 0)}</td>)
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
