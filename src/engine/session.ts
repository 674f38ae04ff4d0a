/**
 * Where one person is in the conversation. A session is the list of visits a person made, so `back` works
 * everywhere: what a dialog knows is a function of that list. It is plain JSON and carries its version; the
 * engine serialises nothing itself, and any session survives `JSON.parse(JSON.stringify(session))`.
 */
import { z } from 'zod';
import { DANGER_CLASSES, type DangerClass } from './input.js';

export const SESSION_VERSION = 1;

/** One arrival at a step, with the answer it got, if any. `local` is what the step itself must remember. */
export interface Visit {
  dialog: string;
  step: string;
  answer?: Answer;
  local?: Record<string, string | number | string[]>;
}

/** What a person answered. Free words are there only where a step asked for them, and go with the session. */
export type Answer =
  | { kind: 'option'; id: string }
  | { kind: 'words'; words: string }
  | { kind: 'number'; value: number }
  /** ISO, like 2026-11-24. */
  | { kind: 'date'; date: string }
  | { kind: 'many'; ids: string[] }
  | { kind: 'need'; code: string }
  | { kind: 'place'; name: string; latitude: number; longitude: number; shared?: boolean };

/** A conversation inside the conversation (help, a person, language): it ends where the one below was left. */
export interface Frame {
  visits: Visit[];
  /** What was asked here when the frame above it was called; null while this frame is the top one. */
  asked: Asked | null;
}

/** A text that is rendered in the person's language later: a key `namespace:path` and its values. */
export interface TextRef {
  key: string;
  with?: Params;
}
export type Params = Record<string, string | number>;

/** One thing a person may choose. `words` is a ready label (the name of a service), `text` a key. */
export type Option = { id: string; text: TextRef } | { id: string; words: string };

/** What is on the screen: the question, so that it can be asked again, and what a typed word or number can mean. */
export interface Asked {
  text: TextRef;
  expects: 'option' | 'need' | 'place' | 'language' | 'words' | 'number' | 'date';
  options: Option[];
}

export interface Session {
  version: typeof SESSION_VERSION;
  language: string;
  /** True once a person chose the language; before that the first words may still decide it. */
  languageChosen: boolean;
  /** ISO 3166 country whose numbers are shown, or the fallback `EU`. */
  region: string;
  frames: Frame[];
  /** What is asked now. */
  asked: Asked | null;
  /** True once the person said so, or opened a dialog for young people. */
  child?: true;
  /** The request to be called that was sent from here: that there is one, and nothing of what it says. */
  request?: SentRequest;
  /** Ids of requests sent from here before it, so that none stays when everything is erased. */
  earlier?: string[];
  /** Answers of a check that the person ticked, for whoever calls; until they are sent or forgotten. */
  handed?: { question: TextRef; answer: TextRef }[];
  /** The danger card that stands above the question; gone with the next thing that is said. */
  card?: StandingCard;
  /** How often in a row the waiting step was not understood. */
  misses: number;
  /** Turns so far; see `limits.turns`. */
  turns: number;
}

/** `told`: the question about it that this chat was told of, so that it is said once. */
export interface SentRequest {
  id: string;
  reference: string;
  told?: string | undefined;
}

/** `choosing` while the person was asked for a country. */
export interface StandingCard {
  class: DangerClass;
  language: string;
  choosing?: true;
}

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('option'), id: z.string() }),
  z.object({ kind: z.literal('words'), words: z.string() }),
  z.object({ kind: z.literal('number'), value: z.number() }),
  z.object({ kind: z.literal('date'), date: z.string() }),
  z.object({ kind: z.literal('many'), ids: z.array(z.string()) }),
  z.object({ kind: z.literal('need'), code: z.string() }),
  z.object({
    kind: z.literal('place'),
    name: z.string(),
    latitude: z.number(),
    longitude: z.number(),
    shared: z.boolean().optional(),
  }),
]);
const params = z.record(z.string(), z.union([z.string(), z.number()]));
const textRef = z.object({ key: z.string(), with: params.optional() });
const option = z.union([
  z.object({ id: z.string(), text: textRef }),
  z.object({ id: z.string(), words: z.string() }),
]);
const asked = z
  .object({
    text: textRef,
    expects: z.enum(['option', 'need', 'place', 'language', 'words', 'number', 'date']),
    options: z.array(option),
  })
  .nullable();
const visit = z.object({
  dialog: z.string(),
  step: z.string(),
  answer: answer.optional(),
  local: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional(),
});
const schema = z.object({
  version: z.literal(SESSION_VERSION),
  language: z.string(),
  languageChosen: z.boolean(),
  region: z.string(),
  frames: z.array(z.object({ visits: z.array(visit), asked })).min(1),
  asked,
  child: z.literal(true).optional(),
  request: z.object({ id: z.string(), reference: z.string(), told: z.string().optional() }).optional(),
  earlier: z.array(z.string()).optional(),
  handed: z.array(z.object({ question: textRef, answer: textRef })).optional(),
  card: z
    .object({ class: z.enum(DANGER_CLASSES), language: z.string(), choosing: z.literal(true).optional() })
    .optional(),
  misses: z.number(),
  turns: z.number(),
});

/** A fresh session for the same person: how one talks to them stays, what was said is gone. */
export function renewed({ language, languageChosen, region, child, request, earlier }: Session): Session {
  return {
    ...newSession(language, region),
    languageChosen,
    ...(child ? { child } : {}),
    ...(request ? { request } : {}),
    ...(earlier ? { earlier } : {}),
  };
}

/** A session for somebody who has said nothing yet. */
export function newSession(language: string, region: string): Session {
  return {
    version: SESSION_VERSION,
    language,
    languageChosen: false,
    region,
    frames: [{ visits: [], asked: null }],
    asked: null,
    misses: 0,
    turns: 0,
  };
}

/** Reads a stored session. An unknown version or a damaged one is `undefined`: the caller starts anew, politely. */
export function parseSession(stored: string): Session | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(stored));
    return parsed.success ? (parsed.data as Session) : undefined;
  } catch {
    return undefined;
  }
}
