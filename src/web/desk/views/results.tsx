/** Tables of a quarter, each with a chart of the whole: as the board has them, with smaller groups told apart. */
import { CATEGORY } from '../../../feedback/counts.js';
import { AGE_GROUPS, CATEGORIES } from '../../../feedback/entry.js';
import { type ResultRow, type Results, rowsBy } from '../../../feedback/results.js';
import { ALL, OTHER } from '../../../feedback/suppress.js';
import type { FeedbackLabels } from '../../feedback/labels.js';
import { AnswersTable } from '../../tables.js';
import type { StaffVisit } from '../visit.js';
import { Chart } from './chart.js';

export interface ResultsState {
  visit: StaffVisit;
  quarters: readonly string[];
  quarter: string | undefined;
  tables: readonly Results[];
  labels: FeedbackLabels;
  service(id: string, language: string): string;
}

export function ResultsView(state: ResultsState) {
  const { visit, quarters, quarter, tables } = state;
  const { words } = visit;
  return (
    <>
      <p>{words.say('results.intro')}</p>
      {quarters.length === 0 && <p>{words.say('results.none')}</p>}
      {quarters.length > 0 && (
        <nav aria-label={words.say('results.quarters')}>
          <ul>
            {quarters.map((one) => (
              <li>
                <a href={`/desk/results?quarter=${one}`} aria-current={one === quarter ? 'page' : undefined}>
                  {one}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {tables.map((results, at) => (
        <Table {...state} results={results} id={`table-${at}`} />
      ))}
    </>
  );
}

function Table({ visit, labels, service, results, id }: ResultsState & { results: Results; id: string }) {
  const { words } = visit;
  const { question, answers } = results;
  const label = (answer: string): string => {
    if (answer === OTHER) return words.say('results.other');
    const category = CATEGORIES.find((one) => question === CATEGORY && one === answer);
    return category === undefined
      ? labels.answer(words.code, question, answer)
      : words.say(`category.${category}`);
  };
  const title = question === CATEGORY ? words.say('results.category') : labels.question(words.code, question);
  const whole = rowsBy(results, []).rows;
  const rows = [
    ...whole,
    ...(['age', 'service'] as const).flatMap((by) => rowsBy(results, [by]).rows.sort(byAge)),
    ...rowsBy(results, ['service', 'age']).rows.sort(byAge),
  ];
  const who = (row: ResultRow): string => {
    const names = [
      ...(row.service === ALL ? [] : [service(row.service, words.code)]),
      ...(row.age === ALL ? [] : [words.say('feedback.years', { age: row.age })]),
    ];
    return names.length === 0 ? words.say('results.everybody') : names.join(' · ');
  };
  const all = whole[0]?.answers;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {all !== null && all !== undefined && (
        <Chart
          id={`${id}-chart`}
          title={title}
          parts={[]}
          bars={answers.map((answer) => ({ label: label(answer), values: [all[answer] ?? 0] }))}
          rtl={words.direction === 'rtl'}
        />
      )}
      <AnswersTable
        labelledBy={id}
        answers={answers}
        rows={rows}
        label={label}
        who={who}
        number={words.number}
        head={words.say('results.who')}
        tooFew={words.say('results.too_few')}
        cell="count"
      />
    </section>
  );
}

const rank = ({ age }: ResultRow): number => AGE_GROUPS.findIndex((group) => group === age);
const byAge = (one: ResultRow, other: ResultRow): number => rank(one) - rank(other);
