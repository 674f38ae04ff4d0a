/** What is on the chat page: one value, drawn by the same components on the server and in the browser. */
import type { Choice, Link } from '../../turn/reply.js';
import type { PageTexts } from './texts.js';

export type Direction = 'ltr' | 'rtl';

export interface PageLanguage {
  /** BCP 47. */
  code: string;
  /** The language's own name for itself. */
  name: string;
  direction: Direction;
}

/** Whom to call when nothing else works; on the page from the first byte, so that it needs no connection. */
export interface Emergency {
  text: string;
  links: Link[];
}

/** The page's words in one language. */
export interface Wording extends PageLanguage {
  texts: PageTexts;
  emergency: Emergency | null;
}

/** `waiting`: not with the server yet. `failed`: it will not go by itself. */
export type Delivery = 'done' | 'waiting' | 'failed';

export interface Message {
  /** Stays the same from the first drawing on, so that nothing is read out twice. */
  key: string;
  /** The activity it came as; undefined for what the bot has not said over the line yet. */
  activity: string | undefined;
  from: 'bot' | 'person';
  text: string;
  language: string;
  direction: Direction;
  tone: 'plain' | 'danger';
  links: Link[];
  choices: Choice[];
  delivery: Delivery;
  /** A part of a plan, which can be printed. */
  plan?: true;
}

export interface PageState {
  nonce: string;
  /** Where leaving leads when the server cannot be reached to say so. */
  neutralUrl: string;
  demo: boolean;
  languages: PageLanguage[];
  wording: Wording;
  messages: Message[];
  /** `starting` until the conversation is open; `ended` when nothing more can be sent in it. */
  status: 'starting' | 'online' | 'offline' | 'ended';
  /** A message is with the bot and its answer is not here yet. */
  answering: boolean;
  helpOpen: boolean;
  locationRefused: boolean;
}

/** What the server gives the script: the first state, and a token for the conversation. */
export interface Boot {
  token: string;
  state: PageState;
}

/** What a person can do on the page. */
export interface Actions {
  say(text: string): void;
  choose(choice: Choice): void;
  helpNow(): void;
  closeHelp(): void;
  speak(language: PageLanguage): void;
  sendAgain(key: string): void;
  startAgain(): void;
  print(): void;
  leave(): void;
}

/** The messages of the plan that was said last: it alone is printed. */
export function lastPlan({ messages }: PageState): Message[] {
  const end = messages.findLastIndex(({ plan }) => plan === true);
  const before = messages.slice(0, end + 1).findLastIndex(({ plan }) => plan !== true);
  return messages.slice(before + 1, end + 1);
}

/** Choices hang under the last message, if it is the bot's. */
export function openChoices(state: PageState): Choice[] {
  const last = state.messages.at(-1);
  if (state.status === 'ended' || last?.from !== 'bot') return [];
  // "I need help now" has its own place at the top of the page, always in reach.
  return last.choices.filter((choice) => choice.number !== 0);
}
