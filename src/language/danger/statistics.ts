/** The statistical layer: what each language has learnt to hear, asked only of the languages that a script can be. */
import type { Language } from '../../content/language.js';
import type { View } from './features.js';
import { createJudge, type Judge, type Judged } from './model.js';
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

export function createStatistics(languages: readonly Language[]): Statistics {
  const judges = languages.flatMap(({ code, dangerModel }): [string, string, number, Judge][] =>
    dangerModel === undefined
      ? []
      : [[code, scriptOf(code), dangerModel.threshold, createJudge(dangerModel)]],
  );
  return {
    hear({ tokens, strange }, margin = 0) {
      const words = tokens.map(({ normal }) => normal);
      const sentences = tokens.map(({ sentence }) => sentence);
      const text = words.join(' ');
      const present = SCRIPTS.filter(([, letters]) => letters.test(text)).map(([script]) => script);
      let best: Heard | undefined;
      for (const [language, script, threshold, judge] of judges) {
        const view = present.includes(script)
          ? 'written'
          : strange && present.includes('Latn')
            ? IN_LATIN[script]
            : undefined;
        if (view === undefined) continue;
        const judged = judge.judge(words, sentences, view, threshold - margin);
        if (judged === undefined) continue;
        const above = judged.strength - threshold;
        if (best === undefined || above > best.above) best = { ...judged, language, above };
      }
      return best;
    },
  };
}
