/** Windows and promises in words, as each language writes days and hours. */
import type { Language } from '../content/language.js';
import type { CallWindowAsked } from '../engine/callback.js';

export interface TimeTelling {
  /** A line for each stretch of the day, with its days. */
  all(windows: readonly CallWindowAsked[], language: string): string;
  /** When the first of them begins, short enough for a button. */
  short(windows: readonly CallWindowAsked[], language: string): string;
  moment(at: number, zone: string, language: string): string;
}

interface Formats {
  day: Intl.DateTimeFormat;
  shortDay: Intl.DateTimeFormat;
  moment(zone: string): Intl.DateTimeFormat;
  list: Intl.ListFormat;
}

const LEFT_TO_RIGHT = '\u2066';
const POP = '\u2069';
const code = (words: string): string => `${LEFT_TO_RIGHT}${words}${POP}`;

export function createTimeTelling(languages: readonly Language[]): TimeTelling {
  const made = new Map<string, Formats>();
  function formats(language: string): Formats {
    const known = made.get(language);
    if (known !== undefined) return known;
    const intl = languages.find(({ code }) => code === language)?.intl ?? language;
    const utc = { timeZone: 'UTC' } as const;
    const fresh: Formats = {
      day: new Intl.DateTimeFormat(intl, { ...utc, weekday: 'long', day: 'numeric', month: 'long' }),
      shortDay: new Intl.DateTimeFormat(intl, { ...utc, weekday: 'short', day: 'numeric', month: 'numeric' }),
      moment: (timeZone) =>
        new Intl.DateTimeFormat(intl, {
          timeZone,
          weekday: 'long',
          day: 'numeric',
          month: 'long',
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        }),
      list: new Intl.ListFormat(intl, { type: 'unit', style: 'short' }),
    };
    made.set(language, fresh);
    return fresh;
  }
  return {
    all(windows, language) {
      const { day, shortDay, list } = formats(language);
      const byHours = groupedByHours(windows);
      return [...byHours]
        .map(([hours, same]) => {
          const format = same.length > 2 ? shortDay : day;
          return `${list.format(same.map(({ start }) => format.format(midnight(start))))}: ${code(hours)}`;
        })
        .join('\n');
    },
    short(windows, language) {
      const [first] = windows;
      if (first === undefined) return '';
      const { shortDay } = formats(language);
      return `${shortDay.format(midnight(first.start))} ${first.start.slice(11)}`;
    },
    moment: (at, zone, language) => formats(language).moment(zone).format(at),
  };
}

const midnight = (local: string): number => Date.parse(`${local.slice(0, 10)}T00:00:00Z`);
const hoursOf = ({ start, end }: CallWindowAsked): string => `${start.slice(11)}–${end.slice(11)}`;

function groupedByHours(windows: readonly CallWindowAsked[]): Map<string, CallWindowAsked[]> {
  const groups = new Map<string, CallWindowAsked[]>();
  for (const window of windows) groups.set(hoursOf(window), [...(groups.get(hoursOf(window)) ?? []), window]);
  return groups;
}
