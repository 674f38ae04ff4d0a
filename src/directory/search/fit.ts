/**
 * Whether a service fits what a search is narrowed to. What its record does not say is not held against it and not
 * held for it: it is `unsure`, shown only where nothing is known to fit, and named so that one can ask.
 */
import type { ServiceFilters } from '../../engine/ports.js';
import { opensWithin } from '../hours/hours.js';
import type { FilterName } from '../view.js';
import type { Entry, Spot } from './entry.js';

export type Fit = 'fits' | 'unsure' | 'not';

type Check = (entry: Entry, spot: Spot) => Fit;

export interface Fitting {
  /** What is asked for, by name. */
  names: readonly FilterName[];
  /** How a service fits at its best place. */
  of(entry: Entry): Fit;
  at(entry: Entry, spot: Spot): Fit;
  /** What is not known of it at a place. */
  unsure(entry: Entry, spot: Spot): FilterName[];
  /** What is known to fit there. */
  fits(entry: Entry, spot: Spot): FilterName[];
}

const yes = (known: boolean | undefined): Fit => (known === undefined ? 'unsure' : known ? 'fits' : 'not');

/** Undefined where the search is not narrowed. */
export function fittingTo(filters: ServiceFilters | undefined, now: number): Fitting | undefined {
  const checks: [FilterName, Check][] = [];
  const { free, stepFree, language, age, open } = filters ?? {};
  if (free) checks.push(['free', (entry) => (entry.free ? 'fits' : entry.priced ? 'not' : 'unsure')]);
  if (age) checks.push(['age', ({ service }) => yes(suits(service, age))]);
  if (language !== undefined) {
    const base = language.split('-')[0] ?? language;
    checks.push(['language', (entry) => speaks(entry, base)]);
  }
  if (stepFree) checks.push(['step_free', (_, spot) => yes(spot.stepFree)]);
  if (open === 'now') checks.push(['open', (_, spot) => yes(isOpen(spot, now))]);
  else if (open)
    checks.push([
      'open',
      (_, { schedules, zone, holiday }) => yes(opensWithin(schedules, zone, open, holiday)),
    ]);
  if (checks.length === 0) return undefined;
  const at = (entry: Entry, spot: Spot): Fit => {
    let worst: Fit = 'fits';
    for (const [, check] of checks) {
      const fit = check(entry, spot);
      if (fit === 'not') return 'not';
      if (fit === 'unsure') worst = 'unsure';
    }
    return worst;
  };
  const such = (wanted: Fit) => (entry: Entry, spot: Spot) =>
    checks.filter(([, check]) => check(entry, spot) === wanted).map(([name]) => name);
  return {
    names: checks.map(([name]) => name),
    at,
    of(entry) {
      let best: Fit = 'not';
      for (const spot of entry.spots) {
        const fit = at(entry, spot);
        if (fit === 'fits') return fit;
        if (fit === 'unsure') best = fit;
      }
      return best;
    },
    unsure: such('unsure'),
    fits: such('fits'),
  };
}

/** A service that says nothing of ages is for every age. */
function suits(
  { minimumAge = 0, maximumAge = 200 }: { minimumAge?: number; maximumAge?: number },
  age: { from: number; to: number },
): boolean {
  return age.to >= minimumAge && age.from <= maximumAge;
}

function speaks({ languages, service }: Entry, language: string): Fit {
  if (languages.has(language)) return 'fits';
  return languages.size === 0 || service.interpretationServices !== undefined ? 'unsure' : 'not';
}

function isOpen(spot: Spot, now: number): boolean | undefined {
  const { kind } = spot.hours(now);
  return kind === 'unknown' ? undefined : kind === 'open' || kind === 'always';
}
