/** Opening hours: HSDS 3.0 schedules, and the weekly and holiday tables of 1.x. */
import { IANAZone } from 'luxon';
import { lastOccurrence } from '../hours/rules.js';
import type { Schedule } from '../model.js';
import { present } from '../present.js';
import { type Context, eachRow } from './context.js';
import type { Fields } from './fields.js';
import { type Parent, type ParentColumn, parentOf } from './parents.js';

const PARENTS: ParentColumn[] = ['service_at_location_id', 'service_id', 'location_id'];
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export function readSchedules(context: Context): void {
  eachRow(context, 'schedules', (fields) => {
    const parent = parentOf(context, fields, PARENTS);
    const schedule = parent && readRule(context, fields);
    if (parent && schedule) attach(parent, schedule);
  });
  eachRow(context, 'regular_schedules', (fields) => {
    const times = readTimes(context, fields);
    const day = fields.needed('weekday');
    const parent = day && times ? parentOf(context, fields, PARENTS) : undefined;
    if (!parent || !day || !times) return;
    const byday = DAYS.find((code) => day.toUpperCase().startsWith(code));
    if (byday === undefined)
      context.report.leftOut(fields.row, 'weekday', 'is not a day of the week: write Monday to Sunday');
    else attach(parent, { ...blank(context), ...times, freq: 'WEEKLY', byday: [byday] });
  });
  eachRow(context, 'holiday_schedules', (fields) => {
    const schedule = readHoliday(context, fields);
    const parent = schedule && parentOf(context, fields, PARENTS);
    if (parent && schedule) attach(parent, schedule);
  });
}

function blank(context: Context): Schedule {
  return {
    freq: undefined,
    interval: 1,
    byday: [],
    bymonthday: [],
    ...present({ timezone: context.defaults.timezone }),
  };
}

/** The lists that belong to one copy of a location, told from those it shares with the location itself. */
const meetingSchedules = new WeakMap<object, Schedule[]>();

function attach(parent: Parent, schedule: Schedule): void {
  if (parent.kind === 'service') parent.service.record.schedules.push(schedule);
  else if (parent.kind === 'location') parent.location.record.schedules.push(schedule);
  else if (parent.kind === 'meeting') {
    // Hours of this service at this place replace those of the place.
    const own = meetingSchedules.get(parent.location) ?? [];
    if (own.length === 0) {
      meetingSchedules.set(parent.location, own);
      parent.location.schedules = own;
    }
    own.push(schedule);
  }
}
/** Both times, or the row is left out: half a pair of times would be a wrong promise. */
function readTimes(context: Context, fields: Fields): { opensAt: string; closesAt: string } | undefined {
  if (!fields.needed('opens_at') || !fields.needed('closes_at')) return undefined;
  const opensAt = fields.time('opens_at');
  const closesAt = fields.time('closes_at');
  if (opensAt === undefined || closesAt === undefined) {
    context.report.leftOut(
      fields.row,
      opensAt === undefined ? 'opens_at' : 'closes_at',
      'is not a time: write it as hours and minutes, such as 09:30',
    );
    return undefined;
  }
  return { opensAt, closesAt: untilMidnight(context, fields, opensAt, closesAt) };
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function untilMidnight(context: Context, fields: Fields, opensAt: string, closesAt: string): string {
  // 23:59 is how many systems write the end of a day.
  if (closesAt === '23:59') return '24:00';
  const length = minutes(closesAt) - minutes(opensAt);
  if (length < 0 && length + 1440 > 16 * 60)
    context.report.note(
      fields.row,
      'closes_at',
      'is before opens_at: read as closing on the next day; check that it is so',
    );
  return closesAt;
}

function readRule(context: Context, fields: Fields): Schedule | undefined {
  const { report } = context;
  const pair = fields.text('opens_at') || fields.text('closes_at') ? readTimes(context, fields) : undefined;
  if (report.isLeftOut(fields.row)) return undefined;
  const freq = fields.text('freq')?.toUpperCase();
  const days = fields.list('byday').map((day) => day.toUpperCase());
  const byday = days.filter((day) => /^[+-]?[1-5]?(MO|TU|WE|TH|FR|SA|SU)$/.test(day));
  if (byday.length < days.length) {
    report.leftOut(fields.row, 'byday', 'has a day that is none of MO TU WE TH FR SA SU: correct it');
    return undefined;
  }
  if (freq !== undefined && freq !== 'WEEKLY' && freq !== 'MONTHLY') {
    report.leftOut(fields.row, 'freq', 'is neither WEEKLY nor MONTHLY: write one of them');
    return undefined;
  }
  for (const column of ['byweekno', 'byyearday'])
    if (fields.text(column))
      report.once(fields.row.file, column, 'has no meaning for weekly or monthly hours; it is not read');
  const schedule: Schedule = {
    ...blank(context),
    ...present({ ...pair, timezone: zoneOf(context, fields) }),
    ...present({
      validFrom: fields.date('valid_from'),
      validTo: fields.date('valid_to'),
      dtstart: fields.date('dtstart'),
      until: fields.date('until'),
      count: fields.number('count', 1, 10_000),
      description: fields.text('description'),
      notes: fields.text('notes'),
    }),
    freq: freq ?? (byday.length > 0 ? 'WEEKLY' : undefined),
    interval: fields.number('interval', 1, 1000) ?? 1,
    byday,
    bymonthday: fields
      .list('bymonthday')
      .map(Number)
      .filter((day) => Number.isInteger(day) && Math.abs(day) <= 31 && day !== 0),
  };
  const last = lastOccurrence(schedule);
  if (last !== undefined && (schedule.until === undefined || last < schedule.until)) schedule.until = last;
  if (pair === undefined && schedule.description === undefined)
    report.leftOut(fields.row, 'opens_at', 'is empty, and there is no description: write when it is open');
  return report.isLeftOut(fields.row) ? undefined : schedule;
}

function zoneOf(context: Context, fields: Fields): string | undefined {
  const given = fields.text('timezone');
  if (given === undefined) return context.defaults.timezone;
  if (IANAZone.isValidZone(given)) return given;
  context.report.once(
    fields.row.file,
    'timezone',
    'is an offset, which cannot follow summer time; it is not read: write a zone such as Europe/Bucharest',
  );
  return context.defaults.timezone;
}

function readHoliday(context: Context, fields: Fields): Schedule | undefined {
  const { report } = context;
  if (!fields.needed('start_date') || !fields.needed('end_date')) return undefined;
  const validFrom = fields.date('start_date');
  const validTo = fields.date('end_date');
  if (validFrom === undefined || validTo === undefined) {
    report.leftOut(
      fields.row,
      validFrom === undefined ? 'start_date' : 'end_date',
      'is not a date: write it as year-month-day, such as 2026-03-31',
    );
    return undefined;
  }
  const closed = fields.needed('closed') === undefined ? undefined : fields.truth('closed');
  if (closed === undefined) {
    report.leftOut(fields.row, 'closed', 'is neither true nor false: write one of them');
    return undefined;
  }
  const base: Schedule = { ...blank(context), validFrom, validTo, exception: 'closed' };
  if (closed) return base;
  const times = readTimes(context, fields);
  return times && { ...base, ...times, exception: 'open' };
}
