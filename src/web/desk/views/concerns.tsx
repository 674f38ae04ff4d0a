/** What must not wait: worries about staff, which pass every team by, and promises that were broken. */
import type { QueueRow } from '../../../casework/cases.js';
import type { StaffVisit } from '../visit.js';
import { Rows } from './queue.js';

export interface ConcernsState {
  visit: StaffVisit;
  concerns: readonly QueueRow[];
  overdue: readonly QueueRow[];
  zone: string;
  names: ReadonlyMap<string, string>;
}

export function ConcernsView({ visit, concerns, overdue, zone, names }: ConcernsState) {
  const { words, now, csrf } = visit;
  const list = { words, now, zone, names };
  return (
    <form method="post" action="/desk">
      <input type="hidden" name="csrf" value={csrf} />
      <p>{words.say('concerns.intro')}</p>
      <Rows {...list} rows={concerns} caption={words.say('view.concerns')} />
      <h2>{words.say('concerns.alarms')}</h2>
      <Rows {...list} rows={overdue} caption={words.say('view.overdue')} />
      <p>
        <a href="/desk/queue/concerns">{words.say('view.concerns')}</a>{' '}
        <a href="/desk/queue/overdue">{words.say('view.overdue')}</a>
      </p>
    </form>
  );
}
