/** A message cut into pieces, and what a piece means that is written in digits or signs. */
import { westernDigits } from '../phones/digits.js';
import type { Token } from './tokens.js';

const PIECES =
  /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|\d{1,2}[:h]\d{2}(?!\d)|\d+|[\p{L}\p{M}'’ʼ‘`]+|[-–—]|[,،;؛+&/\n°]/gu;
/** Two words and what joins them: “după-masă” is one thing, “luni-vineri” is a stretch of days. */
const JOINED = /(\p{L}[\p{L}\p{M}'’ʼ‘`]*)[-–](?=(\p{L}[\p{L}\p{M}'’ʼ‘`]*))/gu;

/** @param isDay true for a word that names a day of the week */
export function piecesOf(text: string, isDay: (word: string) => boolean): string[] {
  return [...prepared(text, isDay).matchAll(PIECES)].map(([piece]) => piece);
}

/** Arabic in Latin letters writes sounds as digits: “ba3d” is one word. */
export const withoutSoundDigits = (text: string): string =>
  text.replace(/(?<=\p{L})[235679](?=\p{L}{1,3}(?!\p{L}))/gu, 'ʼ');

/** “5 p.m.” and “5-й” lose what would part them; “5th” and “5-го” are days of a month. */
function prepared(text: string, isDay: (word: string) => boolean): string {
  return withoutSoundDigits(westernDigits(text))
    .toLowerCase()
    .replace(/\b([ap])\.\s?m\b\.?/g, '$1m')
    .replace(JOINED, (_, one: string, other: string) =>
      isDay(one) && isDay(other) ? `${one} - ` : `${one} `,
    )
    .replace(/(\d)\s*[-–](?:го|му|е)(?!\p{L})/gu, '$1 ° ')
    .replace(/(\d)\s*[-–](?:й|ї|ій|ої|а|та|lea|a)(?!\p{L})/gu, '$1 ')
    .replace(/(\d)\s?[-–]?(?:st|nd|rd|th)\b/g, '$1 ° ')
    .replace(/(\d)(am|pm|ish)\b/g, '$1 $2');
}

export function written(piece: string): Token {
  if (/^[-–—]$/.test(piece)) return { kind: 'dash' };
  if (piece === '+') return { kind: 'word', meaning: 'onwards' };
  if (piece === '&') return { kind: 'word', meaning: 'and' };
  if (piece === '°') return { kind: 'word', meaning: 'date_mark' };
  if (/^[,،;؛/\n]$/.test(piece)) return { kind: 'comma' };
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(piece);
  if (iso !== null) return date(Number(iso[3]), Number(iso[2]), Number(iso[1]), false);
  const clock = /^(\d{1,2})[:h](\d{2})$/.exec(piece);
  if (clock !== null) return clockOr(Number(clock[1]), Number(clock[2]));
  const dotted = /^(\d{1,2})([./])(\d{1,2})(?:[./](\d{2,4}))?$/.exec(piece);
  if (dotted !== null) {
    const [first, second] = [Number(dotted[1]), Number(dotted[3])];
    const year = dotted[4] === undefined ? undefined : Number(dotted[4].padStart(4, '20'));
    const day = second >= 1 && second <= 12 && first >= 1 && first <= 31;
    if (day)
      return date(first, second, year, year === undefined && dotted[2] === '.' && dotted[3]?.length === 2);
    return dotted[2] === '.' ? clockOr(first, second) : { kind: 'other' };
  }
  if (/^\d{1,2}$/.test(piece)) return { kind: 'number', value: Number(piece), spelled: false };
  if (/^\d{4}$/.test(piece) && Number(piece.slice(2)) % 5 === 0)
    return clockOr(Number(piece.slice(0, 2)), Number(piece.slice(2)));
  return { kind: 'other' };
}

function clockOr(hour: number, minute: number): Token {
  return hour <= 24 && minute < 60 ? { kind: 'clock', hour, minute } : { kind: 'other' };
}

const date = (day: number, month: number, year: number | undefined, orClock: boolean): Token => ({
  kind: 'date',
  day,
  month,
  year,
  orClock,
});
