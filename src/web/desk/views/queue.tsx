/** The queue: lists of requests in which nobody can be recognized, in the order in which they must be worked. */
import { PAGE_ROWS, type QueuePage, type QueueRow, VIEWS, type View } from '../../../casework/cases.js';
import type { DeskText } from '../texts.js';
import type { Problems, Visit } from '../visit.js';
import type { Words } from '../words.js';
import { Form, Input, Summary } from './fields.js';

export interface QueueState {
  visit: Visit;
  view: View;
  /** From 0. */
  page: number;
  found: QueuePage;
  zone: string;
  /** Names of colleagues by id. */
  names: ReadonlyMap<string, string>;
  tag: string;
  problems?: Problems;
  typed?: string;
}

export function QueueView(state: QueueState) {
  const { visit, view, page, tag, problems = {}, typed } = state;
  const { words, csrf } = visit;
  return (
    <>
      <Summary words={words} problems={problems} />
      <Form action="/desk/search" csrf={csrf} class="line">
        <Input
          words={words}
          name="reference"
          label={words.say('queue.search')}
          value={typed}
          problems={problems}
        />
        <button type="submit">{words.say('queue.search_button')}</button>
      </Form>
      <form method="post" action="/desk">
        <input type="hidden" name="csrf" value={csrf} />
        <div id="list" data-from={`/desk/queue/${view}/list?page=${page + 1}`} data-tag={tag}>
          <QueueList {...state} />
        </div>
      </form>
      <p class="hint unprinted">{words.say('queue.auto')}</p>
    </>
  );
}

/** What the script puts in anew. */
export function QueueList({ visit: { words, now }, view, page, found, zone, names }: QueueState) {
  const pages = Math.max(1, Math.ceil(found.total / PAGE_ROWS));
  const at = (number: number) => `/desk/queue/${view}?page=${number}`;
  return (
    <>
      <Tabs words={words} view={view} counts={found.counts} />
      <Rows
        words={words}
        now={now}
        zone={zone}
        names={names}
        rows={found.rows}
        caption={`${words.say('page.times_in', { zone })} · ${words.say('queue.page', { page: page + 1, pages })}`}
      />
      {pages > 1 && (
        <nav class="pages" aria-label={words.say('queue.page', { page: page + 1, pages })}>
          {page > 0 && <a href={at(page)}>{words.say('queue.before')}</a>}
          {page + 1 < pages && <a href={at(page + 2)}>{words.say('queue.after')}</a>}
        </nav>
      )}
    </>
  );
}

function Tabs({ words, view, counts }: { words: Words; view: View; counts: QueuePage['counts'] }) {
  return (
    <nav aria-label={words.say('queue.views')}>
      <ul class="tabs">
        {VIEWS.map((each) => (
          <li>
            <a
              id={`view-${each}`}
              href={`/desk/queue/${each}`}
              aria-current={each === view ? 'page' : undefined}
            >
              {words.say('queue.count', {
                list: words.say(`view.${each}`),
                count: words.number(counts[each]),
              })}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const COLUMNS = [
  'queue.code',
  'queue.urgency',
  'queue.when',
  'queue.due',
  'queue.about',
  'queue.language',
  'queue.state',
  'queue.with',
] as const satisfies readonly DeskText[];

interface RowsProps {
  words: Words;
  now: number;
  zone: string;
  names: ReadonlyMap<string, string>;
  rows: readonly QueueRow[];
  caption: string;
}

/** Stands in a form: each row may have a button of its own. */
export function Rows({ words, now, zone, names, rows, caption }: RowsProps) {
  if (rows.length === 0) return <p>{words.say('queue.empty')}</p>;
  return (
    <table class="rows">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {COLUMNS.map((text) => (
            <th scope="col">{words.say(text)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row words={words} row={row} now={now} zone={zone} names={names} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  words: Words;
  row: QueueRow;
  now: number;
  zone: string;
  names: ReadonlyMap<string, string>;
}

function Row({ words, row, now, zone, names }: RowProps) {
  const [code, urgency, when, due, about, language, state, having] = COLUMNS.map((text) => words.say(text));
  const over = row.contact.allowed === false && row.contact.why === 'over';
  return (
    <tr>
      <th scope="row" class="number" data-label={code}>
        <a id={`row-${row.id}`} href={`/desk/requests/${row.id}`}>
          <bdi>{row.reference}</bdi>
        </a>
      </th>
      <td data-label={urgency}>
        {row.urgency === 'now' ? (
          <span class="mark alarm">{words.say('urgency.now')}</span>
        ) : (
          words.say(`urgency.${row.urgency}`)
        )}
      </td>
      <td data-label={when}>
        <When words={words} row={row} now={now} zone={zone} />
      </td>
      <td data-label={due}>{over ? '–' : words.soon(row.due.by, now, zone)}</td>
      <td data-label={about}>{row.need === null ? '–' : words.need(row.need)}</td>
      <td data-label={language}>
        {words.language(row.language)}
        {row.interpreter && `, ${words.say('queue.interpreter')}`}
      </td>
      <td data-label={state}>
        {words.say(`status.${row.status}`)}
        {row.attempts > 0 && <> · {words.say('queue.attempts', { count: words.number(row.attempts) })}</>}
        {row.alarms.map((alarm) => (
          <>
            {' '}
            <span class="mark alarm">{words.say(`alarm.${alarm}`)}</span>
          </>
        ))}
      </td>
      <td data-label={having}>
        <With words={words} row={row} names={names} />
      </td>
    </tr>
  );
}

function When({ words, row: { contact }, now, zone }: Omit<RowProps, 'names'>) {
  if (contact.allowed)
    return (
      <span class="mark safe">
        {words.say('safe.short_now', { time: words.soon(contact.until, now, zone) })}
      </span>
    );
  if (contact.why === 'over') return <>–</>;
  if (contact.why === 'they_call') return <>{words.say('safe.short_they')}</>;
  return (
    <span class="mark stop">
      {contact.next === undefined
        ? words.say('safe.short_passed')
        : words.say('safe.short_until', { time: words.soon(contact.next, now, zone) })}
    </span>
  );
}

function With({ words, row, names }: Pick<RowProps, 'words' | 'row' | 'names'>) {
  if (row.claimedBy !== null) return <>{names.get(row.claimedBy) ?? '–'}</>;
  if (row.status === 'closed' || row.status === 'taken_back') return <>–</>;
  return (
    <button
      type="submit"
      class="second"
      id={`claim-${row.id}`}
      formaction={`/desk/requests/${row.id}/claim`}
      aria-label={words.say('queue.claim_name', { reference: row.reference })}
    >
      {words.say('queue.claim')}
    </button>
  );
}
