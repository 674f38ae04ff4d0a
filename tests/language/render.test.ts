import { describe, expect, test } from '@jest/globals';
import { createFormats } from '../../src/language/formats.js';
import { isolateCode, isolateWords } from '../../src/language/isolate.js';
import { createSpeaking } from '../../src/language/speech.js';
import { ownContent } from '../helpers/content.js';

const speaking = createSpeaking(ownContent().languages);

describe('plurals', () => {
  const COUNTS = [0, 1, 2, 3, 5, 11, 20, 21, 22, 25, 100, 101, 103];

  test.each(ownContent().languages.map(({ code }) => code))('%s has a form for every count', (language) => {
    for (const count of COUNTS) {
      const text = speaking.in(language).say('find-help:results.intro', { count, place: 'Cluj' });
      expect(text).not.toMatch(/results|\{\{/);
      expect(text).toContain('Cluj');
    }
  });

  test.each([
    ['en', 1, 2],
    ['ro', 1, 20],
    ['ro', 3, 20],
    ['uk', 1, 3],
    ['uk', 3, 5],
    ['ar', 1, 2],
    ['ar', 2, 3],
    ['ar', 3, 11],
  ])('%s says %d and %d differently', (language, one, other) => {
    const say = (count: number) =>
      speaking.in(language).say('find-help:results.intro', { count, place: 'X' }).replace(/\d+/g, '');
    expect(say(one)).not.toBe(say(other));
  });
});

describe('isolates', () => {
  test('a phone number stays left to right in every sentence', () => {
    const line = speaking.in('ar').say('danger:line', { name: 'x', number: isolateCode('116 111') });
    expect(line).toContain('\u2066116 111\u2069');
  });

  test('a Latin name in Arabic and an Arabic name in English do not turn the sentence round', () => {
    expect(isolateWords('Casa Salcâmul', 'rtl')).toBe('\u2068Casa Salcâmul\u2069');
    expect(isolateWords('البيت', 'ltr')).toBe('\u2068البيت\u2069');
    expect(isolateWords('Casa', 'ltr')).toBe('Casa');
    expect(speaking.in('ar').say('directory:card.where_city', { city: 'Iași' })).toContain(
      '\u2068Iași\u2069',
    );
  });

  test('what is isolated already is not isolated twice', () => {
    expect(isolateWords(isolateCode('112'), 'rtl')).toBe(isolateCode('112'));
  });
});

describe('formats', () => {
  test('distances are metres near by and whole kilometres far away', () => {
    const { distance } = createFormats('en-GB');
    expect([0.02, 0.44, 0.97, 2.14, 54.4].map(distance)).toEqual([
      '100 m',
      '400 m',
      '1 km',
      '2.1 km',
      '54 km',
    ]);
  });

  test('Arabic keeps the digits that people dial', () => {
    const { distance, money, time, day } = createFormats('ar-u-nu-latn');
    const written = [distance(2.1), money(50, 'RON'), time(0, 'UTC'), day('2026-03-01')].join(' ');
    expect(written).not.toMatch(/[٠-٩]/);
    expect(written).toMatch(/2\.1/);
  });

  test('money without a known currency, and days that are none, break nothing', () => {
    const { money, day, languageName } = createFormats('ro');
    expect(money(10, 'lei')).toContain('10');
    expect(money(10, undefined)).toBe('10');
    expect(day('not a day')).toBeUndefined();
    expect(languageName('no such language')).toBe('no such language');
  });
});
