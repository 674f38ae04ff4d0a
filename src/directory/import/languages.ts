/** Names and codes of languages: directories write "Spanish", "spa" or "es" and mean one. */

import { fold } from '../../language/fold.js';
import type { Language } from '../model.js';
import { present } from '../present.js';

const CODES =
  'aa ab af ak am ar as ay az ba be bg bn bo bs ca ce ckb co cs cy da de dv el en eo es et eu fa fi fil fj fo fr fy ga gd gl gn gu ha haw he hi hmn hr ht hu hy id ig is it ja jv ka kk km kmr kn ko ku ky la lb ln lo lt lv mg mi mk ml mn mr ms mt my nan nb ne nl nn no ny om or pa pap pl prs ps pt qu rm rn ro rom ru rw sa sd sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ug uk ur uz vi wo xh yi yo yue zh zu';
const KNOWN = new Set(CODES.split(' '));
const OTHER_NAMES: Record<string, string> = {
  mandarin: 'zh',
  cantonese: 'yue',
  taiwanese: 'nan',
  tagalog: 'tl',
  farsi: 'fa',
  dari: 'prs',
  moldovan: 'ro',
  romani: 'rom',
  romanes: 'rom',
  kurmanji: 'kmr',
  sorani: 'ckb',
  flemish: 'nl',
};

/** Languages in which a directory may name languages; what two of them call differently, the first decides. */
const TOLD_IN = ['en', 'ro', 'uk', 'ru', 'ar', 'es', 'fr', 'de', 'pl', 'bg'];

let byName: Map<string, string> | undefined;

function names(): Map<string, string> {
  if (byName) return byName;
  byName = new Map(Object.entries(OTHER_NAMES));
  const told = TOLD_IN.map(
    (language) => new Intl.DisplayNames(language, { type: 'language', fallback: 'none' }),
  );
  for (const code of CODES.split(' ')) {
    const own = new Intl.DisplayNames(code, { type: 'language', fallback: 'none' });
    for (const name of [...told, own].map((names) => names.of(code))) {
      if (name && !byName.has(fold(name))) byName.set(fold(name), code);
    }
  }
  return byName;
}

/** A BCP 47 code in its canonical form, three-letter codes made two where there are two; undefined if it is none. */
export function languageCode(text: string): string | undefined {
  // Canonical forms would make `fil` of `tl`, by which nobody looks for it.
  if (KNOWN.has(text.toLowerCase())) return text.toLowerCase();
  if (!/^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(text)) return undefined;
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

/** A language from what a source has of it; undefined when it has neither code nor name. */
export function readLanguage(code: string | undefined, name?: string, note?: string): Language | undefined {
  const known =
    (code && languageCode(code)) || (name && names().get(fold(name))) || (code && names().get(fold(code)));
  const shown = name || code;
  return shown ? present({ code: known || undefined, name: shown, note }) : undefined;
}

/** The languages of a text in free words: "English, Spanish; Română", "Arabic (mornings) and French". */
export function readLanguages(text: string): Language[] {
  const parts = text
    .split(/[,;/|&\n•+]|\b(?:and|y|et|und|or)\b|(?<=\s)(?:și|та|і|и|و)(?=\s)/iu)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const found = parts.flatMap((part) => {
    const [, name = part, note] = /^(.*?)\s*[([]([^()[\]]*)[)\]]$/.exec(part) ?? [];
    const language = readLanguage(undefined, name, note) ?? [];
    return language;
  });
  if (found.some(({ code }) => code !== undefined)) return found;
  // No language we know: perhaps no list at all.
  const whole = readLanguage(undefined, text.trim());
  return whole ? [whole] : [];
}
