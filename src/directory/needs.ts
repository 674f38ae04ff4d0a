/** Our needs and the words of other directories that mean the same: how an import learns what a service is for. */
import { fold } from '../language/fold.js';

/** What of `locales/needs.yaml` the directory uses. */
export interface NeedTerms {
  code: string;
  terms: readonly string[];
  /** A need that can serve this one too. */
  broader?: string | undefined;
  /** Its place among the buttons; a need without one is found by words only. */
  tap?: number | undefined;
}

/** A taxonomy term as a source has it, by id, code or name; parents are followed by id. */
export interface Term {
  id: string;
  code: string | undefined;
  name: string;
  parentId: string | undefined;
}

export interface NeedMapper {
  /** Whether this is one of our codes. */
  known(code: string): boolean;
  /** The needs that one word or name of a term means. */
  byName(name: string): readonly string[];
  /** The needs of a term, or where it says nothing itself, of its nearest parent that does. */
  byTerm(term: Term, terms: ReadonlyMap<string, Term>): readonly string[];
}

export function createNeedMapper(needs: readonly NeedTerms[]): NeedMapper {
  const names = new Map<string, string[]>();
  for (const need of needs) {
    for (const name of [need.code, need.code.replaceAll('_', ' '), ...need.terms]) {
      const key = fold(name);
      const codes = names.get(key) ?? [];
      if (!codes.includes(need.code)) names.set(key, [...codes, need.code]);
    }
  }
  const codes = new Set(needs.map((need) => need.code));
  const byName = (name: string): readonly string[] => names.get(fold(name)) ?? [];
  return {
    known: (code) => codes.has(code),
    byName,
    byTerm(term, terms) {
      const seen = new Set<string>();
      let at: Term | undefined = term;
      while (at && !seen.has(at.id)) {
        seen.add(at.id);
        const found = byName(at.name);
        if (found.length > 0) return found;
        at = at.parentId === undefined ? undefined : terms.get(at.parentId);
      }
      return [];
    },
  };
}
