/**
 * What a young person said of the help they get. There is no person in it: no user, channel, conversation, moment or
 * order; two entries with the same answers are the same but for their ids, and those are drawn after the mixing.
 */
import { z } from 'zod';

export const AGE_GROUPS = ['6-9', '10-13', '14-17', '18-25'] as const;
export type AgeGroup = (typeof AGE_GROUPS)[number];

export const CATEGORIES = [
  'thanks',
  'suggestion',
  'question',
  'request_for_help',
  'dissatisfaction',
  'concern',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** A name of a question, an answer, a kind of service or a campaign: never a person's words. */
const name = z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,63}$/i);
const week = z.string().regex(/^\d{4}-W\d{2}$/);

/** All free words of one entry together; what is longer is asked to be shorter, so that all entries are one size. */
export const MOST_WORD_BYTES = 9_000;
const MOST_ANSWERS = 20;

const about = z.strictObject({
  /** A need's code: what the service is for. */
  kind: name,
  /** One service, where it is large enough that this says nothing about who was there. */
  service: z.string().min(1).max(100).optional(),
});
export type About = z.infer<typeof about>;

const given = {
  age: z.enum(AGE_GROUPS),
  about,
  category: z.enum(CATEGORIES),
  /** By question: the answer that was tapped. */
  taps: z.record(name, name),
  /** By question: words as they were written. */
  words: z.record(name, z.string()),
  /** On the board, without a name: not unless the young person chose it. */
  mayShow: z.boolean().default(false),
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/),
  /** The campaign whose questions these are. */
  campaign: name.optional(),
};

/** What leaves the conversation, to be sealed and mixed at once. */
export const givenEntry = z
  .strictObject(given)
  .refine(({ words }) => Buffer.byteLength(JSON.stringify(words)) <= MOST_WORD_BYTES, {
    message: 'too_long',
    path: ['words'],
  })
  .refine(({ taps, words }) => Object.keys(taps).length + Object.keys(words).length <= MOST_ANSWERS, {
    message: 'too_many',
    path: ['taps'],
  });
export type GivenEntry = z.infer<typeof givenEntry>;

/** A message through the receipt, in either direction. */
const letter = z.strictObject({ from: z.enum(['reader', 'young_person']), words: z.string(), week });
export type Letter = z.infer<typeof letter>;

const kept = {
  ...given,
  id: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  /** ISO week in which its batch came out of the mixing, the same for the whole batch. */
  week,
  /** True while the words as they were written still lie sealed beside it; a person has not looked yet. */
  raw: z.boolean(),
  /** Slow hash of the receipt; null where none was wanted. */
  receipt: z.string().nullable(),
  /** Codes of the organization's own list. */
  themes: z.array(name),
  letters: z.array(letter),
  read: z.boolean(),
};

/** As readers have it: `words` are masked. */
export const feedbackEntry = z.strictObject(kept);
export type FeedbackEntry = z.infer<typeof feedbackEntry>;

export const RECIPIENTS = ['safeguarding_lead', 'second_recipient'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

/**
 * An entry that must not wait: it went past the mixing, as the young person was told before sending, and exists for
 * one role only. Never in results, exports or on the board.
 */
export const quarantinedEntry = z.strictObject({
  ...kept,
  recipient: z.enum(RECIPIENTS),
  /** Milliseconds since 1970, whole hours: from here the 24 hours are counted. */
  alertedAt: z.number().int(),
  /** What was done, as the recipient recorded it. */
  done: z.array(z.strictObject({ words: z.string(), on: z.iso.date() })),
  /** True where the young person chose to be contacted, through the safe-contact plan. */
  contact: z.boolean(),
});
export type QuarantinedEntry = z.infer<typeof quarantinedEntry>;

const stored = z.union([feedbackEntry, quarantinedEntry]);

/** @throws when the document is no entry of this version */
export const readEntry = (document: string): FeedbackEntry | QuarantinedEntry =>
  stored.parse(JSON.parse(document));

export const isQuarantined = (entry: FeedbackEntry | QuarantinedEntry): entry is QuarantinedEntry =>
  'recipient' in entry;

/** Why an entry may have to go past the mixing. */
export interface Signs {
  /** Words or a button said harm. */
  harm: boolean;
  /** It is about somebody who works there, or about the safeguarding lead. */
  aboutStaff?: 'staff' | 'lead' | undefined;
}

/** Who alone sees it; undefined: it is ordinary and is mixed. */
export function recipientOf(category: Category, { harm, aboutStaff }: Signs): Recipient | undefined {
  if (aboutStaff === 'lead') return 'second_recipient';
  return harm || aboutStaff !== undefined || category === 'concern' ? 'safeguarding_lead' : undefined;
}

/** Whether somebody in a role may open an entry. A quarantined one is not even counted for anybody else. */
export function mayRead(entry: FeedbackEntry | QuarantinedEntry, role: Recipient | 'participation_officer') {
  return isQuarantined(entry) ? entry.recipient === role : role === 'participation_officer';
}

/** Where a service is too small to be named, only its kind stays. */
export function coarse({ kind, service }: About, nameable: (service: string) => boolean): About {
  return service !== undefined && nameable(service) ? { kind, service } : { kind };
}
