import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import examples from 'libphonenumber-js/examples.mobile.json';
import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js/max';
import { westernDigits } from '../../src/language/phones/digits.js';
import { findPhones } from '../../src/language/phones/phones.js';

/** A number that rings nobody: the United Kingdom's for fiction. */
const FICTION = '+44 1632 960123';
const FICTION_E164 = '+441632960123';

describe('numbers as people write them', () => {
  test.each([
    [FICTION, 'RO'],
    ['please call 0044 1632 960123 after six', 'RO'],
    ['01632960123', 'GB'],
    ['(01632) 960-123', 'GB'],
    ['my number: 01632.960.123!', 'GB'],
    ['٠١٦٣٢ ٩٦٠١٢٣', 'GB'],
    ['۰۱۶۳۲۹۶۰۱۲۳', 'GB'],
    ['０１６３２　９６０１２３', 'GB'],
    ['plus 44 1632 960123', 'UA'],
    ['441632960123', 'GB'],
    ['+44 (0) 1632 960123', 'RO'],
    ['\u2066+44 1632 960123\u2069', 'RO'],
    ['tel+44\u00a01632\u00a0960123', undefined],
  ])('%s', async (text, country) => {
    expect(await findPhones(text, country)).toEqual([{ e164: FICTION_E164 }]);
  });

  test('several in one message, however they are parted', async () => {
    const two = [{ e164: FICTION_E164 }, { e164: '+441632960456' }];
    for (const between of [', ', ' or ', '/', ' ', '\n', ' / '])
      expect(await findPhones(`01632 960123${between}01632960456`, 'GB')).toEqual(two);
  });

  test('the region decides whose number it is', async () => {
    const national = getExampleNumber('UA', examples)?.formatNational() ?? '';
    const [there] = await findPhones(national, 'UA');
    const [elsewhere] = await findPhones(national, 'RO');
    expect(there).toHaveProperty('e164');
    expect(elsewhere).not.toEqual(there);
  });
});

describe('what is no number says why', () => {
  test.each([
    ['0745 123', 'RO', 'too_short'],
    ['+40 745 123 456 789 12', 'RO', 'too_long'],
    ['+999 123 456 78', 'RO', 'unknown_country'],
    ['0199 999 999', 'RO', 'not_in_use'],
  ])('%s', async (text, country, invalid) => {
    expect(await findPhones(text, country)).toEqual([{ invalid }]);
  });

  test.each([
    '24.11.2026',
    '2026-11-24',
    'tomorrow 14:00-16:00',
    'between 10 and 12 on 24.11.2026',
    'block 12, flat 34, floor 5',
    'she is 12 and he is 9',
    '112',
    'the price is 1 500 000',
    '',
  ])('%s is none', async (text) => {
    const found = await findPhones(text, 'RO');
    expect(found.filter((phone) => 'e164' in phone)).toEqual([]);
    if (!/1 500 000/.test(text)) expect(found).toEqual([]);
  });
});

test('the example numbers of every country are found, national and international', async () => {
  const missed: string[] = [];
  for (const country of getCountries()) {
    const example = getExampleNumber(country as CountryCode, examples);
    if (example === undefined) continue;
    for (const written of [example.formatInternational(), example.formatNational()]) {
      const found = await findPhones(`call me: ${written} thanks`, country);
      if (found.length !== 1 || !('e164' in (found[0] ?? {})) || found[0] === undefined) missed.push(country);
      else if ('e164' in found[0] && found[0].e164 !== example.number) missed.push(country);
    }
  }
  expect(missed).toEqual([]);
});

test('digits of every script have their value', () => {
  for (let at = 0; at < 0x1ffff; at += 1) {
    const digit = String.fromCodePoint(at);
    if (/\p{Nd}/u.test(digit)) expect(westernDigits(digit)).toMatch(/^\d$/);
  }
  expect(westernDigits('०१२३४५६७८९')).toBe('0123456789');
});

test('no text makes it throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (text) => {
      await findPhones(text, 'RO');
    }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom(...'0123456789+-() ./a'), maxLength: 300 }),
      async (text) => {
        await findPhones(text, 'UA');
      },
    ),
  );
});
