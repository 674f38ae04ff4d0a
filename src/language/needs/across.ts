/**
 * Needs from a message in any shipped language: the language that knows most of its words reads it, the
 * conversation's own first. Wherever a narrow need wins, the broader one that can serve it too is among the next two.
 */
import type { Lexicon } from '../lexicon.js';
import { createNeedFinder, type NeedFinder, type NeedFound } from './finder.js';

export interface NeedsAcross {
  /** Needs the words may mean, the likeliest first; empty when none is likely enough. */
  find(words: readonly string[], language: string): NeedFound[];
}

/** What of `locales/needs.yaml` is used here. */
export interface Narrow {
  code: string;
  broader?: string | undefined;
}

/** The conversation's language is believed though another knows a few words more. */
const OWN = 0.3;
/** Another language reads a message only when it knows this share of its words. */
const ENOUGH_KNOWN = 0.5;

export function createNeedsAcross(lexicons: readonly Lexicon[], needs: readonly Narrow[]): NeedsAcross {
  const finders = new Map<string, NeedFinder>(
    lexicons.map((lexicon) => [lexicon.language, createNeedFinder(lexicon)]),
  );
  const broader = new Map(needs.map((need) => [need.code, need.broader]));

  return {
    find(words, language) {
      const readers = [...finders]
        .map(([code, finder]) => ({ own: code === language, finder, known: finder.knows(words) }))
        .filter(({ own, known }) => own || known >= ENOUGH_KNOWN)
        .map(({ own, finder, known }) => ({ finder, known: known + (own ? OWN : 0) }))
        .sort((one, other) => other.known - one.known);
      const most = readers[0]?.known ?? 0;
      for (const { finder } of readers.filter(({ known }) => known > most - OWN)) {
        const found = finder.find(words);
        if (found.length > 0) return withBroader(found, broader);
      }
      return [];
    },
  };
}

function withBroader(
  found: readonly NeedFound[],
  broader: ReadonlyMap<string, string | undefined>,
): NeedFound[] {
  const [first, second, third, ...rest] = found;
  const code = first === undefined ? undefined : broader.get(first.code);
  if (first === undefined || code === undefined || second?.code === code || third?.code === code)
    return [...found];
  const wide = found.find((need) => need.code === code) ?? { code, score: 0 };
  return [first, second, wide, third, ...rest.filter((need) => need.code !== code)].filter(
    (need) => need !== undefined,
  );
}
