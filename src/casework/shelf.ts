/**
 * The requests of one team, region and recipient, in the order in which they must be worked: urgent ones first, then by
 * when the promise is broken. What depends on the clock is looked through again only when some window opens or closes.
 */
import { alarmsAt, type Due } from '../callbacks/clock.js';
import { contactAllowed } from '../callbacks/contact.js';
import type { CallbackFacets } from '../callbacks/request.js';
import { type Sorted, sortedList } from './sorted.js';

export interface Entry {
  facets: CallbackFacets;
  due: Due;
}

export type Timed = 'now_safe' | 'overdue';

export interface Shelf {
  of: Pick<CallbackFacets, 'team' | 'region' | 'recipient'>;
  open: Sorted<Entry>;
  /** Last closed first. */
  closed: Sorted<Entry>;
  urgent: Sorted<Entry>;
  timed(view: Timed, now: number): readonly Entry[];
  add(entry: Entry): void;
  remove(entry: Entry): void;
  fill(entries: readonly Entry[]): void;
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

export function createShelf(of: Shelf['of']): Shelf {
  const open = sortedList(inOrder);
  const closed = sortedList(lastClosedFirst);
  const urgent = sortedList(inOrder);
  const views = { now_safe: sortedList(inOrder), overdue: sortedList(inOrder) };
  /** The stretch of time for which the views are right; empty when they must be made again. */
  let right = { from: 0, until: 0 };

  function lookThrough(now: number): void {
    const safe: Entry[] = [];
    const overdue: Entry[] = [];
    let until = Number.POSITIVE_INFINITY;
    for (const entry of open.items) {
      if (isIn('now_safe', entry, now)) safe.push(entry);
      if (isIn('overdue', entry, now)) overdue.push(entry);
      until = Math.min(until, nextChange(entry, now));
    }
    views.now_safe.fill(safe);
    views.overdue.fill(overdue);
    right = { from: now, until };
  }

  return {
    of,
    open,
    closed,
    urgent,
    timed(view, now) {
      if (now < right.from || now >= right.until) lookThrough(now);
      return views[view].items;
    },
    add(entry) {
      if (!isOpenStatus(entry.facets)) return closed.add(entry);
      open.add(entry);
      if (entry.facets.urgency === 'now') urgent.add(entry);
      // As of the moment for which the views are right; what changes next in them may now come sooner.
      for (const view of ['now_safe', 'overdue'] as const)
        if (isIn(view, entry, right.from)) views[view].add(entry);
      right.until = Math.min(right.until, nextChange(entry, right.from));
    },
    remove(entry) {
      for (const list of [open, closed, urgent, views.now_safe, views.overdue]) list.remove(entry);
    },
    fill(entries) {
      open.fill(entries.filter(({ facets }) => isOpenStatus(facets)));
      closed.fill(entries.filter(({ facets }) => !isOpenStatus(facets)));
      urgent.fill(open.items.filter(({ facets }) => facets.urgency === 'now'));
      right = { from: 0, until: 0 };
    },
  };
}

function isIn(view: Timed, { facets, due }: Entry, now: number): boolean {
  return view === 'now_safe'
    ? contactAllowed(facets, now).allowed
    : alarmsAt(facets, due, now).includes('overdue');
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
