import { expect, test } from '@jest/globals';
import { readDate, readTime } from '../../src/directory/import/dates.js';

test.each([
  ['2014-12-24', '2014-12-24'],
  ['2023-03-15T10:30:45.123Z', '2023-03-15'],
  ['December 24, 2014', '2014-12-24'],
  ['January 01, 0001', '0001-01-01'],
  ['24 Dec 2014', '2014-12-24'],
  ['1/2/14', '2014-01-02'],
  ['1/24/70', '1970-01-24'],
  ['24.12.2014', '2014-12-24'],
  ['29.02.2024', '2024-02-29'],
])('%s is the day %s', (text, day) => expect(readDate(text)).toBe(day));

test.each(['13/27/2014', '24/2/70', '2026-02-29', '31.04.2026', 'Smarch 1, 2014', 'soon', '2014'])(
  '%s is no day',
  (text) => expect(readDate(text)).toBeUndefined(),
);

test.each([
  ['9:30', '09:30'],
  ['10:00:00', '10:00'],
  ['5:00 PM', '17:00'],
  ['3pm', '15:00'],
  ['12am', '00:00'],
  ['12:15 p.m.', '12:15'],
  ['0930', '09:30'],
  ['24:00', '24:00'],
  ['10:00+02:00', '10:00'],
])('%s is the time %s', (text, time) => expect(readTime(text)).toBe(time));

test.each(['9', '25:00', '24:30', '13pm', '9:75', 'lunchtime'])('%s is no time', (text) =>
  expect(readTime(text)).toBeUndefined(),
);
