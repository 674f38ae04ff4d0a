/**
 * Something that somebody must hear of, written in the same commit as what it is about. It holds nothing personal:
 * a reference and where to look. It is sent at least once; whoever receives it drops repeats by its id.
 */
import { z } from 'zod';

export const NOTICE_RECORD = 'outbox';

export const NOTICE_KINDS = [
  'callback_created',
  'callback_claimed',
  'callback_closed',
  'callback_taken_back',
  'callback_overdue',
  'callback_windows_passed',
  'callback_attempts_used',
  'handover_asked',
  'handover_answered',
  'concern_received',
  'feedback_due',
  'feedback_answer_due',
  /** To be passed on to the case system, as the family agreed. */
  'callback_referred',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Machines follow what becomes of a request; people hear only of what waits for them. */
const FOR_MACHINES: ReadonlySet<NoticeKind> = new Set([
  'callback_claimed',
  'callback_closed',
  'callback_taken_back',
  'callback_referred',
]);
export const isForPeople = (kind: NoticeKind): boolean => !FOR_MACHINES.has(kind);

export const AUDIENCES = [
  'team',
  'supervisor',
  'safeguarding_lead',
  'second_recipient',
  'participation_officer',
] as const;
export type Audience = (typeof AUDIENCES)[number];

export const notice = z.strictObject({
  /** Stable: every repeat carries the same one. */
  id: z.string().min(1),
  kind: z.enum(NOTICE_KINDS),
  /** What it is about, as people say it: `K7-4F2M-9`. No secret. */
  reference: z.string(),
  /** Where it opens, without the host: `/desk/requests/<id>`. */
  path: z.string().startsWith('/desk'),
  urgent: z.boolean(),
  audience: z.enum(AUDIENCES),
  /** Null where the audience is not of a team. */
  team: z.string().nullable(),
  region: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  /** Milliseconds since 1970. */
  at: z.int().nonnegative(),
});
export type Notice = z.infer<typeof notice>;

/** The record to commit together with what happened. */
export function noticeRecord(value: Notice): { kind: string; id: string; value: string } {
  return { kind: NOTICE_RECORD, id: value.id, value: JSON.stringify(value) };
}
