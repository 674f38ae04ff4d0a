/** The week of a country, by CLDR: where it begins and which days are its weekend. */
import type { Calendar } from './windows.js';

interface WeekInfo {
  firstDay: number;
  weekend: number[];
}

/** When a day and its parts begin and end, where a region does not say otherwise. */
const HOURS: Pick<Calendar, 'parts' | 'day'> = {
  parts: { morning: { from: 8, to: 12 }, afternoon: { from: 12, to: 18 }, evening: { from: 18, to: 21 } },
  day: { from: 8, to: 21 },
};

/** @param country two capital letters */
export function calendarOf(country: string): Calendar {
  // `EU` is not a country of CLDR; the world's week is Monday to Sunday.
  const locale = new Intl.Locale(`und-${country === 'EU' ? '001' : country}`) as Intl.Locale & {
    getWeekInfo?: () => WeekInfo;
    weekInfo?: WeekInfo;
  };
  const { firstDay, weekend } = locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 1, weekend: [6, 7] };
  return { ...HOURS, firstDay: firstDay - 1, weekend: weekend.map((day) => day - 1) };
}
