/** A wish to be called: what the family said, and what was done about it. */
import { z } from 'zod';
import { safeContactPlan } from './plan.js';

export const REQUEST_VERSION = 1;

/** How urgent it is, said by the family with one tap; nobody computes it. */
export const URGENCIES = ['now', 'soon', 'whenever'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const STATUSES = ['waiting', 'claimed', 'reached', 'closed', 'taken_back'] as const;
export type Status = (typeof STATUSES)[number];

export const OUTCOMES = ['reached', 'no_answer', 'someone_else', 'wrong_number'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why it was closed; “helped” and the like are what came of it, in the caseworker's words beside it. */
export const CLOSINGS = ['helped', 'referred', 'not_reached', 'not_wanted', 'duplicate'] as const;
export type Closing = (typeof CLOSINGS)[number];

/**
 * Whom it goes to. A worry about somebody who works here passes every team by; one about the safeguarding lead goes
 * to the second recipient outside.
 */
export const RECIPIENTS = ['team', 'safeguarding_lead', 'second_recipient'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

/** Milliseconds since 1970. */
const time = z.int().nonnegative();
const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);

/** A stretch of time in which a call is safe, in the family's own zone. */
export const callWindow = z
  .strictObject({ start: localTime, end: localTime })
  .refine(({ start, end }) => start < end, 'must end after it begins');
export type CallWindow = z.infer<typeof callWindow>;

/** What the dialog gathers; nothing of it is kept before the consent. */
export const callbackDraft = z.strictObject({
  /** What to call them; any name. */
  name: z.string().min(1).max(60),
  /** E.164, or null where the family wants to call themselves. */
  phone: z
    .string()
    .regex(/^\+[1-9]\d{4,14}$/)
    .nullable(),
  windows: z.array(callWindow).max(60),
  /** IANA. */
  zone: z.string().min(1),
  plan: safeContactPlan,
  language: z.string().min(2),
  interpreter: z.boolean(),
  need: z.string().nullable(),
  words: z.string().max(1000).nullable(),
  /** Answers of the self-check that the family ticked, as texts they saw. */
  answers: z.array(z.strictObject({ question: z.string(), answer: z.string() })).max(30),
  urgency: z.enum(URGENCIES),
  recipient: z.enum(RECIPIENTS),
});
export type CallbackDraft = z.infer<typeof callbackDraft>;

const attempt = z.strictObject({
  at: time,
  by: z.string(),
  outcome: z.enum(OUTCOMES),
  note: z.string().max(2000).nullable(),
});

/**
 * What of a request may cross a border: each only where the family said yes to it. How to reach them safely (windows,
 * plan) goes with the number; language, urgency and the reference always go.
 */
export const HANDOVER_FIELDS = ['name', 'phone', 'need', 'words', 'answers', 'notes'] as const;
export type HandoverField = (typeof HANDOVER_FIELDS)[number];

const handover = z.strictObject({
  /** The team it goes to, and its country. */
  team: z.string(),
  region: z.string().regex(/^[A-Z]{2}$/),
  by: z.string(),
  at: time,
  /** Across a border the family is asked first; within one it is agreed already. */
  family: z.enum(['not_needed', 'asked', 'agreed', 'refused']),
  /** `not_asked` until the family agreed. */
  team_says: z.enum(['not_asked', 'asked', 'accepted', 'refused', 'withdrawn']),
  /** What goes: all within a country, what the family agreed to across a border. */
  fields: z.array(z.enum(HANDOVER_FIELDS)),
  reason: z.string().max(500).nullable(),
});

export const callbackRequest = callbackDraft.extend({
  version: z.literal(REQUEST_VERSION),
  id: z.string(),
  reference: z.string(),
  region: z.string().regex(/^[A-Z]{2}$/),
  team: z.string(),
  /** A slow hash of the code by which the family reads and changes it. */
  code: z.string(),
  /** Where to write, sealed with the rest; only where the family chose it. */
  conversation: z.strictObject({ channel: z.string(), user: z.string() }).nullable(),
  consent: z.strictObject({ at: time, text: z.string() }),
  /** The family's word that it may be passed on to a case system; without it nothing is. `text` is a hash of the words. */
  referral: z.strictObject({ at: time, text: z.string() }).optional(),
  createdAt: time,
  status: z.enum(STATUSES),
  claimedBy: z.string().nullable(),
  claimedAt: time.nullable(),
  attempts: z.array(attempt),
  notes: z.array(z.strictObject({ at: time, by: z.string(), text: z.string().max(4000) })),
  handover: handover.nullable(),
  closed: z
    .strictObject({ at: time, by: z.string(), as: z.enum(CLOSINGS), reason: z.string().nullable() })
    .nullable(),
  /** After this it is erased whatever became of it. */
  expiresAt: time,
});
export type CallbackRequest = z.infer<typeof callbackRequest>;

/** What is true of a request that nobody has done anything about yet. */
export const UNTOUCHED = {
  status: 'waiting',
  claimedBy: null,
  claimedAt: null,
  attempts: [],
  notes: [],
  handover: null,
  closed: null,
} satisfies Partial<CallbackRequest>;

/** What a queue shows: nothing by which a family could be known. */
export interface CallbackFacets {
  id: string;
  reference: string;
  region: string;
  team: string;
  language: string;
  interpreter: boolean;
  need: string | null;
  urgency: Urgency;
  recipient: Recipient;
  status: Status;
  /** Instants, milliseconds since 1970. */
  windows: { from: number; until: number }[];
  calls: 'we' | 'they';
  createdAt: number;
  claimedBy: string | null;
  attempts: number;
  handover: { team: string; region: string; open: boolean } | null;
  expiresAt: number;
}
