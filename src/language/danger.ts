/**
 * Is somebody in danger? Looked at before anything else, in every state and every shipped language at once, without
 * a network, a model or a store.
 */
import type { DangerClass } from '../engine/input.js';
import type { Lexicon } from './lexicon.js';

export interface DangerSeen {
  class: DangerClass;
  /** The language whose words matched. */
  language: string;
}

/** @param words the message, folded and split; the session's language comes first in `lexicons` */
export function seeDanger(words: readonly string[], lexicons: readonly Lexicon[]): DangerSeen | undefined {
  const whole = words.join(' ');
  for (const { helpNow, language } of lexicons)
    if (helpNow.has(whole)) return { class: 'danger_now', language };
  for (const { danger, language } of lexicons) {
    for (let at = 0; at < words.length; at += 1) {
      const phrases = danger.get(words[at] as string);
      const hit = phrases?.find((phrase) => phrase.words.every((word, index) => words[at + index] === word));
      if (hit !== undefined) return { class: hit.meaning, language };
    }
  }
  return undefined;
}
