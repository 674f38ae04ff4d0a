/**
 * Is somebody in danger? Looked at before anything else, in every state and every shipped language at once, without
 * a network or a store.
 */
import type { Language } from '../../content/language.js';
import { DANGER_CLASSES, type DangerClass } from '../../engine/input.js';
import { MESSAGE_CHARACTERS } from '../../engine/limits.js';
import { fold } from '../fold.js';
import { createLists, type Found } from './lists.js';

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

export interface DangerSense {
  /** @param language the session's; of two languages that say the same, it is the one meant */
  see(text: string, language: string): DangerSeen | undefined;
  explain(text: string, language: string): DangerExplained | undefined;
  /** What the lists found, also what was taken back. */
  found(text: string): Found;
}

const ALL: Layers = { lists: true, typos: true, statistics: true };

export function createDangerSense(languages: readonly Language[], layers: Layers = ALL): DangerSense {
  const lists = createLists(languages);
  const helpNow = new Map(
    languages.flatMap(({ code, danger }) => danger.help_now.map((words) => [fold(words), code] as const)),
  );

  function explain(text: string, language: string): DangerExplained | undefined {
    const whole = text.slice(0, MESSAGE_CHARACTERS);
    const asks = helpNow.get(fold(whole));
    if (asks !== undefined)
      return {
        class: 'danger_now',
        language: asks,
        because: `the whole message asks for help now (help_now in ${asks})`,
      };
    if (!layers.lists) return undefined;
    const { standing } = lists.look(lists.read(whole, layers.typos));
    const [first] = [...standing].sort(
      (a, b) =>
        Number(b.pattern.language === language) - Number(a.pattern.language === language) ||
        b.end - b.start - (a.end - a.start) ||
        DANGER_CLASSES.indexOf(a.pattern.meaning.class) - DANGER_CLASSES.indexOf(b.pattern.meaning.class),
    );
    if (first === undefined) return undefined;
    const { pattern } = first;
    return {
      class: pattern.meaning.class,
      language: pattern.language,
      because: `“${pattern.text}” (${pattern.meaning.class} in ${pattern.language})`,
    };
  }

  return {
    explain,
    see(text, language) {
      const explained = explain(text, language);
      return explained === undefined ? undefined : { class: explained.class, language: explained.language };
    },
    found: (text) => lists.look(lists.read(text.slice(0, MESSAGE_CHARACTERS), layers.typos)),
  };
}
