/** The statistical layer: what each language has learnt to hear, asked only of the languages that a script can be. */
import type { Language } from '../../content/language.js';
import { type Features, featuresOf, type View, viewed } from './features.js';
import { hashOf } from './hash.js';
import { createJudge, type Judge, type Judged } from './model.js';
import { PairTable, packHashes } from './pair-table.js';
import type { ReadMessage } from './read.js';

export interface Heard extends Judged {
  language: string;
  /** How far above what the language takes for danger. */
  above: number;
}

export interface Statistics {
  /** The language that hears danger most clearly, if one comes within `margin` of what it takes for danger. */
  hear(message: ReadMessage, margin?: number): Heard | undefined;
}

const SCRIPTS: readonly [string, RegExp][] = [
  ['Latn', /[a-z]/],
  ['Cyrl', /[\u0400-\u04ff]/],
  ['Arab', /[\u0600-\u06ff]/],
];
/** How a language of another script is read when it is typed in Latin letters. */
export const IN_LATIN: Readonly<Record<string, View>> = { Cyrl: 'sound', Arab: 'consonants' };

export const scriptOf = (language: string): string => new Intl.Locale(language).maximize().script ?? 'Latn';

/** A language that knows so much less of the words than another is not the one they are in. */
const LESS_KNOWN = 0.6;

interface Listener {
  language: string;
  script: string;
  threshold: number;
  judge: Judge;
  known: PairTable;
}

export function createStatistics(languages: readonly Language[]): Statistics {
  const listeners = languages.flatMap(({ code, dangerModel }): Listener[] => {
    if (dangerModel === undefined) return [];
    const known = new PairTable(packHashes(dangerModel.words));
    const { threshold } = dangerModel;
    return [{ language: code, script: scriptOf(code), threshold, judge: createJudge(dangerModel), known }];
  });

  /** Who may understand the words, and in which view. */
  function listening(words: readonly string[], strange: boolean): [Listener, View][] {
    const text = words.join(' ');
    const present = SCRIPTS.filter(([, letters]) => letters.test(text)).map(([script]) => script);
    const hashes = words.map(hashOf);
    const own = listeners
      .filter(({ script }) => present.includes(script))
      .map((listener) => ({ listener, share: hashes.filter((hash) => listener.known.has(hash)).length }));
    const most = Math.max(0, ...own.map(({ share }) => share));
    const written = own
      .filter(({ share }) => share >= most * LESS_KNOWN)
      .map(({ listener }): [Listener, View] => [listener, 'written']);
    if (!strange || !present.includes('Latn')) return written;
    const others = listeners.flatMap((listener): [Listener, View][] => {
      const view = present.includes(listener.script) ? undefined : IN_LATIN[listener.script];
      return view === undefined ? [] : [[listener, view]];
    });
    return [...written, ...others];
  }

  return {
    hear({ tokens, strange }, margin = 0) {
      const words = tokens.map(({ normal }) => normal);
      const sentences = tokens.map(({ sentence }) => sentence);
      // Languages that hear the words in the same view look at the same features.
      const seen = new Map<View, Features>();
      const featuresIn = (view: View): Features => {
        const features = seen.get(view) ?? featuresOf(viewed(words, view), view);
        seen.set(view, features);
        return features;
      };
      let best: Heard | undefined;
      for (const [{ language, threshold, judge }, view] of listening(words, strange)) {
        const judged = judge.judge(words, sentences, featuresIn(view), threshold - margin);
        if (judged === undefined) continue;
        const above = judged.strength - threshold;
        if (best === undefined || above > best.above) best = { ...judged, language, above };
      }
      return best;
    },
  };
}
