import type { Service, Translated } from './model.js';

/** A text in a language, in its base language, or as it came; undefined where there is none. */
export function textIn(text: Translated, language: string): string | undefined {
  const base = language.split('-')[0] ?? language;
  return text[language] ?? text[base] ?? text[''] ?? Object.values(text)[0];
}

/** The texts of a service that can be translated, by HSDS's field names. */
export const serviceTexts = (service: Service): Record<string, Translated | undefined> => ({
  name: service.name,
  description: service.description,
  application_process: service.applicationProcess,
  fees_description: service.feesDescription,
  eligibility_description: service.eligibilityDescription,
  alert: service.alert,
});
