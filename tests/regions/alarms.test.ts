/** Old confirmations, with a clock that the test moves. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { regionAlarms, watchRegions } from '../../src/compose/region-alarms.js';
import type { Region } from '../../src/content/regions/region.js';
import { createSpeaking } from '../../src/language/speech.js';
import { dangerCard } from '../../src/turn/danger-card.js';
import { createRegionNumbers } from '../../src/turn/numbers.js';
import { ownContent } from '../helpers/content.js';

const content = ownContent();
const DAY = 86_400_000;
const CONFIRMED = Date.parse('2026-01-01T00:00:00Z');

/** Romania with everything confirmed on one day. */
function confirmedRegion(): ReadonlyMap<string, Region> {
  const region = content.regions.get('RO');
  if (region === undefined) throw new Error('There is no Romania.');
  const confirmed = { by: 'Invented', on: '2026-01-01', evidence: 'called' };
  const numbers = region.numbers.map((number) => ({ ...number, confirmed }));
  return new Map([['RO', { ...region, numbers }]]);
}

const regions = confirmedRegion();

describe.each([
  [180, undefined, 'tel:0800500333'],
  [181, 'confirmed_long_ago', 'tel:0800500333'],
  [365, 'confirmed_long_ago', 'tel:0800500333'],
  [366, 'not_shown', undefined],
])('%s days after the confirmation', (days, problem, shown) => {
  const now = CONFIRMED + days * DAY + DAY / 2;

  test(`the operator is told: ${problem ?? 'nothing'}`, () => {
    const alarm = regionAlarms(regions, [], now).find(({ kind }) => kind === 'domestic_violence');
    expect(alarm?.problem).toBe(problem);
  });

  test('in every language a card shows what may be shown, and is never empty', () => {
    const numbers = createRegionNumbers(regions, 'EU', true, () => now);
    const speaking = createSpeaking(content.languages);
    for (const { code } of content.languages) {
      const [card] = dangerCard('violence_home', 'RO', speaking.in(code), numbers);
      const calls = card?.links.map(({ uri }) => uri) ?? [];
      expect(calls).toContain('tel:112');
      expect(calls.includes('tel:0800500333')).toBe(shown !== undefined);
    }
  });
});

test('in ten years the emergency number still stands', () => {
  const numbers = createRegionNumbers(regions, 'EU', true, () => CONFIRMED + 3650 * DAY);
  expect(numbers.digits('RO', ['child_helpline', 'domestic_violence'])).toEqual(['112']);
});

describe('in production', () => {
  const now = () => CONFIRMED + DAY;
  const numbers = createRegionNumbers(new Map([...content.regions, ...regions]), 'EU', true, now);

  test('only countries that may be served are offered, and the European fallback', () => {
    expect(numbers.others('RO')).toEqual(['EU']);
    expect(numbers.others('PL')).toEqual(['RO', 'EU']);
  });

  test('a country of which nothing is confirmed shows the European emergency number as such', () => {
    const speech = createSpeaking(content.languages).in('en');
    const { text, links } = numbers.lines('PL', ['child_helpline'], speech);
    expect(text).toMatch(/emergency number of the country you are in/);
    expect(links.map(({ uri }) => uri)).toEqual(['tel:112']);
  });
});

describe('the operator is told again', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('at the start and every day, from the day on which a confirmation grows old', () => {
    jest.setSystemTime(CONFIRMED + 180 * DAY + DAY / 2);
    const told: string[] = [];
    const log = (event: string, fields: Record<string, string | number> = {}) =>
      void told.push(`${event} ${fields.region} ${fields.kind}`);
    const watch = watchRegions({ regions, kept: [], now: Date.now, log });
    expect(told).toEqual([]);
    jest.advanceTimersByTime(DAY);
    const once = told.length;
    expect(told).toContain('region_alarm RO child_helpline');
    jest.advanceTimersByTime(DAY);
    expect(told).toHaveLength(2 * once);
    watch.stop();
    jest.advanceTimersByTime(DAY);
    expect(told).toHaveLength(2 * once);
  });
});
