/** Languages as they are kept: what few ever look at is packed, and unpacked for who does. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Language } from '../../content/language.js';

type Seldom = Pick<Language, 'danger' | 'needs' | 'names'>;

export interface KeptLanguage {
  language: Omit<Language, keyof Seldom>;
  seldom: Uint8Array;
}

export function kept({ danger, needs, names, dangerModel, ...language }: Language): KeptLanguage {
  const seldom: Seldom = { danger, needs, names };
  return {
    // Its own copy of the lists has been of use by now.
    language: {
      ...language,
      ...(dangerModel === undefined ? {} : { dangerModel: { ...dangerModel, lists: undefined } }),
    },
    seldom: Uint8Array.from(deflateRawSync(JSON.stringify(seldom))),
  };
}

export function restored({ language, seldom }: KeptLanguage): Language {
  let open = new WeakRef<Seldom>({} as Seldom);
  const unpacked = (): Seldom => {
    const before = open.deref();
    if (before?.danger !== undefined) return before;
    const fresh = JSON.parse(inflateRawSync(seldom).toString('utf8')) as Seldom;
    open = new WeakRef(fresh);
    return fresh;
  };
  return {
    ...language,
    get danger() {
      return unpacked().danger;
    },
    get needs() {
      return unpacked().needs;
    },
    get names() {
      return unpacked().names;
    },
  };
}
