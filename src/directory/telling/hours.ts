/** Opening hours in words: open now and until when, or when next. */
import type { Speech } from '../../language/speech.js';
import { DAY, zoneClock } from '../hours/zone.js';
import type { HoursView } from '../view.js';

export function tellHours(hours: HoursView, now: number, speech: Speech): string {
  const told = plainHours(hours, now, speech);
  return hours.kind === 'closed' && hours.holiday ? `${speech.say('directory:open.holiday')} ${told}` : told;
}

function plainHours(hours: HoursView, now: number, { say, formats }: Speech): string {
  switch (hours.kind) {
    case 'always':
      return say('directory:open.always');
    case 'unknown':
      return hours.description ?? say('directory:open.unknown');
    case 'closed_for_now':
      return say('directory:open.closed_for_now');
    case 'open': {
      const time = formats.time(hours.until, hours.zone);
      if (daysAhead(now, hours.until, hours.zone) === 0) return say('directory:open.until', { time });
      return say('directory:open.until_day', { time, day: formats.weekday(hours.until, hours.zone) });
    }
    case 'closed': {
      const time = formats.time(hours.opens, hours.zone);
      const days = daysAhead(now, hours.opens, hours.zone);
      if (days === 0) return say('directory:open.opens_today', { time });
      if (days === 1) return say('directory:open.opens_tomorrow', { time });
      if (days < 7)
        return say('directory:open.opens_day', { time, day: formats.weekday(hours.opens, hours.zone) });
      const date = new Date(dayNumber(hours.opens, hours.zone) * DAY).toISOString().slice(0, 10);
      return say('directory:open.opens_day', { time, day: formats.day(date) ?? date });
    }
  }
}

/** The calendar day of an instant in a zone, as days since 1970. */
function dayNumber(instant: number, zone: string): number {
  return zoneClock(zone)?.dayAt(instant) ?? Math.floor(instant / DAY);
}

function daysAhead(now: number, then: number, zone: string): number {
  return dayNumber(then, zone) - dayNumber(now, zone);
}
