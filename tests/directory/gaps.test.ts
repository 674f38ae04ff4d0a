import { expect, test } from '@jest/globals';
import { countGaps, gapRecord } from '../../src/directory/gaps/gaps.js';

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
