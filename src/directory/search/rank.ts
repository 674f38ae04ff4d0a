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

const WORTH = { language: 8, free: 3, confirmed: 2, confirmedThisYear: 1, open: 4, openSoon: 2 };
const ABROAD = 60;
/** Where there is no distance to tell: as far as the next neighbourhood, the next town, or after everything near. */
const AS_FAR_AS = { city: 15, area: 20, country: 100_000 };
const DAY = 86_400_000;

export function ranked(
  candidates: Candidate[],
  asked: { language: string; now: number; country: string | undefined; first: number },
): Ranked[] {
  const language = asked.language.split('-')[0] ?? '';
  const list: Ranked[] = candidates.map((candidate) => ({
    ...candidate,
    score: withoutHours(candidate, language, asked.now, asked.country),
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

function order(a: Ranked, b: Ranked): number {
  return a.score - b.score || (a.entry.service.id < b.entry.service.id ? -1 : 1);
}

function withoutHours(
  { entry, spot, kilometres, by }: Candidate,
  language: string,
  now: number,
  country: string | undefined,
): number {
  let score = by === 'distance' ? (kilometres ?? 0) : AS_FAR_AS[by];
  if (country !== undefined && spot.country !== undefined && spot.country !== country) score += ABROAD;
  if (entry.languages.has(language)) score -= WORTH.language;
  if (entry.free) score -= WORTH.free;
  const age = entry.assured === undefined ? Number.POSITIVE_INFINITY : now - entry.assured;
  if (age < 180 * DAY) score -= WORTH.confirmed;
  else if (age < 365 * DAY) score -= WORTH.confirmedThisYear;
  return score;
}

function hoursWorth(hours: HoursView, now: number): number {
  if (hours.kind === 'open' || hours.kind === 'always') return WORTH.open;
  return hours.kind === 'closed' && hours.opens - now < DAY ? WORTH.openSoon : 0;
}
