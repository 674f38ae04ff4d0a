/** A region's numbers as lines to read and calls to tap. An unconfirmed number is never shown in production. */
import { type Region, type RegionNumber, WEEKDAYS } from '../content/regions/region.js';
import { callLink } from '../directory/telling/links.js';
import { isolateCode } from '../language/isolate.js';
import type { Speech } from '../language/speech.js';
import { chooseNumbers } from './choose-numbers.js';
import type { Link } from './reply.js';

export interface NumberLines {
  text: string;
  links: Link[];
}

export interface RegionNumbers {
  /** Numbers of these kinds, in this order; never empty: the emergency number stands where nothing else may. */
  lines(country: string, kinds: readonly string[], speech: Speech): NumberLines;
}

/** Works in every member state of the European Union, and is named as such where a region has nothing better. */
const LAST_RESORT = '112';

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
  return {
    lines(country, kinds, speech) {
      const region = regions.get(country) ?? regions.get(fallback);
      const numbers = region === undefined ? [] : chooseNumbers(region, kinds, { onlyConfirmed, now: now() });
      if (region === undefined || numbers.length === 0) {
        const text = speech.say('danger:no_number', { number: isolateCode(LAST_RESORT) });
        return { text, links: [callLink(LAST_RESORT, speech)] };
      }
      const head = speech.say('danger:numbers_for', { country: speech.formats.countryName(region.country) });
      const lines = numbers.map((number) => line(number, speech));
      const warning = numbers.some(({ confirmed }) => confirmed === null)
        ? [speech.say('danger:unconfirmed')]
        : [];
      return {
        text: [head, ...lines, ...warning].join('\n'),
        links: numbers.map(({ number }) => callLink(number, speech)),
      };
    },
  };
}

function line({ kind, number, hours }: RegionNumber, { say, formats }: Speech): string {
  const values = { name: say(`danger:numbers.${kind}`), number: isolateCode(number) };
  if (hours === null) return say('danger:line', values);
  if (hours === 'always') return say('danger:line_with_hours', { ...values, hours: say('danger:all_day') });
  const times = hours.map(({ from, to, opens, closes }) => {
    const days = from === to ? [from] : [from, to];
    const named = days.map((day) => formats.dayName(WEEKDAYS.indexOf(day))).join('–');
    return `${named} ${isolateCode(`${opens}–${closes}`)}`;
  });
  return say('danger:line_with_hours', { ...values, hours: times.join(', ') });
}
