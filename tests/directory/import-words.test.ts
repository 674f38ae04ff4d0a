/** Cells as people fill them: what is read out of their words, and what is left because it would be a guess. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAges } from '../../src/directory/import/ages.js';
import { columnNamed, tableNamed } from '../../src/directory/import/columns.js';
import { readCoordinate, readPair } from '../../src/directory/import/coordinates.js';
import { readTime } from '../../src/directory/import/dates.js';
import { readLanguages } from '../../src/directory/import/languages.js';
import { readOpening } from '../../src/directory/import/opening-words.js';
import { readNumbers } from '../../src/directory/import/phone-numbers.js';
import { readDays } from '../../src/directory/import/weekdays.js';

const spans = (opens?: string, closes?: string) => {
  const read = readOpening(opens, closes);
  return Array.isArray(read) ? read.map((span) => `${span.opensAt}-${span.closesAt}`).join(' ') : read;
};

test.each([
  ['9:00am', '5:00 PM', '09:00-17:00'],
  ['0900', '1700', '09:00-17:00'],
  ['900', '1730', '09:00-17:30'],
  ['9.30', '17h30', '09:30-17:30'],
  ['9 a.m.', 'noon', '09:00-12:00'],
  ['12 noon', 'midnight', '12:00-24:00'],
  ['8h', '16h', '08:00-16:00'],
  ['9am-5pm', undefined, '09:00-17:00'],
  ['9-5pm', undefined, '09:00-17:00'],
  ['1-5pm', undefined, '13:00-17:00'],
  ['08:00 – 16:00', undefined, '08:00-16:00'],
  ['9am to 12pm, 1pm to 5pm', undefined, '09:00-12:00 13:00-17:00'],
  ['8-16', undefined, '08:00-16:00'],
  ['24 hours', undefined, '00:00-24:00'],
  ['24/7', '24/7', '00:00-24:00'],
  ['Closed', undefined, 'closed'],
  ['închis', '', 'closed'],
  ['9-5', undefined, undefined],
  ['9', '5', undefined],
  ['by appointment', undefined, undefined],
  ['25:00', '26:00', undefined],
  ['9am', undefined, undefined],
])('%s and %s are the hours %s', (opens, closes, expected) => {
  expect(spans(opens, closes || undefined)).toBe(expected);
});

test.each([
  ['Mon', 'MO'],
  ['MONDAY', 'MO'],
  ['Mondays', 'MO'],
  ['Mon-Fri', 'MO,TU,WE,TH,FR'],
  ['Monday through Wednesday', 'MO,TU,WE'],
  ['M-F', 'MO,TU,WE,TH,FR'],
  ['Fri - Mon', 'MO,FR,SA,SU'],
  ['Tues, Thurs & Sat', 'TU,TH,SA'],
  ['weekdays', 'MO,TU,WE,TH,FR'],
  ['Weekends', 'SA,SU'],
  ['daily', 'MO,TU,WE,TH,FR,SA,SU'],
  ['1', 'MO'],
  ['7', 'SU'],
  ['luni, joi', 'MO,TH'],
  ['Понеділок', 'MO'],
  ['الجمعة', 'FR'],
  ['someday', undefined],
  ['Mon, never', undefined],
])('%s are the days %s', (text, expected) => {
  expect(readDays(text)?.join()).toBe(expected);
});

test.each([
  ['0-3 years', 0, 3],
  ['18+', 18, undefined],
  ['18 and over', 18, undefined],
  ['under 6', undefined, 5],
  ['up to 18', undefined, 18],
  ['6 months to 3 years', 0, 3],
  ['12 – 17', 12, 17],
  ['All ages', undefined, undefined],
  ['de la 3 ani', 3, undefined],
])('%s are the ages %s to %s', (text, minimum, maximum) => {
  expect(readAges(text)).toEqual({
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  });
});

test.each(['old', '', '3, 5, 7', '200+', 'families with 3 children', '9-3'])('“%s” is no age', (text) => {
  expect(readAges(text)).toBeUndefined();
});

test.each([
  ['English, Spanish; Română', 'en es ro'],
  ['English and Spanish', 'en es'],
  ['engleză, Ucraineană', 'en uk'],
  ['англійська', 'en'],
  ['Arabic (mornings)/Kurmanji', 'ar kmr'],
  ['Українська та русский', 'uk ru'],
  ['Interpreters available, ask us', 'Interpreters available, ask us'],
])('%s are the languages %s', (text, expected) => {
  expect(readLanguages(text).map(({ code, name }) => code ?? name)).toEqual(
    expected.includes(',') ? [expected] : expected.split(' '),
  );
});

test.each([
  ['650 403-4300 x123', '650 403-4300', '123'],
  ['+44 1632 960001 ext. 12', '+44 1632 960001', '12'],
  ['"+44 1632 960001"', '+44 1632 960001', undefined],
  ['Tel: 01632 960001', '01632 960001', undefined],
  ['0221 / 96 00 01', '0221 / 96 00 01', undefined],
  ['112', '112', undefined],
])('%s is the number %s and the extension %s', (text, number, extension) => {
  expect(readNumbers(text, undefined)).toEqual([{ number, extension }]);
});

test('several numbers in a cell are several, and words are none', () => {
  expect(readNumbers('01632 960001; 01632 960002', '44').map(({ number }) => number)).toEqual([
    '+44 01632 960001',
    '+44 01632 960002',
  ]);
  expect(readNumbers('call Ana', undefined)).toEqual([]);
  expect(readNumbers('01632 960001; ask Ana', undefined)).toEqual([]);
});

test.each([
  ['47.16', 47.16],
  ['47,16', 47.16],
  ['-0.5', -0.5],
  ['−0.5', -0.5],
  ['47.16° N', 47.16],
  ['S 47.16', -47.16],
  ['47°09\'36"N', 47.16],
  ['27 E', 27],
  ['north', undefined],
  ['1e3', undefined],
])('%s is the coordinate %s', (text, expected) => {
  expect(readCoordinate(text)).toEqual(expected === undefined ? undefined : expect.closeTo(expected, 5));
});

test('both coordinates in one cell', () => {
  expect(readPair('47.16, 27.58')).toEqual(['47.16', '27.58']);
  expect(readPair('47,16')).toBeUndefined();
});

describe('names of tables and columns', () => {
  test.each([
    ['Services', 'services'],
    ['service', 'services'],
    ['Physical Addresses', 'addresses'],
    ['physical_addresses', 'addresses'],
    ['postal_address', 'mail_addresses'],
    ['services_at_location', 'service_at_location'],
    ['services_taxonomy', 'attributes'],
    ['HSDS_phones', 'phones'],
    ['phones-2026-01-31', 'phones'],
    ['Organisations', 'organizations'],
    ['taxonomy', 'taxonomy'],
    ['taxonomies', 'taxonomies'],
    ['constructor', undefined],
  ])('%s is the table %s', (name, expected) => {
    expect(tableNamed(name)).toBe(expected);
  });

  test.each([
    ['services', 'Organisation ID', 'organization_id'],
    ['services', '\uFEFFid', 'id'],
    ['services', 'organizationId', 'organization_id'],
    ['services', ' Minimum-Age ', 'minimum_age'],
    ['locations', 'Lat', 'latitude'],
    ['addresses', 'Zip Code', 'postal_code'],
    ['languages', 'language', 'name'],
    ['taxonomy', 'id', 'taxonomy_id'],
    ['services', '__proto__', undefined],
    ['services', 'constructor', undefined],
  ])('in %s %s is the column %s', (table, name, expected) => {
    expect(columnNamed(table, name)).toBe(expected);
  });
});

test('whatever stands in a cell, reading it gives an answer soon', () => {
  const odd = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(fc.constantFrom('9', 'am', '-', ':', ' ', ',', 'to', '12', '.', 'x', 'ext', '°', "'"), {
        maxLength: 200,
      })
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(odd, odd, (one, other) => {
      readOpening(one, other);
      readDays(one);
      readAges(one);
      readLanguages(one);
      readNumbers(one, other);
      readCoordinate(one);
      const time = readTime(one);
      expect(time === undefined || /^([01]\d|2[0-4]):[0-5]\d$/.test(time)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
