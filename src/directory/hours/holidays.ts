/**
 * Public holidays of a country, by the package date-holidays: of its data only the countries that are asked for are
 * kept, and nothing is read before the first question.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { dayOf } from './rules.js';

/** Whether nobody works on a day, since 1970, because it is a public holiday. */
export type IsHoliday = (day: number) => boolean;

interface Calendar {
  getHolidays(year: number): { date: string; type: string; start: Date; end: Date }[];
}
interface Data {
  holidays: Record<string, unknown>;
  names: unknown;
}

/** Where public holidays are working days: Ukraine, as long as martial law lasts (Law 2136-IX, article 6). */
const WORKED_THROUGH = new Set(['UA']);
const NO_DAYS: ReadonlySet<number> = new Set();

const known = new Map<string, IsHoliday>();

export function holidaysOf(country: string | undefined): IsHoliday | undefined {
  if (country === undefined || WORKED_THROUGH.has(country)) return undefined;
  const made = known.get(country);
  if (made !== undefined) return made;
  const years = new Map<number, ReadonlySet<number>>();
  let calendar: Calendar | undefined;
  const isHoliday: IsHoliday = (day) => {
    const year = new Date(day * 86_400_000).getUTCFullYear();
    let days = years.get(year);
    if (days === undefined) {
      calendar ??= calendarOf(country);
      days = calendar === undefined ? NO_DAYS : daysOf(calendar, year);
      years.set(year, days);
    }
    return days.has(day);
  };
  known.set(country, isHoliday);
  return isHoliday;
}

function daysOf(calendar: Calendar, year: number): Set<number> {
  const days = calendar.getHolidays(year).filter(({ type }) => type === 'public');
  return new Set(days.map(({ date }) => dayOf(date)));
}

function calendarOf(country: string): Calendar | undefined {
  const file = createRequire(import.meta.url).resolve('date-holidays');
  const { default: Holidays } = createRequire(file)('date-holidays-parser') as {
    default: new (data: Data, country: string) => Calendar;
  };
  const all = JSON.parse(readFileSync(join(dirname(file), '../data/holidays.json'), 'utf8')) as Data;
  const own = all.holidays[country];
  if (own === undefined) return undefined;
  return new Holidays({ holidays: { [country]: own }, names: all.names }, country);
}
