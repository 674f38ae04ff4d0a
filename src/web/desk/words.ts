/** The desk's words in one language, and how it writes times, days and names of things. */
import type { Params } from '../../engine/session.js';
import type { Speech } from '../../language/speech.js';
import type { DeskText } from './texts.js';

export interface Words {
  code: string;
  direction: 'ltr' | 'rtl';
  say(text: DeskText, values?: Params): string;
  /** Day and time on the clock of a place: “Tue, 24 Nov, 18:00”. */
  moment(instant: number, zone: string): string;
  /** The same, and only the time where it is today. */
  soon(instant: number, now: number, zone: string): string;
  /** From and until, the day once where both are on one. */
  stretch(from: number, until: number, zone: string): string;
  /** A calendar day, from `YYYY-MM-DD`. */
  day(date: string): string;
  number(count: number): string;
  language(code: string): string;
  country(code: string): string;
  need(code: string): string;
}

/** @param intl BCP 47 with its numbering system, as the language's own file has it */
export function deskWords(speech: Speech, intl: string): Words {
  const { language: code, direction, formats } = speech;
  const numbers = new Intl.NumberFormat(intl);
  const days = perZone(
    (timeZone) =>
      new Intl.DateTimeFormat(intl, { timeZone, weekday: 'short', day: 'numeric', month: 'short' }),
  );
  const dates = perZone((timeZone) => new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short' }));
  const time = (instant: number, zone: string) => formats.time(instant, zone);
  const moment = (instant: number, zone: string) => `${days(zone).format(instant)}, ${time(instant, zone)}`;
  const sameDay = (one: number, other: number, zone: string) =>
    dates(zone).format(one) === dates(zone).format(other);
  return {
    code,
    direction,
    say: (text, values) => speech.say(`desk:${text}`, values),
    moment,
    soon: (instant, now, zone) => (sameDay(instant, now, zone) ? time(instant, zone) : moment(instant, zone)),
    stretch: (from, until, zone) =>
      `${moment(from, zone)} – ${sameDay(from, until, zone) ? time(until, zone) : moment(until, zone)}`,
    day: (date) => formats.day(date) ?? date,
    number: (count) => numbers.format(count),
    language: (tag) => formats.languageName(tag),
    country: (tag) => formats.countryName(tag),
    need: (need) => speech.say(`needs:${need}`),
  };
}

/** Made once for each zone: to make one takes longer than a whole page. */
function perZone(make: (zone: string) => Intl.DateTimeFormat): (zone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (zone) => {
    const had = made.get(zone);
    if (had !== undefined) return had;
    const fresh = make(zone);
    made.set(zone, fresh);
    return fresh;
  };
}
