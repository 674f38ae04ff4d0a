import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { calendarOf } from '../../../src/language/when/calendar.js';
import { createWhenFinder } from '../../../src/language/when/when.js';
import { ownContent } from '../../helpers/content.js';

/** A Tuesday. */
const NOW = DateTime.fromISO('2026-11-24T10:30', { zone: 'Europe/Bucharest' });
const finders = new Map(ownContent().languages.map(({ code, when }) => [code, createWhenFinder(when)]));

/** Windows as “11-25T17:00–21:00”, or why it is asked back, or nothing. */
function told(text: string, language = 'en', country = 'RO', now = NOW): string {
  const found = finders.get(language)?.find(text, now, calendarOf(country));
  if (found === undefined) return 'nothing';
  if ('ask' in found) return `ask: ${found.ask}`;
  return found.windows.map(({ start, end }) => `${start.slice(5)}–${end.slice(11)}`).join(' ');
}

describe.each([
  ['en', 'tomorrow after 5', '11-25T17:00–21:00'],
  ['en', 'in half an hour', '11-24T11:00–12:00'],
  ['en', 'weekends only', '11-28T08:00–21:00 11-29T08:00–21:00'],
  ['en', 'at 5', 'ask: hour'],
  ['en', 'tomorrow at 8 in the evening', '11-25T20:00–21:00'],
  ['en', 'Tuesday', 'ask: day'],
  ['en', 'on Tuesdays after six', '11-24T18:00–21:00'],
  ['en', 'next Thursday', 'ask: day'],
  ['en', 'next Monday', '11-30T08:00–21:00'],
  ['en', 'Wed 2-4pm or Friday morning', '11-25T14:00–16:00 11-27T08:00–12:00'],
  ['en', 'Saturday, but not after 3 pm', '11-28T08:00–15:00'],
  ['en', 'quarter to six tomorrow', '11-25T17:45–18:45'],
  ['en', 'yesterday', 'ask: past'],
  ['en', 'today at 9', 'ask: past'],
  ['en', 'not on Mondays, not on Mondays', expect.stringMatching(/^(?!.*11-30)/)],
  ['en', 'next week Monday or Tuesday', '11-30T08:00–21:00 12-01T08:00–21:00'],
  ['en', 'any time after 5 tomorrow', '11-25T17:00–21:00'],
  ['en', 'Friday the 27th after one', '11-27T13:00–21:00'],
  ['en', 'fryday mornng', '11-27T08:00–12:00'],
  ['en', 'evenings only except Friday', expect.stringMatching(/^11-24T18:00–21:00 11-25(?!.*11-27)/)],
  ['en', 'tomorrow morning is bad, afternoon is ok', '11-25T12:00–18:00'],
  ['en', 'he is out at weekends, so Sunday 10am', '11-29T10:00–11:00'],
  ['en', 'a week from today at 3pm', '12-01T15:00–16:00'],
  ['en', 'weekdays except Wednesday or Friday', '11-24T08:00–21:00 11-26T08:00–21:00 11-30T08:00–21:00'],
  ['en', 'no, tomorrow after 5', '11-25T17:00–21:00'],
  ['ro', 'joi dimineața', '11-26T08:00–12:00'],
  ['ro', 'mâine de la 10 la 13', '11-25T10:00–13:00'],
  ['ro', 'miercuri după-amiaza', '11-25T12:00–18:00'],
  ['ro', 'luni-vineri după 17', expect.stringMatching(/^11-24T17:00.* 11-30T17:00–21:00$/)],
  ['ro', 'vineri la 5 fără 10', '11-27T16:50–17:50'],
  ['ro', 'maine dupaamiaza', '11-25T12:00–18:00'],
  ['ro', 'joia viitoare', '12-03T08:00–21:00'],
  ['ro', 'mâine la șase fără un sfert', '11-25T17:45–18:45'],
  [
    'uk',
    'будні після 18, крім середи',
    '11-24T18:00–21:00 11-26T18:00–21:00 11-27T18:00–21:00 11-30T18:00–21:00',
  ],
  ['uk', 'в пятницу без десяти пять', '11-27T16:50–17:50'],
  ['uk', 'через годину', '11-24T11:30–12:30'],
  ['uk', 'с среды до пятницы вечером', '11-25T18:00–21:00 11-26T18:00–21:00 11-27T18:00–21:00'],
  ['uk', 'завтра о пів на шосту', '11-25T17:30–18:30'],
  ['uk', 'зранку до 10 або ввечері після 19', '11-24T19:00–21:00 11-25T08:00–10:00'],
  ['uk', 'з понеділка немає опалення', 'nothing'],
  ['ar', 'بكرا بعد الساعة 5', '11-25T17:00–21:00'],
  ['ar', 'الخميس من الأسبوع القادم', '12-03T08:00–21:00'],
  ['ar', 'بكرا من ٩ لعشرة ونص', '11-25T09:00–10:30'],
  ['ar', 'كل يوم تلات بعد ٤', '11-24T16:00–21:00'],
  ['ar', 'الخميس القادم', '11-26T08:00–21:00'],
  ['ar', 'السبت والأحد من ١٠ ل ١', '11-28T10:00–13:00 11-29T10:00–13:00'],
  ['ar', 'بعد نصف ساعة', '11-24T11:00–12:00'],
])('%s', (language, text, wanted) => {
  test(text, () => expect(told(text, language)).toEqual(wanted));
});

test.each([
  ['in the morning', 'said in the morning it may be this one or the next'],
  ['Monday the 29th', 'no such Monday'],
  ['20 November', 'it was last week'],
  ['friday 17', 'an hour, or a day of a month'],
  ['ten to five tomorrow', 'two hours, or minutes before one'],
  ['after Thursday', 'nothing says how long after'],
  ['Friday until dinner', 'nobody knows when that is'],
  ['tomorrow after work', 'nobody knows when that is'],
  ['first thing tomorrow', 'no hour'],
  ['a week on Friday', 'not this Friday'],
  ['not mornings, afternoons', 'whether the afternoons are fine or not'],
  ['every day but Sunday 2 to 4', 'whose hours they are'],
  ['same time tomorrow', 'a word nobody knows may be the hour'],
  ['tzmorr after 5', 'a word nobody knows may be the day'],
  ['every other Friday', 'which of them'],
  ['next weekend', 'the coming one or the one after'],
  ['tomorrow I work until 4, so after 5', 'whether it is tomorrow'],
])('“%s” is asked back: %s', (text) => {
  expect(told(text)).toMatch(/^ask/);
});

test('any day next week between 2 and 4 but not Wednesday', () => {
  const days = ['11-30', '12-01', '12-03', '12-04', '12-05', '12-06'];
  expect(told('any day next week between 2 and 4 but not Wednesday')).toBe(
    days.map((day) => `${day}T14:00–16:00`).join(' '),
  );
});

test('workdays and weekend are the country’s', () => {
  expect(told('weekends', 'en', 'SA')).toBe('11-27T08:00–21:00 11-28T08:00–21:00');
  expect(told('workdays except Sunday', 'en', 'SA')).not.toMatch(/11-27|11-28|11-29/);
});

test('when the clock goes forward the local times stay what was said', () => {
  const before = DateTime.fromISO('2027-03-27T22:00', { zone: 'Europe/Bucharest' });
  expect(told('tomorrow at 10', 'en', 'RO', before)).toBe('03-28T10:00–11:00');
});

test('everyday sentences of other needs say nothing about a time', () => {
  for (const text of [
    'I start work at 6 and have nobody for the baby',
    'my son is 5 years old',
    'Hello',
    'no',
    'food for two children',
  ])
    expect(told(text)).toBe('nothing');
});

test('whatever is written, windows are in order, end after they begin, and none is over', () => {
  const words = [
    'tomorrow',
    'after',
    'before',
    '5',
    '14:30',
    'not',
    'Monday',
    'to',
    'Friday',
    'and',
    'or',
    'evening',
    'every day',
    'next',
    'week',
    'at',
    'in',
    'hours',
    '3.12.',
    'half past',
    '-',
    ',',
    'noon',
    'weekends',
    'between',
    'any time',
    'mornings',
    'but',
    'so',
    'because',
    'is bad',
    '28th',
    'night',
    'fryday',
    'a week',
    'from',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 12 }), (said) => {
      const found = finders.get('en')?.find(said.join(' '), NOW, calendarOf('RO'));
      if (found === undefined || 'ask' in found) return;
      expect(found.windows.length).toBeGreaterThan(0);
      for (const { start, end } of found.windows) {
        expect(start).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
        expect(start < end).toBe(true);
      }
      expect(found.windows.at(-1)?.end.localeCompare(NOW.toFormat("yyyy-MM-dd'T'HH:mm"))).toBe(1);
    }),
    { numRuns: 3000 },
  );
});
