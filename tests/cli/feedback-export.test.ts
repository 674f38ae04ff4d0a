/** What leaves the house of young people's words: tables as they were published, and nothing of a few, for anybody. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { promiseChanges } from '../../src/casework/feedback/promises.js';
import { runFeedbackExport } from '../../src/cli/feedback-export.js';
import { openStore, type StoreSettings } from '../../src/compose/store.js';
import { GAP_RECORD } from '../../src/directory/gaps/gaps.js';
import { publishOver } from '../../src/feedback/published.js';
import { createTally } from '../../src/feedback/results.js';
import { COUNTS, NOW, PROMISE } from '../web/board-house.js';
import { sayAlone } from '../web/feedback-seed.js';

let folder: string;
let settings: StoreSettings;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kinline-export-'));
  settings = {
    KINLINE_STORE: 'embedded',
    KINLINE_DATA: folder,
    KINLINE_SECRET: 'a secret of tests, long enough to seal',
    KINLINE_SECRET_BEFORE: undefined,
    KINLINE_MODE: 'demo',
  };
  const store = await openStore(settings);
  await publishOver(store, createTally(COUNTS), NOW);
  await store.write(promiseChanges({ ...PROMISE, quotes: [{ entry: 'one', words: 'so cold' }] }, 0, NOW));
  await sayAlone(store, NOW);
  const gap = (area: string, month: string) =>
    JSON.stringify({ gap: 'nothing', need: 'housing', area, month });
  const gaps = [
    ...Array.from({ length: 12 }, (_, at) => gap('RO', `2026-0${7 + (at % 3)}`)),
    ...Array.from({ length: 4 }, () => gap('MD', '2026-08')),
    ...Array.from({ length: 30 }, () => gap('RO', '2026-11')),
  ];
  await store.write({ records: gaps.map((value, at) => ({ kind: GAP_RECORD, id: String(at), value })) });
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const exported = async (format: string, name: string): Promise<string> => {
  const out = join(folder, name);
  expect(await runFeedbackExport(settings, { format, out }, () => NOW)).toBe(0);
  return out;
};

describe('as CSV', () => {
  test('has a row of HXL tags below the names, and only numbers that may be shown', async () => {
    const text = readFileSync(await exported('csv', 'feedback.csv'), 'utf8');
    const [names = [], tags = [], ...rows] = parse(text) as string[][];
    expect(tags.every((tag) => /^#[a-z]+(\+[a-z]+)*$/.test(tag))).toBe(true);
    expect(tags).toEqual(
      expect.arrayContaining(['#date+start', '#service+code', '#indicator+num', '#status']),
    );
    const count = names.indexOf('count');
    const status = names.indexOf('status');
    for (const row of rows) {
      if (row[status] === 'suppressed') expect(row[count]).toBe('');
      else expect([Number(row[count]) >= 10, Number(row[count]) % 5]).toEqual([true, 0]);
    }
    expect(rows.filter((row) => row[status] === 'published').length).toBeGreaterThan(5);
  });

  test('tells what was not found by quarters that are over, and not of a few', async () => {
    const text = readFileSync(await exported('csv', 'gaps.csv'), 'utf8');
    const gaps = (parse(text, { columns: true }) as Record<string, string>[]).filter(
      ({ what }) => what === 'gap',
    );
    expect(gaps.map(({ country, start, end, count }) => [country, start, end, count])).toEqual([
      ['RO', '2026-07-01', '2026-09-30', '10'],
    ]);
  });
});

test('as JSON it has the tables, the board without anybody’s words, and nothing of what went to one role', async () => {
  const text = readFileSync(await exported('json', 'feedback.json'), 'utf8');
  const { smallest, results, board } = JSON.parse(text);
  expect([smallest, results.length > 0, board[0].we.en]).toEqual([10, true, 'We are buying a heater.']);
  for (const word of ['so cold', 'afraid', 'concern']) expect(text).not.toContain(word);
});

test('for research there is a dictionary with every column, and the rules that the numbers went through', async () => {
  const out = await exported('research', 'research');
  const [columns = []] = parse(readFileSync(join(out, 'feedback.csv'), 'utf8')) as string[][];
  const dictionary = parse(readFileSync(join(out, 'dictionary.csv'), 'utf8'), { columns: true }) as {
    column: string;
    meaning: string;
  }[];
  expect(dictionary.map(({ column }) => column)).toEqual(columns);
  expect(dictionary.every(({ meaning }) => meaning.length > 10)).toBe(true);
  expect(readFileSync(join(out, 'rules.txt'), 'utf8')).toContain('fewer than 10');
});

test('a format that there is not is refused in words', async () => {
  expect(await runFeedbackExport(settings, { format: 'xml' }, () => NOW)).toBe(1);
});
