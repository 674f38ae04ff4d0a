/** Days of the week as people write them: "Mon", "Monday to Friday", "M-F", "weekends", "luni, joi", "Сб", "1". */
import { fold } from '../../language/fold.js';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const LANGUAGES = ['en', 'ro', 'uk', 'ru', 'ar', 'es', 'fr', 'de', 'pl', 'bg', 'tr'];
const GROUPS: Record<string, string[]> = {
  daily: DAYS,
  everyday: DAYS,
  'every day': DAYS,
  'all days': DAYS,
  'all week': DAYS,
  'seven days a week': DAYS,
  '7 days a week': DAYS,
  zilnic: DAYS,
  щодня: DAYS,
  weekdays: DAYS.slice(0, 5),
  weekday: DAYS.slice(0, 5),
  weekends: DAYS.slice(5),
  weekend: DAYS.slice(5),
};
/** As timetables shorten them, and numbers as HSDS 1.1 has them: Monday is 1. */
const SHORT: Record<string, string> = {
  m: 'MO',
  t: 'TU',
  tues: 'TU',
  w: 'WE',
  weds: 'WE',
  r: 'TH',
  thur: 'TH',
  thurs: 'TH',
  f: 'FR',
  ...Object.fromEntries(
    DAYS.flatMap((day, index) => [
      [day.toLowerCase(), day],
      [String(index + 1), day],
    ]),
  ),
  '0': 'SU',
};

let names: Map<string, string> | undefined;

function dayNames(): Map<string, string> {
  if (names) return names;
  names = new Map(Object.entries(SHORT));
  for (const language of LANGUAGES)
    for (const weekday of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' });
      for (const [index, day] of DAYS.entries()) {
        // The fifth of January 1970 was a Monday.
        const name = fold(format.format(Date.UTC(1970, 0, 5 + index)));
        for (const form of [name, name.replace(/s$/, ''), `${name}s`])
          if (!names.has(form)) names.set(form, day);
      }
    }
  return names;
}

const dayNamed = (text: string): string | undefined => dayNames().get(fold(text));

/** The days in the order of the week; undefined where a word is none. */
export function readDays(text: string): string[] | undefined {
  const whole = GROUPS[fold(text)];
  if (whole) return whole;
  const found = new Set<string>();
  for (const part of text.split(/[,;/&+]|\band\b|\bși\b|\bта\b|\bи\b/iu)) {
    const words = part.trim().replace(/\.$/, '');
    if (words === '') continue;
    const [from, to, ...more] = words.split(/\s*(?:-|–|—|\bto\b|\bthrough\b|\bthru\b|\bpână\b|\bпо\b)\s*/iu);
    const first = dayNamed(from ?? '');
    const last = to === undefined ? first : dayNamed(to);
    const group = GROUPS[fold(words)] ?? between(first, last);
    if (group === undefined || more.length > 0) return undefined;
    for (const day of group) found.add(day);
  }
  return found.size === 0 ? undefined : DAYS.filter((day) => found.has(day));
}

function between(first: string | undefined, last: string | undefined): string[] | undefined {
  if (first === undefined || last === undefined) return undefined;
  const from = DAYS.indexOf(first);
  const to = DAYS.indexOf(last);
  return from <= to ? DAYS.slice(from, to + 1) : [...DAYS.slice(from), ...DAYS.slice(0, to + 1)];
}
