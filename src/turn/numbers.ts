/** A region's numbers as lines to read and calls to tap. An unconfirmed number is never shown in production. */
import {
  FALLBACK_REGION,
  isComplete,
  type Region,
  type RegionNumber,
  WEEKDAYS,
} from '../content/regions/region.js';
import { DAY, zoneClock } from '../directory/hours/zone.js';
import { callLink } from '../directory/telling/links.js';
import { isolateCode } from '../language/isolate.js';
import type { Speech } from '../language/speech.js';
import { type Choosing, chooseNumbers } from './choose-numbers.js';
import { lineHours } from './line-hours.js';
import type { Link } from './reply.js';

export interface NumberLines {
  text: string;
  links: Link[];
}

export interface RegionNumbers {
  /** Numbers of these kinds, in this order; never empty: the emergency number stands where nothing else may. */
  lines(country: string, kinds: readonly string[], speech: Speech): NumberLines;
  /** The same as bare digits, for when no words can be found; open ones first, never empty. */
  digits(country: string, kinds: readonly string[]): string[];
  /** The other countries that a card may offer; the fallback comes last. */
  others(country: string): string[];
}

/** Works in every member state of the European Union, and is named as such where a region has nothing better. */
const LAST_RESORT = '112';
/** Nobody wonders who answers these. */
const KNOWN_ANSWERER: ReadonlySet<string> = new Set(['emergency', 'police', 'ambulance']);

/**
 * @param fallback the region shown for a country without one
 * @param onlyConfirmed true in production
 */
export function createRegionNumbers(
  regions: ReadonlyMap<string, Region>,
  fallback: string,
  onlyConfirmed: boolean,
  now: () => number,
): RegionNumbers {
  /** Those that answer now come first; the order stays otherwise. */
  function chosen(country: string, kinds: readonly string[]) {
    const region = regions.get(country) ?? regions.get(fallback);
    if (region === undefined) return { region, numbers: [] };
    const choosing: Choosing = { onlyConfirmed, now: now() };
    const told = chooseNumbers(region, kinds, choosing).map((number) => ({
      number,
      hours: lineHours(number, region.timezone, choosing.now),
    }));
    const closed = (one: (typeof told)[number]) => one.hours.kind.startsWith('closed');
    return { region, numbers: [...told.filter((one) => !closed(one)), ...told.filter(closed)] };
  }

  return {
    lines(country, kinds, speech) {
      const { region, numbers } = chosen(country, kinds);
      if (region === undefined || numbers.length === 0) {
        const text = speech.say('danger:no_number', { number: isolateCode(LAST_RESORT) });
        return { text, links: [callLink(LAST_RESORT, speech)] };
      }
      const known = region.country === country;
      const head = speech.say(known ? 'danger:numbers_for' : 'danger:no_region', {
        country: speech.formats.countryName(country),
      });
      const warning = numbers.some(({ number }) => number.confirmed === null)
        ? [speech.say('danger:unconfirmed')]
        : [];
      const lines = numbers.map(({ number, hours }) => {
        const times = tellHours(number.hours, hours, now(), speech);
        return line(number, times, speech);
      });
      return {
        text: [head, ...lines, ...warning].join('\n'),
        links: numbers.map(({ number }) => callLink(number.number, speech)),
      };
    },
    digits(country, kinds) {
      const found = chosen(country, kinds).numbers.map(({ number }) => number.number);
      return found.length > 0 ? found : [LAST_RESORT];
    },
    others(country) {
      const offered = [...regions.values()]
        .filter((region) => !onlyConfirmed || isComplete(region))
        .map((region) => region.country);
      const others = new Set([...offered, FALLBACK_REGION].filter((other) => other !== country));
      const last = others.delete(FALLBACK_REGION);
      return last ? [...others, FALLBACK_REGION] : [...others];
    },
  };
}

function line(
  { kind, number, price, answers }: RegionNumber,
  times: string | undefined,
  { say }: Speech,
): string {
  const values = { name: say(`danger:numbers.${kind}`), number: isolateCode(number) };
  const details = [
    ...(answers === null || KNOWN_ANSWERER.has(kind) ? [] : [say(`danger:who.${answers}`)]),
    ...(price === 'free' ? [say('danger:free')] : []),
    ...(times === undefined ? [] : [times]),
  ];
  if (details.length === 0) return say('danger:line', values);
  return say('danger:line_with', { ...values, details: details.join(' · ') });
}

function tellHours(
  hours: RegionNumber['hours'],
  view: ReturnType<typeof lineHours>,
  now: number,
  { say, formats }: Speech,
): string | undefined {
  if (hours === null) return undefined;
  if (view.kind === 'closed') {
    const time = isolateCode(formats.time(view.opens, view.zone));
    const clock = zoneClock(view.zone);
    const day = (instant: number) => clock?.dayAt(instant) ?? Math.floor(instant / DAY);
    if (day(view.opens) === day(now)) return say('danger:opens_today', { time });
    return say('danger:opens', { time, day: formats.weekday(view.opens, view.zone) });
  }
  if (hours === 'always') return say('danger:all_day');
  const times = hours.map(({ from, to, opens, closes }) => {
    const days = from === to ? [from] : [from, to];
    const named = days.map((day) => formats.dayName(WEEKDAYS.indexOf(day))).join('–');
    return `${named} ${isolateCode(`${opens}–${closes}`)}`;
  });
  return times.join(', ');
}
