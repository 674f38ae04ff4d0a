/** Dates and times as directories write them, read into ISO dates and `HH:MM`; undefined where it would be a guess. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function isoDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || month < 1 || month > 12)
    return undefined;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function fullYear(year: string): number {
  if (year.length > 2) return Number(year);
  // Two digits as POSIX reads them: 69 to 99 lie in the last century.
  return Number(year) + (Number(year) < 69 ? 2000 : 1900);
}

/**
 * `2014-12-24` (with or without a time), `December 24, 2014`, `24 December 2014`, with slashes month first as HSDS
 * 1.x has it (`12/24/14`), with dots day first (`24.12.2014`).
 */
export function readDate(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const slashes = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/.exec(text);
  if (slashes) return isoDate(fullYear(slashes[3] ?? ''), Number(slashes[1]), Number(slashes[2]));
  const dots = /^(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})$/.exec(text);
  if (dots) return isoDate(fullYear(dots[3] ?? ''), Number(dots[2]), Number(dots[1]));
  const words =
    /^(?<month>[a-z]{3,9})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})$/i.exec(text) ??
    /^(?<day>\d{1,2}) (?<month>[a-z]{3,9})\.?,? (?<year>\d{4})$/i.exec(text);
  if (!words?.groups) return undefined;
  const { day, month, year } = words.groups;
  const index = MONTHS.indexOf((month ?? '').slice(0, 3).toLowerCase());
  return index < 0 ? undefined : isoDate(Number(year), index + 1, Number(day));
}

/** `9:30`, `09:30:00`, `9am`, `4:00 PM`, `0930`, `9.30`, `17h30`, `24:00`, `noon`. A zone after it is not read: see `hasZone`. */
export function readTime(text: string): string | undefined {
  const word = WORDS.get(text.toLowerCase().replace(/^12(:00)?\s*/, ''));
  if (word !== undefined) return word;
  const parts =
    /^(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(a\.?m?\.?|p\.?m?\.?)?(?:z|[+-]\d{2}:?\d{2})?$/i.exec(
      text,
    ) ??
    /^(\d{1,2})(\d{2})()$/.exec(text) ??
    /^(\d{1,2})\s*h()()$/i.exec(text);
  if (!parts) return undefined;
  const [, hourText, minuteText, half] = parts;
  // A bare "9" could be a count of anything.
  if (minuteText === undefined && !half) return undefined;
  const written = minuteText === '' ? '0' : (minuteText ?? '0');
  let hour = Number(hourText);
  const minute = Number(written);
  if (half) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
  }
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const WORDS = new Map([
  ['noon', '12:00'],
  ['midday', '12:00'],
  ['midnight', '24:00'],
]);

export function hasZone(time: string): boolean {
  return /(?:z|[+-]\d{2}:?\d{2})$/i.test(time);
}
