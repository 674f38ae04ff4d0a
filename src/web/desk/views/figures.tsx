/** For whoever leads a team: who has how much, how old it is, and whether what was promised was kept. */

import type { Figures } from '../../../casework/figures.js';
import type { Level } from '../../../casework/levels.js';
import type { Organization } from '../../../casework/organization.js';
import { Wide } from '../../tables.js';
import type { DeskText } from '../texts.js';
import type { StaffVisit } from '../visit.js';
import type { Words } from '../words.js';
import { type Bar, Chart } from './chart.js';

export interface FiguresState {
  visit: StaffVisit;
  figures: Figures;
  organization: Organization;
  names: ReadonlyMap<string, string>;
}

export function FiguresView({ visit, figures, organization, names }: FiguresState) {
  const { words } = visit;
  const team = (code: string) => organization.team(code)?.name ?? code;
  const who = (id: string | null) => (id === null ? words.say('figures.unclaimed') : (names.get(id) ?? '–'));
  const age = (days: number | null) =>
    days === null ? words.say('figures.older') : words.say('figures.up_to', { count: words.number(days) });
  return (
    <>
      <Part
        words={words}
        id="load"
        title="figures.load"
        parts={[words.say('figures.open')]}
        bars={figures.load.map(({ staff, open }) => ({ label: who(staff), values: [open] }))}
        columns={[
          'figures.who',
          'figures.team',
          'figures.region',
          'figures.open',
          'figures.urgent',
          'figures.overdue',
        ]}
        rows={figures.load.map((row) => [
          who(row.staff),
          team(row.team),
          words.country(row.region),
          row.open,
          row.urgent,
          row.overdue,
        ])}
      />
      <p>
        <a href="/desk/queue/team">{words.say('figures.reassign')}</a>
      </p>
      <Part
        words={words}
        id="ages"
        title="figures.ages"
        parts={[words.say('figures.requests')]}
        bars={grouped(
          figures.ages,
          ({ upToDays }) => age(upToDays),
          ({ count }) => [count],
        )}
        columns={['figures.team', 'figures.region', 'figures.age', 'figures.requests']}
        rows={figures.ages.map((row) => [
          team(row.team),
          words.country(row.region),
          age(row.upToDays),
          row.count,
        ])}
      />
      <Part
        words={words}
        id="levels"
        title="figures.levels"
        parts={[words.say('figures.kept'), words.say('figures.broken')]}
        bars={grouped(
          figures.levels,
          ({ week }) => week,
          ({ kept, broken }: Level) => [kept, broken],
        )}
        columns={[
          'figures.week',
          'figures.team',
          'figures.region',
          'figures.urgency',
          'figures.kept',
          'figures.broken',
        ]}
        rows={figures.levels.map((row) => [
          row.week,
          team(row.team),
          words.country(row.region),
          words.say(`urgency.${row.urgency}`),
          row.kept,
          row.broken,
        ])}
      />
    </>
  );
}

/** Summed over everything but what is named, in the order in which it first comes. */
function grouped<Row>(
  rows: readonly Row[],
  label: (row: Row) => string,
  values: (row: Row) => number[],
): Bar[] {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const had = groups.get(label(row)) ?? [];
    groups.set(
      label(row),
      values(row).map((value, index) => value + (had[index] ?? 0)),
    );
  }
  return [...groups].map(([name, sums]) => ({ label: name, values: sums }));
}

interface PartProps {
  words: Words;
  id: string;
  title: DeskText;
  parts: string[];
  bars: Bar[];
  columns: DeskText[];
  rows: (string | number)[][];
}

function Part({ words, id, title, parts, bars, columns, rows }: PartProps) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{words.say(title)}</h2>
      {rows.length === 0 ? (
        <p>{words.say('figures.none')}</p>
      ) : (
        <>
          <Chart
            id={`${id}-chart`}
            title={words.say(title)}
            parts={parts}
            bars={bars.slice(0, MOST_BARS)}
            rtl={words.direction === 'rtl'}
          />
          <Wide labelledBy={id}>
            <table>
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th scope="col">{words.say(column)}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr>
                    {row.map((cell) => (
                      <td class={typeof cell === 'number' ? 'count' : undefined}>
                        {typeof cell === 'number' ? words.number(cell) : cell}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </>
      )}
    </section>
  );
}

/** More would be unreadable; the table has them all. */
const MOST_BARS = 30;
