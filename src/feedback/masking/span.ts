/** A piece of a text that says who, where, or how to reach somebody. */
export const MASKED_KINDS = [
  'email',
  'link',
  'phone',
  'number',
  'handle',
  'address',
  'date',
  'name',
  'place',
] as const;
export type MaskedKind = (typeof MASKED_KINDS)[number];

export interface Span {
  from: number;
  /** The first character behind it. */
  to: number;
  kind: MaskedKind;
}

/** One span for what overlaps; the kind that stands first in the list names it. */
export function merged(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.from - b.from || b.to - a.to);
  const found: Span[] = [];
  for (const span of sorted) {
    const last = found.at(-1);
    if (last === undefined || span.from >= last.to) {
      found.push({ ...span });
      continue;
    }
    last.to = Math.max(last.to, span.to);
    if (MASKED_KINDS.indexOf(span.kind) < MASKED_KINDS.indexOf(last.kind)) last.kind = span.kind;
  }
  return found;
}
