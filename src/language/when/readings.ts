/**
 * The two things that unclear words about time can mean, so that both can be offered as buttons: “at 5” in the morning
 * or after noon, “Tuesday” said on a Tuesday today or in a week. What cannot be told apart is asked in words.
 */
import type { DateTime } from 'luxon';
import { WEEKDAY_NAMES, type WhenWords } from '../../content/when-words.js';
import { westernDigits } from '../phones/digits.js';
import type { WhenFinder } from './when.js';
import type { Calendar, Window } from './windows.js';

export interface Reading {
  windows: Window[];
}

/** Without letters or digits around it, in any script. */
const alone = (phrase: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${phrase.replace(SPECIAL, '\\$&')}(?![\\p{L}\\p{N}])`, 'iu');
const SPECIAL = /[.*+?^${}()|[\]\\]/g;
/** An hour by the small clock, with its minutes, and no hour of the great one. */
const HOUR = /(?<![\d:.])(1[0-2]|[1-9])(?:[:.]([0-5]\d))?(?![\d:.]|\s*(?:am|pm)\b)/i;
const HALF_DAY = 12;

/** @returns two that differ, or none */
export function readingsOf(
  text: string,
  why: 'hour' | 'day',
  words: WhenWords,
  finder: WhenFinder,
  now: DateTime,
  calendar: Calendar,
): Reading[] {
  const plain = westernDigits(text);
  const said = why === 'hour' ? hoursMeant(plain, words) : daysMeant(plain, words, now);
  const found = said.flatMap((one): Reading[] => {
    const when = finder.find(one, now, calendar);
    return when !== undefined && 'windows' in when ? [{ windows: when.windows }] : [];
  });
  const [first, second] = found;
  if (first === undefined || second === undefined) return [];
  return JSON.stringify(first) === JSON.stringify(second) ? [] : [first, second];
}

function hoursMeant(text: string, words: WhenWords): string[] {
  const digits = withDigits(text, words);
  const found = HOUR.exec(digits);
  const [am] = words.words.am;
  if (found === null || am === undefined) return [];
  const [whole, hour = '', minute = '00'] = found;
  const put = (time: string): string => digits.replace(whole, time);
  const later = (Number(hour) % HALF_DAY) + HALF_DAY;
  return [put(`${Number(hour)}:${minute} ${am}`), put(`${later}:${minute}`)];
}

/** The first hour that is said in words, in digits. */
function withDigits(text: string, { numbers }: WhenWords): string {
  if (HOUR.test(text)) return text;
  for (let hour = HALF_DAY; hour > 0; hour -= 1)
    for (const phrase of numbers[String(hour)] ?? [])
      if (alone(phrase).test(text)) return text.replace(alone(phrase), ` ${hour} `);
  return text;
}

function daysMeant(text: string, words: WhenWords, now: DateTime): string[] {
  for (const [index, name] of WEEKDAY_NAMES.entries())
    for (const phrase of words.weekdays[name]) {
      if (!alone(phrase).test(text)) continue;
      const ahead = (index + 1 - now.weekday + 7) % 7;
      const rest = words.words.next
        .concat(words.words.this)
        .reduce((left, one) => left.replace(alone(one), ' '), text);
      return [ahead, ahead + 7].map((days) =>
        rest.replace(alone(phrase), ` ${now.plus({ days }).toFormat('d.M.yyyy')} `),
      );
    }
  const [today] = words.words.today;
  const [tomorrow] = words.words.tomorrow;
  return today === undefined || tomorrow === undefined ? [] : [`${today} ${text}`, `${tomorrow} ${text}`];
}
