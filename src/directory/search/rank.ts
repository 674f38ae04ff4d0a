/**
 * The order of results, in kilometres: each thing that helps is worth some way. Distance weighs most; the person's
 * language, open doors, no cost and a fresh confirmation shorten it; another country lengthens it. Equal ones keep
 * the order of their ids, so that a list does not jump between two looks.
 */
import type { HoursView } from '../view.js';
import type { Candidate } from './candidates.js';

export interface Ranked extends Candidate {
  score: number;
}

/** What made a score: kilometres added or, below zero, taken off. */
export type ScorePart = { part: PartName; kilometres: number };
export type PartName =
  | 'distance'
  | 'same_city'
  | 'serves_area'
  | 'whole_country'
  | 'other_country'
  | 'language'
  | 'free'
  | 'confirmed'
  | 'words'
  | 'open';
type Note = (part: PartName, kilometres: number) => void;

export interface RankedFor {
  language: string;
  now: number;
  country: string | undefined;
}

const WORTH = { language: 8, free: 3, confirmed: 2, confirmedThisYear: 1, open: 4, openSoon: 2, words: 60 };
const ABROAD = 60;
/** Where there is no distance to tell: as far as the next neighbourhood, the next town, or after everything near. */
const AS_FAR_AS = { city: 15, area: 20, country: 100_000 };
const INSTEAD = { city: 'same_city', area: 'serves_area', country: 'whole_country' } as const;
const DAY = 86_400_000;
const UNHEARD: Note = () => {};

export function ranked(candidates: Candidate[], asked: RankedFor & { first: number }): Ranked[] {
  const language = asked.language.split('-')[0] ?? '';
  const list: Ranked[] = candidates.map((candidate) => ({
    ...candidate,
    score: withoutHours(candidate, language, asked.now, asked.country, UNHEARD),
  }));
  list.sort(order);
  // Hours can only bring one forward by `open`: those too far behind the last one shown need not be asked.
  const last = list[Math.min(asked.first, list.length) - 1];
  const reach = (last?.score ?? 0) + WORTH.open;
  let asking = 0;
  for (; asking < list.length; asking += 1) {
    const item = list[asking];
    if (!item || item.score > reach) break;
    item.score -= hoursWorth(item.spot.hours(asked.now), asked.now);
  }
  if (asking === list.length) return list.sort(order);
  return [...list.slice(0, asking).sort(order), ...list.slice(asking)];
}

/** The parts that add up to a candidate's score, for authors. */
export function scoreParts(candidate: Candidate, { language, now, country }: RankedFor): ScorePart[] {
  const parts: ScorePart[] = [];
  const note: Note = (part, kilometres) => parts.push({ part, kilometres });
  withoutHours(candidate, language.split('-')[0] ?? '', now, country, note);
  const open = hoursWorth(candidate.spot.hours(now), now);
  if (open !== 0) note('open', -open);
  return parts;
}

function order(a: Ranked, b: Ranked): number {
  return a.score - b.score || (a.entry.service.id < b.entry.service.id ? -1 : 1);
}

function withoutHours(
  { entry, spot, kilometres, by, likeness = 0 }: Candidate,
  language: string,
  now: number,
  country: string | undefined,
  note: Note,
): number {
  let score = 0;
  const add = (part: PartName, worth: number): void => {
    score += worth;
    note(part, worth);
  };
  if (by === 'distance') add('distance', kilometres ?? 0);
  else add(INSTEAD[by], AS_FAR_AS[by]);
  if (country !== undefined && spot.country !== undefined && spot.country !== country)
    add('other_country', ABROAD);
  if (entry.languages.has(language)) add('language', -WORTH.language);
  if (entry.free) add('free', -WORTH.free);
  const age = entry.assured === undefined ? Number.POSITIVE_INFINITY : now / DAY - entry.assured;
  if (age < 180) add('confirmed', -WORTH.confirmed);
  else if (age < 365) add('confirmed', -WORTH.confirmedThisYear);
  if (likeness > 0) add('words', -WORTH.words * likeness);
  return score;
}

function hoursWorth(hours: HoursView, now: number): number {
  if (hours.kind === 'open' || hours.kind === 'always') return WORTH.open;
  return hours.kind === 'closed' && hours.opens - now < DAY ? WORTH.openSoon : 0;
}
