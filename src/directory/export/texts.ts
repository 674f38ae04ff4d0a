/** Texts with their translations, as HSDS and our extension have them. */
import type { Translations } from '../extension.js';
import type { Translated } from '../model.js';

/** The text itself, in the language it came in. */
export const textOf = (text: Translated): string | undefined => text[''];

/** The other languages of several texts, by language and field; nothing where there is none. */
export function translationsOf(texts: Record<string, Translated | undefined>): {
  translations?: Translations;
} {
  const translations: Translations = {};
  for (const [field, text] of Object.entries(texts))
    for (const [language, words] of Object.entries(text ?? {}))
      if (language !== '') {
        translations[language] ??= {};
        translations[language][field] = words;
      }
  return Object.keys(translations).length > 0 ? { translations } : {};
}
