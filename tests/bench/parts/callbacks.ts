/**
 * One million random plans, zones and holidays: is anybody ever called outside a window of the family's own clock, and
 * does every request that nobody answers escalate in time? Whether a moment is inside a window is decided here by the
 * clock on the family's wall, as Intl tells it, and not by the code that is tried. KINLINE_TEST_PLANS: how many.
 */
import { alarmsAt, dueOf, SERVICE_LEVELS } from '../../../src/callbacks/clock.js';
import { contactAllowed, windowsOf } from '../../../src/callbacks/contact.js';
import { type CallbackFacets, type CallWindow, URGENCIES } from '../../../src/callbacks/request.js';
import { isWorking, type WorkingTime } from '../../../src/callbacks/working-time.js';
import { type Goal, table } from '../table.js';
import type { Pace } from './turns.js';

const PLANS = 1_000_000;
const QUICK = 20_000;
/** Moments at which each plan is asked for a call: at its windows' edges, and anywhere. */
const MOMENTS = 6;
const MINUTE = 60_000;
const DAY = 86_400_000;
const FIRST = Date.parse('2026-01-01');
const SPAN = 730 * DAY;
const ZONES = Intl.supportedValuesOf('timeZone');
const SEED = 20_261_124;

interface Counts {
  plans: number;
  windows: number;
  asked: number;
  allowed: number;
  outside: number;
  unanswered: number;
  silent: number;
  late: number;
}

export async function measureCallbacks({ rounds }: Pace, say: (words: string) => void): Promise<Goal[]> {
  const plans = Number(process.env.KINLINE_TEST_PLANS ?? (rounds < 5 ? QUICK : PLANS));
  const random = seeded(SEED);
  const counts: Counts = {
    plans: 0,
    windows: 0,
    asked: 0,
    allowed: 0,
    outside: 0,
    unanswered: 0,
    silent: 0,
    late: 0,
  };
  const began = performance.now();
  for (let plan = 0; plan < plans; plan += 1) tryPlan(random, counts);
  const seconds = (performance.now() - began) / 1000;
  const rows = Object.entries(counts).map(([name, count]) => [WORDS[name as keyof Counts], String(count)]);
  say(`\nRandom plans in ${ZONES.length} time zones, seed ${SEED}, ${seconds.toFixed(0)} s\n`);
  say(table(['what', 'count'], rows));
  const none = (what: string, measured: number): Goal => ({
    what: `${plans.toLocaleString('en')} random plans, zones and holidays: ${what}`,
    measured: String(measured),
    goal: '0',
    met: measured === 0,
  });
  return [
    none('contacts outside a window', counts.outside),
    none('unanswered requests that did not escalate', counts.silent),
    none('alarms before they were due', counts.late),
  ];
}

const WORDS: Record<keyof Counts, string> = {
  plans: 'plans',
  windows: 'windows',
  asked: 'moments at which a call was asked for',
  allowed: 'calls that were allowed',
  outside: 'of these outside a window',
  unanswered: 'requests left unanswered',
  silent: 'of these without an alarm when it was due',
  late: 'alarms before they were due',
};

function tryPlan(random: Random, counts: Counts): void {
  const zone = ZONES[random(ZONES.length)] ?? 'UTC';
  const wall = wallOf(zone);
  const createdAt = FIRST + random(SPAN / MINUTE) * MINUTE;
  const wished: CallWindow[] = Array.from({ length: random(5) }, () => windowOf(wall, createdAt, random));
  const urgency = URGENCIES[random(URGENCIES.length)] ?? 'soon';
  const request = {
    createdAt,
    urgency,
    status: random(2) === 0 ? ('waiting' as const) : ('claimed' as const),
    attempts: 0,
    calls: 'we' as const,
    windows: windowsOf({ windows: wished, zone }),
  };
  counts.plans += 1;
  counts.windows += wished.length;
  for (let moment = 0; moment < MOMENTS; moment += 1) tryCall(request, wished, wall, random, counts);
  tryEscalation(request, zone, random, counts);
}

type Request = Pick<CallbackFacets, 'createdAt' | 'urgency' | 'status' | 'attempts' | 'calls' | 'windows'>;

function tryCall(request: Request, wished: CallWindow[], wall: Wall, random: Random, counts: Counts): void {
  const some = request.windows[random(request.windows.length + 1)];
  const edge = some === undefined ? request.createdAt : random(2) === 0 ? some.from : some.until;
  const now = edge + (random(2 * 90) - 90) * MINUTE + random(3) - 1;
  const contact = contactAllowed(request, now);
  const inside = (at: number) => {
    const clock = wall(at);
    return wished.some(({ start, end }) => start <= clock && clock < end);
  };
  counts.asked += 1;
  if (contact.allowed) {
    counts.allowed += 1;
    // Safe until: to the last millisecond.
    if (!inside(now) || !inside(contact.until - 1)) counts.outside += 1;
  } else if (contact.next !== undefined && (contact.next <= now || !inside(contact.next)))
    counts.outside += 1;
}

function tryEscalation(request: Request, zone: string, random: Random, counts: Counts): void {
  const from = random(12 * 60);
  const free = random(6);
  const offset = random(28);
  const working: WorkingTime = {
    zone,
    days: daysOf(random),
    from,
    to: from + 60 + random(12 * 60),
    holiday: (date) => (Number(date.slice(8)) + offset) % 28 < free,
  };
  const due = dueOf(request, SERVICE_LEVELS, working);
  const alarms = (now: number) => alarmsAt(request, due, now);
  counts.unanswered += 1;
  const urgent = request.urgency === 'now' && request.status === 'waiting';
  const promised = urgent ? due.by === request.createdAt + 15 * MINUTE : due.by > request.createdAt;
  const worked = urgent || request.windows.length > 0 || isWorking(due.by - 1, working);
  const heard = alarms(due.by).includes('overdue') && alarms(due.leadBy).includes('overdue_lead');
  if (!heard || !promised || !worked || due.leadBy <= due.by) counts.silent += 1;
  if (alarms(due.by - 1).includes('overdue') || alarms(due.leadBy - 1).includes('overdue_lead'))
    counts.late += 1;
}

function daysOf(random: Random): number[] {
  const days = [1, 2, 3, 4, 5, 6, 7].filter(() => random(3) > 0);
  return days.length > 0 ? days : [1 + random(7)];
}

function windowOf(wall: Wall, createdAt: number, random: Random): CallWindow {
  const from = createdAt + random(20 * 24 * 60) * MINUTE;
  const start = wall(from);
  // By the wall's clock, whatever that is on a day when the clock is changed.
  const end = new Date(Date.parse(`${start}Z`) + (1 + random(14 * 60)) * MINUTE).toISOString().slice(0, 16);
  return { start, end };
}

type Wall = (at: number) => string;
const walls = new Map<string, Wall>();

/** The clock on a wall in this zone: `2026-11-24T10:30`. */
function wallOf(zone: string): Wall {
  const had = walls.get(zone);
  if (had !== undefined) return had;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const wall: Wall = (at) => format.format(at).replace(' ', 'T');
  walls.set(zone, wall);
  return wall;
}

type Random = (limit: number) => number;

/** Mulberry32: the same plans in every run. */
function seeded(seed: number): Random {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  };
}
