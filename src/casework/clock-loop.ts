/**
 * Looks at every open request again and again, and sounds each alarm once: its mark and its notice are one write, so
 * that neither is without the other, whichever instance comes first. An alarm that stands no more may sound again.
 */
import { type Alarm, alarmsAt } from '../callbacks/clock.js';
import { CALLBACK_RECORD } from '../callbacks/kept.js';
import type { Changes, Store } from '../stores/port.js';
import { noticeOfAlarm } from './case-notices.js';
import { levelChanges } from './levels.js';
import { ALARM_RECORD, markId, readMark, removeMark, setMark } from './marks.js';
import type { Queue } from './queue.js';
import type { Entry } from './shelf.js';

export interface ClockParts {
  store: Store;
  queue: Pick<Queue, 'entries' | 'entry'>;
  now(): number;
}

/** So often a count that others change at the same time is tried again; else the next look does it. */
const TRIES = 10;
const ALARMS: readonly Alarm[] = ['overdue', 'overdue_lead', 'windows_passed', 'attempts_used'];
/** Looked at in one go; then whoever waits for an answer has a turn. */
const SLICE = 500;
const pause = () => new Promise((resolve) => setImmediate(resolve));

/** One look. @returns how many alarms were sounded */
export async function soundAlarms({ store, queue, now }: ClockParts): Promise<number> {
  const at = now();
  const marked = new Set<string>();
  const over: string[] = [];
  for await (const { id } of store.records(ALARM_RECORD)) {
    marked.add(id);
    if (isOver(id, queue, at) ?? (await isGone(id, store))) over.push(id);
    if (marked.size % SLICE === 0) await pause();
  }
  if (over.length > 0) await store.write({ records: over.map(removeMark) });
  let sounded = 0;
  for (const [place, { facets }] of [...queue.entries()].entries()) {
    if (place % SLICE === 0) await pause();
    for (const alarm of ALARMS) {
      // As it is by now: somebody may have acted while others were sounded.
      const entry = queue.entry(facets.id);
      if (entry === undefined || marked.has(markId(facets.id, alarm))) continue;
      if (!alarmsAt(entry.facets, entry.due, at).includes(alarm)) continue;
      if (await sound(store, entry.facets, alarm, at)) sounded += 1;
    }
  }
  return sounded;
}

async function sound(store: Store, facets: Entry['facets'], alarm: Alarm, now: number): Promise<boolean> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const counted = alarm === 'overdue' ? await levelChanges(store, facets, 'broken', now) : [];
    const mark = setMark(facets.id, alarm, String(now));
    const changes: Changes = { records: [mark, noticeOfAlarm(facets, alarm, now), ...counted] };
    if ((await store.write(changes)) === 'done') return true;
    if ((await store.record(ALARM_RECORD, mark.id)) !== undefined) return false;
  }
  return false;
}

/** What the alarm was about is so no more; undefined where the request is not in the queue. */
function isOver(id: string, queue: ClockParts['queue'], now: number): boolean | undefined {
  const { request, mark } = readMark(id);
  const entry = queue.entry(request);
  if (entry === undefined) return undefined;
  return mark !== 'promise' && !alarmsAt(entry.facets, entry.due, now).includes(mark as Alarm);
}

const isGone = async (id: string, store: Store): Promise<boolean> =>
  (await store.record(CALLBACK_RECORD, readMark(id).request)) === undefined;
