/** A language's texts as a flat list, plural forms gathered under the key they belong to. */
import type { Language, TextTree } from '../language.js';

export interface Text {
  namespace: string;
  /** `results.intro`, without its plural form. */
  path: string;
  /** By plural category; `''` for a text without plural forms. */
  forms: ReadonlyMap<string, string>;
}

const PLURAL = /^(.+)_(zero|one|two|few|many|other)$/;

const known = new WeakMap<Language, ReadonlyMap<string, Text>>();

/** All texts of a language by their key; laid out once, for several proofs look at them. */
export function textsOf(language: Language): ReadonlyMap<string, Text> {
  const texts = known.get(language) ?? layOut(language);
  known.set(language, texts);
  return texts;
}

function layOut(language: Language): Map<string, Text> {
  const texts = new Map<string, { namespace: string; path: string; forms: Map<string, string> }>();
  for (const [namespace, tree] of language.texts) {
    const leaves = flatten(tree, '');
    const plurals = new Set(leaves.flatMap(([path]) => (path.endsWith('_other') ? [path.slice(0, -6)] : [])));
    for (const [path, words] of leaves) {
      const plural = PLURAL.exec(path);
      const base = plural?.[1] !== undefined && plurals.has(plural[1]) ? plural[1] : path;
      const key = `${namespace}:${base}`;
      const text = texts.get(key) ?? { namespace, path: base, forms: new Map<string, string>() };
      text.forms.set(base === path ? '' : (plural?.[2] ?? ''), words);
      texts.set(key, text);
    }
  }
  return texts;
}

function flatten(tree: TextTree, prefix: string): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]): [string, string][] => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    return typeof value === 'string' ? [[path, value]] : flatten(value, path);
  });
}

/** The names between `{{` and `}}`. */
export function placeholdersOf(words: string): string[] {
  return [...words.matchAll(/\{\{\s*-?\s*([\w.]+)[^}]*\}\}/g)].map(([, name]) => name as string);
}
