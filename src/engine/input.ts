/** What a person's message was understood as. The engine sees no words of any language, only these. */
import type { Answer } from './session.js';

/** The words that work in every step and language. */
export const COMMANDS = [
  'menu',
  'back',
  'stop',
  'help',
  'person',
  'language',
  'repeat',
  'erase',
  'exit',
] as const;
export type Command = (typeof COMMANDS)[number];

export type Input =
  /** The person opened the conversation and said nothing yet. */
  | { kind: 'opened' }
  /** Somebody may be in danger: the card comes first, then the conversation stands where it was. */
  /** `words`: as they were written, for dialogs in which they are to reach somebody. */
  | { kind: 'danger'; class: DangerClass; language: string; words?: string }
  /** One of the ways on from a danger card; see `card.ts`. */
  | { kind: 'card'; way: CardWay }
  | { kind: 'command'; command: Command }
  | { kind: 'option'; id: string }
  /** A language named by its own name, wherever it is said. */
  | { kind: 'language'; language: string }
  /** Understood content: any of need and place may be there, whatever the step asked. */
  | { kind: 'content'; need?: string; place?: Place }
  /** Words as they were written, where a step asked for some. */
  | { kind: 'words'; words: string }
  /** Several things could be meant; the step asks which. */
  | { kind: 'unsure'; options: { id: string; words: string; answer: Answer }[] }
  | { kind: 'unclear' }
  /** A picture, a voice message, a file: nothing that can be read here. */
  | { kind: 'unreadable' };

/** What somebody may be in danger of; each has its own card. */
export const DANGER_CLASSES = [
  'danger_now',
  'self_harm',
  'violence_home',
  'sexual_abuse',
  'trafficking_exploitation',
  'missing_or_alone_child',
  'no_shelter_or_food',
  'staff_misconduct',
] as const;
export type DangerClass = (typeof DANGER_CLASSES)[number];

/** What may be tapped on a card, beside the commands: a country is one that was chosen, two capital letters. */
export type CardWay = 'not_meant' | 'other_country' | 'under_18' | 'callback' | { country: string };

/** A place as the gazetteer or the person's device gives it; degrees, WGS 84. */
export interface Place {
  name: string;
  latitude: number;
  longitude: number;
  shared?: boolean;
}
