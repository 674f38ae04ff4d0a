/**
 * The requests of one team, region and recipient, in the order in which they must be worked: urgent ones first, then by
 * when the promise is broken. What depends on the clock is looked through again only when some window opens or closes.
 */
import { alarmsAt, type Due } from '../callbacks/clock.js';
import { isSafe } from '../callbacks/contact.js';
import type { CallbackFacets } from '../callbacks/request.js';
import { createHeap } from './heap.js';
import { type Sorted, sortedList } from './sorted.js';

export interface Entry {
  facets: CallbackFacets;
  due: Due;
}

const TIMED = ['now_safe', 'overdue'] as const;
export type Timed = (typeof TIMED)[number];

export interface Shelf {
  of: Pick<CallbackFacets, 'team' | 'region' | 'recipient'>;
  open: Sorted<Entry>;
  /** Last closed first. */
  closed: Sorted<Entry>;
  urgent: Sorted<Entry>;
  timed(view: Timed, now: number): readonly Entry[];
  add(entry: Entry): void;
  remove(entry: Entry): void;
  /** In place of all that was there, as of `now`. */
  fill(entries: readonly Entry[], now: number): void;
}

export const isOpenStatus = ({ status }: CallbackFacets): boolean =>
  status !== 'closed' && status !== 'taken_back';

export function inOrder(
  { facets: one, due: oneDue }: Entry,
  { facets: other, due: otherDue }: Entry,
): number {
  return (
    Number(other.urgency === 'now') - Number(one.urgency === 'now') ||
    oneDue.by - otherDue.by ||
    one.createdAt - other.createdAt ||
    byId(one, other)
  );
}

export const lastClosedFirst = ({ facets: one }: Entry, { facets: other }: Entry): number =>
  other.expiresAt - one.expiresAt || byId(one, other);

const byId = (one: CallbackFacets, other: CallbackFacets): number =>
  one.id < other.id ? -1 : Number(one.id > other.id);

/** When more than so many change at once (a common hour begins), all are looked through: that is then quicker. */
const MANY = 500;

export function createShelf(of: Shelf['of']): Shelf {
  const open = sortedList(inOrder);
  const closed = sortedList(lastClosedFirst);
  const urgent = sortedList(inOrder);
  const views = { now_safe: sortedList(inOrder), overdue: sortedList(inOrder) };
  /** When each must be looked at again. One that was removed meanwhile is passed over when its time comes. */
  const changes = createHeap<Entry>();
  const there = new Set<Entry>();
  /** The moment as of which the views are right. */
  let seen = 0;

  function lookThrough(now: number): void {
    views.now_safe.fill(open.items.filter((entry) => isIn('now_safe', entry, now)));
    views.overdue.fill(open.items.filter((entry) => isIn('overdue', entry, now)));
    changes.clear();
    for (const entry of open.items) awaitChange(entry, now);
    seen = now;
  }

  function awaitChange(entry: Entry, now: number): void {
    const next = nextChange(entry, now);
    if (next < Number.POSITIVE_INFINITY) changes.add(next, entry);
  }

  function lookAt(entry: Entry, now: number): void {
    for (const view of TIMED) {
      views[view].remove(entry);
      if (isIn(view, entry, now)) views[view].add(entry);
    }
    awaitChange(entry, now);
  }

  function goOn(now: number): void {
    if (now < seen) return lookThrough(now);
    for (let count = 0; (changes.soonest() ?? Number.POSITIVE_INFINITY) <= now; count += 1) {
      if (count === MANY) return lookThrough(now);
      const entry = changes.take();
      if (entry !== undefined && there.has(entry)) lookAt(entry, now);
    }
    seen = now;
  }

  return {
    of,
    open,
    closed,
    urgent,
    timed(view, now) {
      if (now !== seen) goOn(now);
      return views[view].items;
    },
    add(entry) {
      if (!isOpenStatus(entry.facets)) return closed.add(entry);
      open.add(entry);
      there.add(entry);
      if (entry.facets.urgency === 'now') urgent.add(entry);
      lookAt(entry, seen);
    },
    remove(entry) {
      there.delete(entry);
      for (const list of [open, closed, urgent, views.now_safe, views.overdue]) list.remove(entry);
      // Requests that change often leave their former times behind; these are let go before they pile up.
      if (changes.size() > 2 * open.items.length + MANY) lookThrough(seen);
    },
    fill(entries, now) {
      open.fill(entries.filter(({ facets }) => isOpenStatus(facets)));
      closed.fill(entries.filter(({ facets }) => !isOpenStatus(facets)));
      urgent.fill(open.items.filter(({ facets }) => facets.urgency === 'now'));
      there.clear();
      for (const entry of open.items) there.add(entry);
      lookThrough(now);
    },
  };
}

function isIn(view: Timed, { facets, due }: Entry, now: number): boolean {
  return view === 'now_safe' ? isSafe(facets, now) : alarmsAt(facets, due, now).includes('overdue');
}

/** When it will first have to be looked at again. */
function nextChange({ facets, due }: Entry, now: number): number {
  let next = due.by > now ? due.by : Number.POSITIVE_INFINITY;
  for (const { from, until } of facets.windows) {
    if (from > now && from < next) next = from;
    if (until > now && until < next) next = until;
  }
  return next;
}
