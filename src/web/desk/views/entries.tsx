/** What young people said, as a list to read: masked, with what is late first. */

import type { DueEntry } from '../../../casework/feedback/entries.js';
import { isQuarantined } from '../../../feedback/entry.js';
import { startOfWeek } from '../../../feedback/weeks.js';
import { Wide } from '../../tables.js';
import type { StaffVisit } from '../visit.js';
import type { Words } from '../words.js';

export interface EntriesState {
  visit: StaffVisit;
  entries: readonly DueEntry[];
  weeks: readonly string[];
  week: string | undefined;
  zone: string;
}

export function EntriesView({ visit, entries, weeks, week, zone }: EntriesState) {
  const { words } = visit;
  return (
    <>
      <p>{words.say('feedback.masked')}</p>
      {weeks.length > 0 && (
        <nav aria-label={words.say('feedback.weeks')}>
          <ul>
            {[undefined, ...weeks].map((one) => (
              <li>
                <a
                  href={one === undefined ? '/desk/feedback' : `/desk/feedback?week=${one}`}
                  aria-current={one === week ? 'page' : undefined}
                >
                  {one === undefined ? words.say('feedback.latest') : weekWords(words, one)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {entries.length === 0 ? <p>{words.say('feedback.none')}</p> : <Table {...{ words, entries, zone }} />}
    </>
  );
}

function Table({ words, entries, zone }: { words: Words } & Pick<EntriesState, 'entries' | 'zone'>) {
  const columns = ['state', 'category', 'age', 'about', 'language', 'week', 'words'] as const;
  return (
    <Wide label={words.say('feedback.title')}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{words.say(`feedback.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((due) => (
            <Row due={due} words={words} zone={zone} />
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Row({ due, words, zone }: { due: DueEntry; words: Words; zone: string }) {
  const { entry } = due;
  return (
    <tr>
      <td>
        <a href={`/desk/feedback/${entry.id}`}>{words.say(entry.read ? 'feedback.read' : 'feedback.new')}</a>
        <Late due={due} words={words} zone={zone} />
      </td>
      <td>{words.say(`category.${entry.category}`)}</td>
      <td>{words.say('feedback.years', { age: entry.age })}</td>
      <td>{words.need(entry.about.kind)}</td>
      <td>{words.language(entry.language)}</td>
      <td>{weekWords(words, entry.week)}</td>
      <td>
        {Object.values(entry.words).map((text) => (
          <div class="words" dir="auto" lang={entry.language}>
            {text}
          </div>
        ))}
      </td>
    </tr>
  );
}

/** What is late shows as late; else by when what comes next is due. */
export function Late({ due, words, zone }: { due: DueEntry; words: Words; zone: string }) {
  const { alarms, dues, actBy, closed, entry } = due;
  if (closed) return <p class="hint">{words.say('feedback.closed')}</p>;
  if (alarms.length > 0)
    return (
      <>
        {alarms.map((alarm) => (
          <p class="wrong">
            <strong>{words.say(`feedback.${alarm}`)}</strong>
          </p>
        ))}
      </>
    );
  const answered = entry.letters.some(({ from }) => from === 'reader');
  const by = actBy ?? (answered ? dues.resultBy : dues.firstAnswerBy);
  const what = isQuarantined(entry)
    ? 'feedback.act_by'
    : answered
      ? 'feedback.result_by'
      : 'feedback.answer_by';
  return <p class="hint">{words.say(what, { time: words.moment(by, zone) })}</p>;
}

/** A week is told by its Monday, which everybody has in their calendar. */
export const weekWords = (words: Words, week: string): string =>
  words.say('feedback.week_of', { day: words.day(new Date(startOfWeek(week)).toISOString().slice(0, 10)) });
