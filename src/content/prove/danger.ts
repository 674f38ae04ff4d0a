/** The words of danger: every entry can be read, none is taken back by its own neighbours, and there are enough. */
import { DANGER_CLASSES } from '../../engine/input.js';
import { parsePattern } from '../../language/danger/pattern.js';
import type { Language } from '../language.js';
import type { Problem } from '../problem.js';

/** Fewer entries than this cannot hear how people say things. */
const LEAST = 150;

/** Thousands of entries; the same language is read through once. */
const known = new WeakMap<Language, string[]>();

export function proveDanger(languages: readonly Language[]): Problem[] {
  return languages.flatMap((language) => {
    const where = { file: `locales/${language.code}/danger.yaml`, language: language.code };
    const said = known.get(language) ?? messages(language);
    known.set(language, said);
    return said.map((message) => ({ ...where, message }));
  });
}

function messages({ danger }: Language): string[] {
  const { groups, phrases, harmless } = danger;
  const dangerous = DANGER_CLASSES.flatMap((name) =>
    phrases[name].map((text) => [`phrases.${name}`, text] as const),
  );
  const others = harmless.flatMap(({ kind, says }) =>
    says.map((text) => [`harmless ${kind}`, text] as const),
  );
  const entries = [...dangerous, ...others];
  const dangers = new Set(dangerous.map(([, text]) => text));
  return [
    ...Object.entries(groups).flatMap(([name, members]) =>
      members.flatMap((text) => unreadable(`groups.${name}`, text, groups)),
    ),
    ...entries.flatMap(([place, text]) => unreadable(place, text, groups)),
    ...others
      .filter(([, text]) => dangers.has(text))
      .map(([place, text]) => `${place}: “${text}” also stands under phrases. It cannot be both.`),
    ...(entries.length < LEAST ? [`There are ${entries.length} entries; ${LEAST} are needed.`] : []),
  ];
}

function unreadable(place: string, text: string, groups: Language['danger']['groups']): string[] {
  const parsed = parsePattern(text, groups);
  return parsed.ok ? [] : [`${place}: ${parsed.message}`];
}
