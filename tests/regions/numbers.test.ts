import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadContent } from '../../src/content/load.js';
import { confirmNumber } from '../../src/content/regions/confirm.js';
import { takeInNumbers } from '../../src/content/regions/take-in.js';
import { chooseNumbers } from '../../src/turn/choose-numbers.js';
import { ROOT } from '../helpers/content.js';

const NOW = Date.parse('2026-11-24T10:00:00Z');
const HEAD = 'country_iso2,type,number,name,hours,source,status,notes';
const SOURCE = 'A table of the tests';
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'kinline-regions-'));
  await cp(join(ROOT, 'locales'), join(root, 'locales'), { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

const regions = () => loadContent(root).content.regions;
const region = (country: string) => {
  const found = regions().get(country);
  if (found === undefined) throw new Error(`No region ${country}.`);
  return found;
};
const dialled = (numbers: readonly { number: string }[]) => numbers.map(({ number }) => number);

describe('the numbers of a card', () => {
  test('nothing that is unconfirmed is shown in production, and everything in a demo', () => {
    const kinds = ['emergency', 'child_helpline'];
    expect(chooseNumbers(region('PL'), kinds, { onlyConfirmed: true, now: NOW })).toEqual([]);
    expect(dialled(chooseNumbers(region('PL'), kinds, { onlyConfirmed: false, now: NOW }))).toEqual([
      '112',
      '116 111',
    ]);
  });

  test('a kind without a number is answered by what stands in for it', () => {
    const shown = chooseNumbers(region('PL'), ['ombudsperson'], { onlyConfirmed: false, now: NOW });
    expect(dialled(shown)).toEqual(['116 111']);
  });

  test('a number that serves two kinds is shown once', () => {
    const shown = chooseNumbers(region('DE'), ['trafficking', 'domestic_violence'], {
      onlyConfirmed: false,
      now: NOW,
    });
    expect(dialled(shown)).toEqual(['116 016']);
  });
});

test('a confirmation is written where the number stands, and comments stay', async () => {
  const before = await readFile(join(root, 'locales/regions/RO.yaml'), 'utf8');
  const result = await confirmNumber(root, 'RO', '116111', {
    by: 'An invented name',
    on: '2026-11-20',
    evidence: 'called',
  });
  expect(result).toMatchObject({ ok: true, kinds: ['child_helpline'] });
  const confirmed = region('RO').numbers.filter((number) => number.confirmed !== null);
  expect(dialled(confirmed)).toEqual(['116 111']);
  const after = await readFile(join(root, 'locales/regions/RO.yaml'), 'utf8');
  expect(after.split('\n').filter((line) => line.startsWith('#'))).toEqual(
    before.split('\n').filter((line) => line.startsWith('#')),
  );
});

test('a number that does not stand in the file is not confirmed, and the known ones are named', async () => {
  const result = await confirmNumber(root, 'RO', '116 123', { by: 'x', on: '2026-11-20', evidence: 'x' });
  expect(result).toMatchObject({ ok: false, reason: expect.stringMatching(/no number 116 123.*116 111/) });
});

describe('a table of helplines', () => {
  const taking = (row: string) => takeInNumbers(`${HEAD}\n${row}`, root, regions(), false);

  test.each([
    ['a Swiss number in the Turkish row', `TR,child_helpline,147,x,,${SOURCE},secondary,`, /Swiss/],
    ['the calling code of another country', `PL,trafficking,+41 22 000,x,,${SOURCE},secondary,`, /\+48/],
    ['a short code without a country', `,police,102,x,,${SOURCE},secondary,`, /no country/],
    ['112 where it may not answer', `RS,emergency,112,x,,${SOURCE},secondary,`, /not confirmed that 112/],
    ['a European number elsewhere', `US,child_helpline,116 111,x,,${SOURCE},secondary,`, /European/],
    ['a number without a source', 'PL,police,998,x,,,secondary,', /source/],
    ['no number at all', `PL,shelter,,x,,${SOURCE},secondary,`, /gap/],
    ['a country without a file', `XK,police,192,x,,${SOURCE},secondary,`, /Begin that region/],
  ])('%s is refused with a reason', async (_what, row, reason) => {
    expect(await taking(row)).toEqual([
      expect.objectContaining({ row: 2, outcome: 'refused', reason: expect.stringMatching(reason) }),
    ]);
  });

  test('a fresh number is taken in, unconfirmed, and only when told to write', async () => {
    const row = `PL,shelter,+48 22 000 00 00,An invented line,,${SOURCE},unverified,`;
    expect(await taking(row)).toEqual([expect.objectContaining({ outcome: 'taken' })]);
    expect(region('PL').numbers.some(({ kind }) => kind === 'shelter')).toBe(false);
    await takeInNumbers(`${HEAD}\n${row}`, root, regions(), true);
    const [taken] = region('PL').numbers.filter(({ kind }) => kind === 'shelter');
    expect(taken).toMatchObject({ number: '+48 22 000 00 00', confirmed: null });
    expect(region('PL').gaps.map(({ kind }) => kind)).not.toContain('shelter');
  });
});
