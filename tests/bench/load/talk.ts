/** The conversation that is played: a parent finds day care, reads how to get there, and goes back to the menu. */

export interface Line {
  say: string;
  /** What the replies must hold; another answer would be a faster one. */
  hear: RegExp;
}

export const GREETING = /What would you like to do\?/;

export const FIND_HELP: readonly Line[] = [
  { say: 'Find help nearby', hear: /What do you need\?/ },
  { say: 'Day care', hear: /Where should I look\?/ },
  { say: 'Cluj', hear: /I found \d+ service/ },
  { say: '1', hear: /Last checked on/ },
  { say: 'How to get there', hear: /in a straight line/ },
  { say: 'back', hear: /Last checked on/ },
  { say: 'Menu', hear: GREETING },
];

/** Turns of one conversation, with the opening one. */
export const TURNS = FIND_HELP.length + 1;

/** One person after another on one lane: each call plays a turn, and after the last one somebody new comes. */
export interface Talker {
  turn(): Promise<void>;
  close(): void;
}

export type OpenTalker = (port: number) => Promise<Talker>;

export function expectWords(words: string, wanted: RegExp, said: string): void {
  if (!wanted.test(words)) throw new Error(`After “${said}” came no ${wanted}: ${words.slice(0, 400)}`);
}

let people = 0;

/** An id that nobody had before, also not in an earlier run on the same data. */
export function newPerson(): string {
  people += 1;
  return `bench-${process.pid}-${Date.now().toString(36)}-${people}`;
}
