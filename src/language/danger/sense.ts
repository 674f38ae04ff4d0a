/**
 * Is somebody in danger? Looked at before anything else, in every state and every shipped language at once, without
 * a network or a store. Lists say what is certain, by name; what was learnt hears what nobody thought to write down.
 */
import type { Language } from '../../content/language.js';
import { DANGER_CLASSES, type DangerClass } from '../../engine/input.js';
import { MESSAGE_CHARACTERS } from '../../engine/limits.js';
import { fold } from '../fold.js';
import { createLists, type Found, type PackedLists, packLists } from './lists.js';
import type { ReadMessage } from './read.js';
import { createStatistics, type Heard } from './statistics.js';

export interface DangerSeen {
  class: DangerClass;
  /** The language whose words matched. */
  language: string;
}

export interface DangerExplained extends DangerSeen {
  /** In plain words, for an operator or author. */
  because: string;
}

/** Each can be left out, to measure what it adds. */
export interface Layers {
  lists: boolean;
  typos: boolean;
  statistics: boolean;
}

/** All that was looked at, for who wants to know why. */
export interface DangerLooked {
  seen: DangerExplained | undefined;
  message: ReadMessage;
  lists: Found;
  heard: Heard | undefined;
}

export interface DangerSense {
  /** @param language the session's; of two languages that say the same, it is the one meant */
  see(text: string, language: string): DangerSeen | undefined;
  explain(text: string, language: string): DangerExplained | undefined;
  look(text: string, language: string): DangerLooked;
}

const ALL: Layers = { lists: true, typos: true, statistics: true };
const LEAST_WORDS = 2;
/** Nothing longer is an answer of one of our own words. */
const ANSWER = 60;
/** What so few words say must be heard more clearly. */
const FEW_WORDS = 3;
const FEW = 1;
/** Where a harmless neighbour stands, what was learnt must be surer by this. */
const NEIGHBOUR = 0.3;
/** How near a heard class must come to speak about a message that a list has found. */
const NEAR = 8;

/** What the sense is made of beside what was learnt: costly to make, and the same while the languages are. */
export interface PackedDanger {
  lists: PackedLists;
  helpNow: { code: string; words: ReadonlySet<string> }[];
}

export const packDanger = (languages: readonly Language[]): PackedDanger => ({
  lists: packLists(languages),
  helpNow: languages.map(({ code, danger }) => ({ code, words: new Set(danger.help_now.map(fold)) })),
});

/** @param packed where it was made before */
export function createDangerSense(
  languages: readonly Language[],
  layers: Layers = ALL,
  packed: PackedDanger = packDanger(languages),
): DangerSense {
  const { helpNow } = packed;
  const lists = createLists(packed.lists);
  const statistics = createStatistics(layers.statistics ? languages : []);
  const plain = new Set(languages.flatMap(plainAnswers));

  function look(text: string, language: string): DangerLooked {
    const whole = text.slice(0, MESSAGE_CHARACTERS);
    const message = lists.read(whole, layers.typos);
    const found = lists.look(layers.lists ? message.tokens : []);
    // One word, or a word that the program itself expects, says too little to be heard in.
    const heard =
      message.tokens.length < LEAST_WORDS || (whole.length < ANSWER && plain.has(fold(whole)))
        ? undefined
        : statistics.hear(message, NEAR);
    return {
      seen:
        asked(whole, language) ??
        listed(found, heard, language) ??
        learnt(found, heard, message.tokens.length),
      message,
      lists: found,
      heard,
    };
  }

  /** Two languages may share a word; then the card is in the session's. */
  function asked(text: string, session: string): DangerExplained | undefined {
    const folded = text.length > 60 ? '' : fold(text);
    const codes = helpNow.filter(({ words }) => words.has(folded)).map(({ code }) => code);
    const language = codes.includes(session) ? session : codes[0];
    return language === undefined
      ? undefined
      : { class: 'danger_now', language, because: `the whole message is a help_now of ${language}` };
  }

  return {
    look,
    explain: (text, language) => look(text, language).seen,
    see(text, language) {
      const { seen } = look(text, language);
      return seen === undefined ? undefined : { class: seen.class, language: seen.language };
    },
  };
}

/** The longest of the matches in the session's language, else in any. */
function listed(
  { standing }: Found,
  heard: Heard | undefined,
  language: string,
): DangerExplained | undefined {
  const rank = ({ pattern, start, end }: Found['standing'][number]): number =>
    (pattern.language === language ? 100 : 0) +
    (pattern.meaning.class === heard?.class ? 1.5 : 0) +
    (end - start) -
    DANGER_CLASSES.indexOf(pattern.meaning.class) / 100;
  const [first] = [...standing].sort((one, other) => rank(other) - rank(one));
  if (first === undefined) return undefined;
  const { text, meaning, language: from } = first.pattern;
  return {
    class: meaning.class,
    language: from,
    because: `“${text}” is a phrase of ${meaning.class} in ${from}`,
  };
}

function learnt({ harmless }: Found, heard: Heard | undefined, count: number): DangerExplained | undefined {
  if (heard === undefined) return undefined;
  const neighbour = harmless.some(({ pattern }) => pattern.language === heard.language);
  const least = (neighbour ? NEIGHBOUR : 0) + (count <= FEW_WORDS ? FEW : 0);
  if (heard.above < least) return undefined;
  const words = heard.words.map((word) => `“${word}”`).join(', ');
  return {
    class: heard.class,
    language: heard.language,
    because: `it sounds like ${heard.class} in ${heard.language}, most of all ${words}`,
  };
}

/** What a person says to the program itself: commands, yes and no, greetings. */
function plainAnswers({ words }: Language): string[] {
  const { commands, answers, greetings } = words;
  return [...Object.values(commands).flat(), ...Object.values(answers).flat(), ...greetings].map(fold);
}
