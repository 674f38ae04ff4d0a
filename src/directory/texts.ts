import type { Translated } from './model.js';

/** A text in a language, in its base language, or as it came; undefined where there is none. */
export function textIn(text: Translated, language: string): string | undefined {
  const base = language.split('-')[0] ?? language;
  return text[language] ?? text[base] ?? text[''] ?? Object.values(text)[0];
}
