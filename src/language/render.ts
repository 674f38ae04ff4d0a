/** Turns keys into words: i18next with every language loaded, CLDR plurals, and isolates around what is put in. */
import i18next from 'i18next';
import type { Language } from '../content/language.js';
import type { Params, TextRef } from '../engine/session.js';
import { isolateWords } from './isolate.js';

export interface Renderer {
  /** The text in a language. A key that is not there is a fault of the content, which the prover finds. */
  text(language: string, ref: TextRef): string;
  has(language: string, key: string): boolean;
  direction(language: string): 'ltr' | 'rtl';
}

export function createRenderer(languages: readonly Language[]): Renderer {
  const i18n = i18next.createInstance();
  const namespaces = [...new Set(languages.flatMap(({ texts }) => [...texts.keys()]))];
  void i18n.init({
    initAsync: false,
    resources: Object.fromEntries(languages.map(({ code, texts }) => [code, Object.fromEntries(texts)])),
    supportedLngs: languages.map(({ code }) => code),
    fallbackLng: false,
    ns: namespaces,
    defaultNS: 'common',
    returnEmptyString: true,
  });
  const directions = new Map(languages.map(({ code, direction }) => [code, direction]));
  const translate = new Map(languages.map(({ code }) => [code, i18n.getFixedT(code)]));
  const plurals = new Map(languages.map(({ code }) => [code, new Intl.PluralRules(code)]));
  /** Texts as i18next finds them, taken apart; to look one up costs more than all the rest of saying it. */
  const known = new Map<string, Pieces>();

  function pieces(language: string, key: string, count: number | undefined): Pieces {
    const form = count === undefined ? '' : count === 0 ? 'none' : plurals.get(language)?.select(count);
    const name = `${language} ${key} ${form}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const options = count === undefined ? {} : { count };
    const text = translate.get(language)?.(key, { ...options, skipInterpolation: true }) ?? key;
    const fresh = String(text).split(PLACEHOLDER);
    known.set(name, fresh);
    return fresh;
  }

  return {
    text(language, { key, with: values }) {
      const count = values?.count;
      const parts = pieces(language, key, typeof count === 'number' ? count : undefined);
      return parts.length === 1 ? (parts[0] ?? '') : filled(parts, values ?? {}, directions.get(language));
    },
    has: (language, key) => i18n.exists(key, { lng: language }),
    direction: (language) => directions.get(language) ?? 'ltr',
  };
}

/** Words, and between any two of them the name of what is put in. */
type Pieces = string[];

/** The only way to write a placeholder that the prover lets through. */
const PLACEHOLDER = /\{\{\s*-?\s*([\w.]+)\s*\}\}/;

function filled(pieces: Pieces, values: Params, direction: 'ltr' | 'rtl' = 'ltr'): string {
  let text = '';
  for (const [index, piece] of pieces.entries())
    text += index % 2 === 0 ? piece : put(values[piece], direction);
  return text;
}

function put(value: Params[string] | undefined, direction: 'ltr' | 'rtl'): string {
  return typeof value === 'string' ? isolateWords(value, direction) : String(value ?? '');
}
