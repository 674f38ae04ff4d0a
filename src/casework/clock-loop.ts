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

/** One look. @returns how many alarms were sounded */
export async function soundAlarms({ store, queue, now }: ClockParts): Promise<number> {
  const at = now();
  const marked = new Set<string>();
  const over: string[] = [];
  for await (const { id } of store.records(ALARM_RECORD)) {
    marked.add(id);
    if (await isOver(id, store, queue, at)) over.push(id);
  }
  if (over.length > 0) await store.write({ records: over.map(removeMark) });
  let sounded = 0;
  for (const { facets, due } of [...queue.entries()])
    for (const alarm of alarmsAt(facets, due, at)) {
      if (marked.has(markId(facets.id, alarm))) continue;
      if (await sound(store, facets, alarm, at)) sounded += 1;
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

/** The request is gone, or what the alarm was about is so no more. */
async function isOver(id: string, store: Store, queue: ClockParts['queue'], now: number): Promise<boolean> {
  const { request, mark } = readMark(id);
  const entry = queue.entry(request);
  if (entry === undefined) return (await store.record(CALLBACK_RECORD, request)) === undefined;
  return mark !== 'promise' && !alarmsAt(entry.facets, entry.due, now).includes(mark as Alarm);
}
