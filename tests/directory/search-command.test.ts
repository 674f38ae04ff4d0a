/** `kinline directory search` and `gaps` as processes of their own, on the demo directory. Needs a build before. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { countGaps, GAP_RECORD, gapRecord } from '../../src/directory/gaps/gaps.js';
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import { CONTENT, run } from '../cli/run.js';

const folder = mkdtempSync(join(tmpdir(), 'kinline-search-'));
afterAll(() => rmSync(folder, { recursive: true }));
const SETTINGS = { KINLINE_CONTENT: CONTENT, KINLINE_DATA: folder };
const NOW = ['--now', '2026-11-24T10:30'];

async function search(...args: string[]) {
  const ran = await run('kinline', ['directory', 'search', ...args, ...NOW, '--json'], SETTINGS);
  expect(ran).toMatchObject({ code: 0, errors: '' });
  return JSON.parse(ran.output);
}

test('a need near a place is found, and each score is the sum of its parts', async () => {
  const { query, total, results } = await search('--need', 'day_care', '--near', 'Яссы');
  expect(query).toMatchObject({
    need: 'day_care',
    near: { name: expect.any(String), lat: expect.closeTo(47.16, 1) },
  });
  expect(total).toBe(2);
  for (const { score, parts } of results) {
    const sum = parts.reduce((all: number, { kilometres }: { kilometres: number }) => all + kilometres, 0);
    expect(score).toBeCloseTo(sum, 1);
  }
  expect(results[0].parts.map(({ part }: { part: string }) => part)).toContain('distance');
});

test('filters leave out what does not fit', async () => {
  const { results } = await search('--need', 'day_care', '--near', '47.16,27.59', '--age', '8');
  expect(results.length).toBeGreaterThan(0);
  for (const { ages } of results) {
    expect(ages?.minimum ?? 0).toBeLessThanOrEqual(8);
    expect(ages?.maximum ?? 18).toBeGreaterThanOrEqual(8);
  }
  const free = await search('--need', 'day_care', '--near', 'Iași', '--free');
  expect(free.results.every((one: { free: boolean }) => one.free)).toBe(true);
});

test('words say need and place, as in the chat', async () => {
  const { query, results } = await search('I start work at 6 and have nobody for the baby, we live in Iasi');
  expect(query).toMatchObject({ need: 'day_care', words: null, near: { name: 'Iași' } });
  expect(results[0].name).toBe('Little crèche, Iași');
});

test.each([
  [['--need', 'nothing_such'], /--need nothing_such/],
  [['--need', 'food', '--near', 'Slobozia'], /could be several[\s\S]*Tiraspol/],
  [['--need', 'food', '--near', 'Qqqqqq'], /no such place/],
  [['--need', 'food', '--open', 'later'], /--open later/],
  [[], /Say what is looked for/],
])('%j is refused with what to write instead', async (args, why) => {
  const ran = await run('kinline', ['directory', 'search', ...args], SETTINGS);
  expect(ran.code).toBe(1);
  expect(ran.errors).toMatch(why);
});

test('gaps shows what a store holds, from ten on, while nothing else may be told', async () => {
  const now = Date.parse('2026-11-24T10:30Z');
  const store = await openLowdbStore({
    folder: join(folder, 'store'),
    secret: 'x'.repeat(43),
    now: () => now,
  });
  const lost = (count: number, need: string) =>
    Array.from({ length: count }, (_, at) => ({
      kind: GAP_RECORD,
      id: `${need}${at}`,
      value: gapRecord({ gap: 'nothing', need, area: 'Iași' }, now),
    }));
  const records = [...lost(11, 'day_care'), ...lost(9, 'legal_aid')];
  await store.commit({
    conversation: 'c'.repeat(43),
    expected: 0,
    session: '{}',
    records,
    expiresAt: now + 1000,
  });
  // Beside the running service.
  const ran = await run('kinline', ['directory', 'gaps', '--json'], SETTINGS);
  await store.close();
  expect(JSON.parse(ran.output).gaps).toEqual(countGaps(records.map(({ value }) => value)));
  expect(ran.output).toContain('"count": 11');
  expect(ran.output).not.toContain('legal_aid');
});
