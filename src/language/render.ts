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
    interpolation: { escapeValue: false, skipOnVariables: true },
    returnEmptyString: true,
  });
  const directions = new Map(languages.map(({ code, direction }) => [code, direction]));
  const translate = new Map(languages.map(({ code }) => [code, i18n.getFixedT(code)]));
  /** Texts without values never change: they are looked up once. */
  const plain = new Map<string, string>();

  return {
    text(language, { key, with: values }) {
      const direction = directions.get(language) ?? 'ltr';
      if (values !== undefined)
        return String(translate.get(language)?.(key, isolated(values, direction)) ?? key);
      const name = `${language} ${key}`;
      const known = plain.get(name);
      if (known !== undefined) return known;
      const text = String(translate.get(language)?.(key) ?? key);
      plain.set(name, text);
      return text;
    },
    has: (language, key) => i18n.exists(key, { lng: language }),
    direction: (language) => directions.get(language) ?? 'ltr',
  };
}

function isolated(values: Params, direction: 'ltr' | 'rtl'): Params {
  const out: Params = {};
  for (const name in values) {
    const value = values[name] as string | number;
    out[name] = typeof value === 'string' ? isolateWords(value, direction) : value;
  }
  return out;
}
