/**
 * Tells whoever is late, each once: that there is something to read, that an answer or what came of it is due, and that
 * what must not wait has waited too long. A notice names a week or a number, and nothing that was said.
 */
import { alarmsOf, isSensitiveLate } from '../../feedback/deadlines.js';
import { isQuarantined, RECIPIENTS, type Recipient, readEntry } from '../../feedback/entry.js';
import { entriesIn } from '../../feedback/reading.js';
import { ENTRY_RECORD, entryDocument, QUARANTINE_RECORD } from '../../feedback/shelf.js';
import { concernNotice } from '../../notify/concern.js';
import { type Notice, noticeRecord } from '../../notify/notice.js';
import type { Store } from '../../stores/port.js';
import type { Organization } from '../organization.js';
import { closedEntries } from './closed.js';

/** That it was told; the value is empty. */
export const FEEDBACK_ALARM_RECORD = 'feedback-alarm';

const WEEKLY = ['to_read', 'first_answer_late', 'result_late'] as const;
type Weekly = (typeof WEEKLY)[number];
const KIND = {
  to_read: 'feedback_due',
  first_answer_late: 'feedback_answer_due',
  result_late: 'feedback_answer_due',
} as const;

export interface AlarmParts {
  store: Store;
  organization: Pick<Organization, 'working' | 'home' | 'promises'>;
  now: number;
}

/** One look. @returns how many were told */
export async function soundFeedbackAlarms(parts: AlarmParts): Promise<number> {
  return (await soundWeeks(parts)) + (await soundWaiting(parts));
}

/** By week, so that how many there are does not matter, and nobody is told of one child's words. */
async function soundWeeks({ store, organization, now }: AlarmParts): Promise<number> {
  const told = new Set<string>();
  for await (const { id } of store.records(FEEDBACK_ALARM_RECORD)) told.add(id);
  const weeks = new Set<string>();
  for await (const { value: week } of store.records(ENTRY_RECORD)) weeks.add(week);
  const open = [...weeks].filter((week) => WEEKLY.some((alarm) => !told.has(`${alarm}:${week}`)));
  if (open.length === 0) return 0;
  const working = organization.working(organization.home);
  const isClosed = await closedEntries(store);
  const found = new Set<string>();
  for (const { entry } of await entriesIn(store, (week) => open.includes(week))) {
    if (!entry.read) found.add(`to_read:${entry.week}`);
    for (const alarm of alarmsOf(entry, isClosed(entry), now, working, organization.promises))
      found.add(`${alarm}:${entry.week}`);
  }
  let sounded = 0;
  for (const mark of found) {
    if (told.has(mark)) continue;
    const [alarm = 'to_read', week = ''] = mark.split(':') as [Weekly, string];
    const notice: Notice = {
      id: `feedback:${mark}`,
      kind: KIND[alarm],
      reference: week,
      path: '/desk/feedback',
      urgent: false,
      audience: 'participation_officer',
      team: null,
      region: null,
      at: now,
    };
    if (await tell(store, mark, [notice])) sounded += 1;
  }
  return sounded;
}

/** When whoever an entry is for has not acted, and it is not about them, the person outside hears that there is one. */
async function soundWaiting({ store, organization, now }: AlarmParts): Promise<number> {
  let sounded = 0;
  for await (const { id, value } of store.records(QUARANTINE_RECORD)) {
    const mark = `waiting:${id}`;
    if ((await store.record(FEEDBACK_ALARM_RECORD, mark)) !== undefined) continue;
    const document = await store.document(entryDocument(id));
    const entry = document && readEntry(document.value);
    if (entry === undefined || !isQuarantined(entry)) continue;
    if (!isSensitiveLate(entry, now, organization.promises)) continue;
    const audiences = new Set<Recipient>([readRecipient(value), 'second_recipient']);
    const notices = [...audiences].map((audience) =>
      concernNotice(id, `${id}:late:${audience}`, audience, now),
    );
    if (await tell(store, mark, notices)) sounded += 1;
  }
  return sounded;
}

const readRecipient = (value: string): Recipient =>
  RECIPIENTS.find((each) => each === value) ?? 'safeguarding_lead';

/** The mark and its notices are one write; whoever comes second has nothing left to tell. */
async function tell(store: Store, mark: string, notices: readonly Notice[]): Promise<boolean> {
  const told = { kind: FEEDBACK_ALARM_RECORD, id: mark, value: '', expected: null };
  return (await store.write({ records: [told, ...notices.map(noticeRecord)] })) === 'done';
}
