/** Opening hours: HSDS 3.0 schedules, and the weekly and holiday tables of 1.x. */
import { IANAZone } from 'luxon';
import { lastOccurrence } from '../hours/rules.js';
import type { Schedule } from '../model.js';
import { present } from '../present.js';
import { added, type Context, eachRow } from './context.js';
import { hasZone, readTime } from './dates.js';
import type { Fields } from './fields.js';
import { type Opening, readOpening } from './opening-words.js';
import { type Parent, type ParentColumn, parentOf } from './parents.js';
import { readDays } from './weekdays.js';

const PARENTS: ParentColumn[] = ['service_at_location_id', 'service_id', 'location_id'];
const _DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export function readSchedules(context: Context): void {
  eachRow(context, 'schedules', (fields) => {
    const parent = parentOf(context, fields, PARENTS);
    if (!parent) return;
    for (const schedule of fields.text('exception')
      ? readException(context, fields)
      : readRule(context, fields))
      attach(parent, schedule);
  });
  eachRow(context, 'regular_schedules', (fields) => {
    const times = readTimes(context, fields);
    const day = fields.needed('weekday');
    const parent = day && times ? parentOf(context, fields, PARENTS) : undefined;
    if (!parent || !day || !times) return;
    const byday = readDays(day);
    if (byday === undefined)
      context.report.leftOut(fields.row, 'weekday', 'is not a day of the week: write Monday to Sunday');
    else for (const pair of times) attach(parent, { ...blank(context), ...pair, freq: 'WEEKLY', byday });
  });
  eachRow(context, 'holiday_schedules', (fields) => {
    const schedules = readHoliday(context, fields);
    const parent = schedules.length > 0 ? parentOf(context, fields, PARENTS) : undefined;
    if (parent) for (const schedule of schedules) attach(parent, schedule);
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
  if (parent.kind === 'service') {
    const { record } = parent.service;
    record.schedules = added(record.schedules, schedule);
  } else if (parent.kind === 'location') parent.location.record.schedules.push(schedule);
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
function readTimes(context: Context, fields: Fields): Opening[] | undefined {
  const [opens, closes] = [fields.text('opens_at'), fields.text('closes_at')];
  const read = readOpening(opens, closes);
  if (read === 'closed') {
    context.report.notUsed(fields.row, 'says that it is closed then, which is so where no hours are given');
    return undefined;
  }
  if (read !== undefined) {
    for (const column of ['opens_at', 'closes_at'])
      if (hasZone(fields.text(column) ?? ''))
        context.report.once(
          fields.row.file,
          column,
          'times have a zone; it is not read, they count as local time',
        );
    return read.map(({ opensAt, closesAt }) => ({
      opensAt,
      closesAt: untilMidnight(context, fields, opensAt, closesAt),
    }));
  }
  if (!fields.needed('opens_at') || !fields.needed('closes_at')) return undefined;
  context.report.leftOut(
    fields.row,
    readTime(opens ?? '') === undefined ? 'opens_at' : 'closes_at',
    'is not a time: write it as hours and minutes, such as 09:30',
  );
  return undefined;
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

function readRule(context: Context, fields: Fields): Schedule[] {
  const { report } = context;
  const times = fields.text('opens_at') || fields.text('closes_at') ? readTimes(context, fields) : undefined;
  if (fields.row.fate !== undefined) return [];
  const freq = fields.text('freq')?.toUpperCase();
  const byday = daysOf(fields);
  if (byday === undefined) {
    report.leftOut(fields.row, 'byday', 'has a day that is none of MO TU WE TH FR SA SU: correct it');
    return [];
  }
  if (freq !== undefined && freq !== 'WEEKLY' && freq !== 'MONTHLY') {
    report.leftOut(fields.row, 'freq', 'is neither WEEKLY nor MONTHLY: write one of them');
    return [];
  }
  for (const column of ['byweekno', 'byyearday'])
    if (fields.text(column))
      report.once(fields.row.file, column, 'has no meaning for weekly or monthly hours; it is not read');
  const schedule: Schedule = {
    ...blank(context),
    ...present({ timezone: zoneOf(context, fields) }),
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
  if (times === undefined && schedule.description === undefined)
    report.leftOut(fields.row, 'opens_at', 'is empty, and there is no description: write when it is open');
  if (report.isLeftOut(fields.row)) return [];
  return times === undefined ? [schedule] : times.map((pair) => ({ ...schedule, ...pair }));
}

/** As HSDS has them, `MO` or `1MO`, or else in words. */
function daysOf(fields: Fields): string[] | undefined {
  const days = fields.list('byday').map((day) => day.toUpperCase());
  if (days.every((day) => /^[+-]?[1-5]?(MO|TU|WE|TH|FR|SA|SU)$/.test(day))) return days;
  return readDays(fields.text('byday') ?? '');
}

/** A closed or different day as an export of ours has it. */
function readException(context: Context, fields: Fields): Schedule[] {
  const validFrom = fields.date('valid_from');
  const validTo = fields.date('valid_to');
  const closed = fields.text('exception')?.toLowerCase() === 'closed';
  const base = {
    ...blank(context),
    ...present({
      validFrom,
      validTo,
      timezone: zoneOf(context, fields),
      description: fields.text('description'),
      notes: fields.text('notes'),
    }),
  };
  if (closed) return [{ ...base, exception: 'closed' }];
  return (readTimes(context, fields) ?? []).map((pair) => ({ ...base, ...pair, exception: 'open' }));
}

/** Asking the system costs a formatter each time, and a directory has few zones. */
const zones = new Map<string, boolean>();

function isZone(name: string): boolean {
  const known = zones.get(name) ?? IANAZone.isValidZone(name);
  if (zones.size < 1000) zones.set(name, known);
  return known;
}

function zoneOf(context: Context, fields: Fields): string | undefined {
  const given = fields.text('timezone');
  if (given === undefined) return context.defaults.timezone;
  if (isZone(given)) return given;
  context.report.once(
    fields.row.file,
    'timezone',
    'is an offset, which cannot follow summer time; it is not read: write a zone such as Europe/Bucharest',
  );
  return context.defaults.timezone;
}

function readHoliday(context: Context, fields: Fields): Schedule[] {
  const { report } = context;
  if (!fields.needed('start_date') || !fields.needed('end_date')) return [];
  const validFrom = fields.date('start_date');
  const validTo = fields.date('end_date');
  if (validFrom === undefined || validTo === undefined) {
    report.leftOut(
      fields.row,
      validFrom === undefined ? 'start_date' : 'end_date',
      'is not a date: write it as year-month-day, such as 2026-03-31',
    );
    return [];
  }
  const closed = fields.needed('closed') === undefined ? undefined : fields.truth('closed');
  if (closed === undefined) {
    report.leftOut(fields.row, 'closed', 'is neither true nor false: write one of them');
    return [];
  }
  const base: Schedule = { ...blank(context), validFrom, validTo, exception: 'closed' };
  if (closed) return [base];
  return (readTimes(context, fields) ?? []).map((pair) => ({ ...base, ...pair, exception: 'open' }));
}
