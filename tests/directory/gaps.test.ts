import { expect, test } from '@jest/globals';
import { countGaps, gapRecord } from '../../src/directory/gaps/gaps.js';
import { createBot, tap, text } from '../helpers/bot.js';
import { ownContent } from '../helpers/content.js';

const NOVEMBER = Date.parse('2026-11-24T10:30Z');
const times = (count: number, need: string, area: string | undefined, now = NOVEMBER) =>
  Array.from({ length: count }, () => gapRecord({ gap: 'nothing', need, area }, now));

test('what was not found is counted by need, region and month', () => {
  expect(
    countGaps([...times(12, 'day_care', 'Iași'), ...times(10, 'food', 'Iași', NOVEMBER - 30 * 864e5)]),
  ).toEqual([
    { gap: 'nothing', need: 'day_care', area: 'Iași', month: '2026-11', count: 12 },
    { gap: 'nothing', need: 'food', area: 'Iași', month: '2026-10', count: 10 },
  ]);
});

test('fewer than ten are not shown; small regions are put together, and shown only as ten or more', () => {
  expect(countGaps(times(9, 'legal_aid', 'Cluj'))).toEqual([]);
  expect(countGaps([...times(9, 'legal_aid', 'Cluj'), ...times(4, 'legal_aid', undefined)])).toEqual([
    { gap: 'nothing', need: 'legal_aid', area: 'other', month: '2026-11', count: 13 },
  ]);
});

test('a record holds a region and a month, and nothing finer', () => {
  const record = gapRecord({ gap: 'no_help', need: 'food', area: 'Iași' }, NOVEMBER);
  expect(JSON.parse(record)).toEqual({ gap: 'no_help', need: 'food', area: 'Iași', month: '2026-11' });
});

test('a record that cannot be read is passed over', () => {
  expect(countGaps(['{', '{"gap":"else"}', ...times(10, 'food', 'Iași')])).toHaveLength(1);
});

test('a talk tells of what was not there: by region, and not of what a person narrowed down', async () => {
  const bot = await createBot(ownContent());
  const gaps = (events: { type: string }[]) => events.filter(({ type }) => type === 'gap_seen');
  const far = await bot.turn(bot.start('en'), text('leaving care in Cahul'));
  expect(gaps(far.events)).toEqual([
    { type: 'gap_seen', gap: 'too_far', need: 'leaving_care', area: expect.any(String) },
  ]);
  const near = await bot.turn(bot.start('en'), text('food in Cluj'));
  expect(gaps(near.events)).toEqual([]);
  const narrowing = await bot.turn(near.stored, tap('narrow'));
  const narrowed = await bot.turn(narrowing.stored, tap('my_language'));
  expect(narrowed.events.some(({ type }) => type === 'searched')).toBe(true);
  expect(gaps(narrowed.events)).toEqual([]);
  const details = await bot.turn(near.stored, tap(near.session.asked?.options[0]?.id ?? ''));
  const unhelped = await bot.turn(details.stored, tap('no_help'));
  expect(gaps(unhelped.events)).toEqual([{ type: 'gap_seen', gap: 'no_help', need: 'food', area: 'Cluj' }]);
});
