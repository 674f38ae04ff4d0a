/**
 * Texts as young people write them, with what has to be masked marked as {kind|words}. Every person and place to
 * reach somebody in them is invented.
 */
import { readFileSync } from 'node:fs';
import { contentFolder } from '../../../src/content/files.js';
import { gazetteer } from '../../../src/directory/places/gazetteer.js';
import { createMasker, type Masker } from '../../../src/feedback/masking/masking.js';
import { loadNames, type NamesFile } from '../../../src/feedback/masking/names-file.js';
import type { Span } from '../../../src/feedback/masking/span.js';

export const LANGUAGES = ['en', 'ro', 'uk', 'ar'] as const;
export const COUNTRIES = ['GB', 'RO', 'MD', 'UA'] as const;

export interface Marked {
  text: string;
  spans: Span[];
}

/** @param half `second` is the one that nothing was fitted to */
export function readCorpus(language: string, half: 'first' | 'second' = 'first'): Marked[] {
  const file = half === 'first' ? language : `${language}.second`;
  const lines = readFileSync(`tests/feedback/masking/${file}.txt`, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const spans: Span[] = [];
    let text = '';
    let at = 0;
    for (const match of line.matchAll(/\{(\w+)\|([^}]+)\}/g)) {
      text += line.slice(at, match.index);
      const [, kind = '', words = ''] = match;
      spans.push({ kind: kind as Span['kind'], from: text.length, to: text.length + words.length });
      text += words;
      at = match.index + match[0].length;
    }
    return { text: text + line.slice(at), spans };
  });
}

export function makeMasker(): Masker {
  const languages = LANGUAGES.map((code) => loadNames(contentFolder('.'), code, [])).filter(
    (names): names is NamesFile => names !== undefined,
  );
  const towns = gazetteer([...COUNTRIES, 'SY']).filter(({ population }) => population >= 5000);
  const places = towns.flatMap(({ names, otherNames }) => [...Object.values(names), ...otherNames]);
  return createMasker({ languages, countries: COUNTRIES, places: [...places, 'دمشق', 'حلب'] });
}

export interface Counted {
  /** Marked pieces, and those of which nothing can be read any more. */
  marked: number;
  hidden: number;
  /** Masked pieces, and those that needed it. */
  masked: number;
  right: number;
  missed: string[];
  needless: string[];
}

export function measure(masker: Masker, corpus: readonly Marked[]): Counted {
  const counted: Counted = { marked: 0, hidden: 0, masked: 0, right: 0, missed: [], needless: [] };
  for (const { text, spans } of corpus) {
    const { found } = masker.mask(text);
    counted.marked += spans.length;
    counted.masked += found.length;
    for (const span of spans) {
      if (isCovered(span, found, text)) counted.hidden += 1;
      else counted.missed.push(`${text.slice(span.from, span.to)}  ←  ${text}`);
    }
    for (const one of found) {
      if (spans.some(({ from, to }) => one.from < to && from < one.to)) counted.right += 1;
      else counted.needless.push(`${text.slice(one.from, one.to)} [${one.kind}]  ←  ${text}`);
    }
  }
  return counted;
}

/** Every letter and digit of it is under some mask. */
function isCovered({ from, to }: Span, found: readonly Span[], text: string): boolean {
  for (let at = from; at < to; at += 1)
    if (/[\p{L}\p{N}]/u.test(text.charAt(at)) && !found.some((one) => one.from <= at && at < one.to))
      return false;
  return true;
}
