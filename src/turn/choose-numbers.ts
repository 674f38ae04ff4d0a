/** Which of a region's numbers a card shows. */
import { digitsOf, type Region, type RegionNumber } from '../content/regions/region.js';

export interface Choosing {
  /** True in production: a number that no person has confirmed is not shown. */
  onlyConfirmed: boolean;
  /** Milliseconds since 1970. */
  now: number;
}

/** Days after which a confirmation alarms the operator, and after which the number is no longer shown. */
export const ALARM_AFTER_DAYS = 180;
export const FALL_BACK_AFTER_DAYS = 365;

/** Whole days since a person confirmed the number; undefined when nobody has. */
export function confirmedDaysAgo({ confirmed }: RegionNumber, now: number): number | undefined {
  return confirmed === null
    ? undefined
    : Math.floor((now - Date.parse(`${confirmed.on}T00:00:00Z`)) / 86_400_000);
}

/**
 * The numbers for some kinds, in their order, each once. Where a kind has none, the region says what stands in for
 * it. An emergency number outlives its confirmation: something old is better than nothing.
 */
export function chooseNumbers(
  region: Region,
  kinds: readonly string[],
  { onlyConfirmed, now }: Choosing,
): RegionNumber[] {
  const usable = (number: RegionNumber): boolean => {
    const age = confirmedDaysAgo(number, now);
    if (age === undefined) return !onlyConfirmed;
    return age <= FALL_BACK_AFTER_DAYS || number.kind === 'emergency' || !onlyConfirmed;
  };
  const ofKind = (kind: string) => region.numbers.filter((number) => number.kind === kind && usable(number));
  const chosen = kinds.flatMap((kind) => {
    const own = ofKind(kind);
    if (own.length > 0) return own;
    const instead = region.gaps.find((gap) => gap.kind === kind)?.instead ?? 'emergency';
    return ofKind(instead);
  });
  const seen = new Set<string>();
  return chosen.filter(({ number }) => {
    const dialled = digitsOf(number);
    if (seen.has(dialled)) return false;
    seen.add(dialled);
    return true;
  });
}
