/**
 * All requests as lines, in memory and in order, so that a page of the queue costs the same however many there are. It
 * is filled from the store once; then each commit tells what it changed.
 */
import { alarmsAt, dueOf } from '../callbacks/clock.js';
import { contactAllowed } from '../callbacks/contact.js';
import type { CallbackFacets } from '../callbacks/request.js';
import { PAGE_ROWS, type QueuePage, type QueueRow, VIEWS, type View } from './cases.js';
import { may, type StaffAction } from './may.js';
import type { Organization } from './organization.js';
import { createShelf, type Entry, inOrder, isOpenStatus, lastClosedFirst, type Shelf } from './shelf.js';
import { pageOf, type Sorted, sortedList } from './sorted.js';
import type { Staff } from './staff.js';

export interface Queue {
  /** In place of all that was there, as of `now`. */
  fill(all: readonly CallbackFacets[], now: number): void;
  put(facets: CallbackFacets): void;
  remove(id: string): void;
  entry(id: string): Entry | undefined;
  entries(): Iterable<Entry>;
  /** Those with this reference: more than one only by a very rare chance. */
  named(reference: string): Entry[];
  page(staff: Staff, view: View, page: number, now: number, today: string): QueuePage;
  /** The lists of one view that somebody may see. */
  lists(staff: Staff, view: View, now: number, today: string): (readonly Entry[])[];
  /** A line as it is now. */
  row(entry: Entry, now: number): QueueRow;
}

interface Seen {
  staff: Staff;
  own: Shelf[];
  concerns: Shelf[];
  offered: Sorted<Entry>[];
}

export function createQueue(organization: Organization): Queue {
  const entries = new Map<string, Entry>();
  const references = new Map<string, Set<string>>();
  const shelves = new Map<string, Shelf>();
  const mine = new Map<string, Sorted<Entry>>();
  /** What a team is asked to take over, by who asks whom. */
  const offers = new Map<string, { of: CallbackFacets; list: Sorted<Entry> }>();

  const entryOf = (facets: CallbackFacets): Entry => ({
    facets,
    due: isOpenStatus(facets)
      ? dueOf(facets, organization.levels(facets.region), organization.working(facets.region))
      : { by: 0, leadBy: 0 },
  });

  function shelfOf({ team, region, recipient }: CallbackFacets): Shelf {
    return having(shelves, `${region} ${recipient} ${team}`, () => createShelf({ team, region, recipient }));
  }

  /** The lists besides its shelf in which a request stands. */
  function besides({ facets }: Entry): Sorted<Entry>[] {
    if (!isOpenStatus(facets)) return [];
    const { claimedBy, handover, region, recipient, team } = facets;
    const own = claimedBy === null ? [] : [having(mine, claimedBy, () => sortedList(inOrder))];
    if (!handover?.open) return own;
    const key = `${region} ${recipient} ${team} ${handover.region} ${handover.team}`;
    return [...own, having(offers, key, () => ({ of: facets, list: sortedList(inOrder) })).list];
  }

  function takeOff(entry: Entry): void {
    shelfOf(entry.facets).remove(entry);
    for (const list of besides(entry)) list.remove(entry);
  }

  function remove(id: string): void {
    const entry = entries.get(id);
    if (entry === undefined) return;
    takeOff(entry);
    entries.delete(id);
    const alike = references.get(entry.facets.reference);
    alike?.delete(id);
    if (alike?.size === 0) references.delete(entry.facets.reference);
  }

  function keep(entry: Entry): void {
    const { id, reference } = entry.facets;
    entries.set(id, entry);
    having(references, reference, () => new Set<string>()).add(id);
    for (const list of besides(entry)) list.add(entry);
  }

  /** What somebody may see, found once for all views of a page. */
  function seenBy(staff: Staff, today: string): Seen {
    const allowed = (action: StaffAction, of: Shelf['of']) => may(staff, action, of, today) === 'yes';
    const all = [...shelves.values()];
    return {
      staff,
      own: all.filter(({ of }) => of.recipient === 'team' && allowed('queue:read', of)),
      concerns: all.filter(({ of }) => of.recipient !== 'team' && allowed('concern:read', of)),
      offered: [...offers.values()]
        .filter(({ of }) => may(staff, 'handover:answer', subjectOf(of), today) === 'yes')
        .map(({ list }) => list),
    };
  }

  function listsOf({ staff, own, concerns, offered }: Seen, view: View, now: number): (readonly Entry[])[] {
    const all = [...own, ...concerns];
    switch (view) {
      case 'mine':
        return [(mine.get(staff.id)?.items ?? []).filter(({ facets }) => all.includes(shelfOf(facets)))];
      case 'handover':
        return offered.map(({ items }) => items);
      case 'team':
        return own.map(({ open }) => open.items);
      case 'concerns':
        return concerns.map(({ open }) => open.items);
      case 'urgent':
        return all.map(({ urgent }) => urgent.items);
      case 'closed':
        return all.map(({ closed }) => closed.items);
      case 'now_safe':
      case 'overdue':
        return all.map((shelf) => shelf.timed(view, now));
    }
  }

  function row({ facets, due }: Entry, now: number): QueueRow {
    return { ...facets, due, alarms: alarmsAt(facets, due, now), contact: contactAllowed(facets, now) };
  }

  return {
    fill(facets, now) {
      for (const known of [entries, references, shelves, mine, offers]) known.clear();
      const made = facets.map(entryOf);
      for (const entry of made) keep(entry);
      const own = new Map<Shelf, Entry[]>();
      for (const entry of made) having(own, shelfOf(entry.facets), (): Entry[] => []).push(entry);
      for (const [shelf, all] of own) shelf.fill(all, now);
    },
    put(facets) {
      const before = entries.get(facets.id);
      if (before !== undefined) takeOff(before);
      const entry = entryOf(facets);
      keep(entry);
      shelfOf(facets).add(entry);
    },
    remove,
    entry: (id) => entries.get(id),
    entries: () => entries.values(),
    named: (reference) => [...(references.get(reference) ?? [])].flatMap((id) => entries.get(id) ?? []),
    page(staff, view, page, now, today) {
      const seen = seenBy(staff, today);
      const lists = Object.fromEntries(VIEWS.map((each) => [each, listsOf(seen, each, now)]));
      const counts = Object.fromEntries(
        VIEWS.map((each) => [each, (lists[each] ?? []).reduce((sum, list) => sum + list.length, 0)]),
      ) as Record<View, number>;
      const order = view === 'closed' ? lastClosedFirst : inOrder;
      const rows = pageOf(lists[view] ?? [], order, page * PAGE_ROWS, PAGE_ROWS).map((entry) =>
        row(entry, now),
      );
      return { rows, total: counts[view], counts };
    },
    lists: (staff, view, now, today) => listsOf(seenBy(staff, today), view, now),
    row,
  };
}

/** What the rules look at. */
export function subjectOf({ team, region, recipient, claimedBy, handover }: CallbackFacets) {
  return {
    team,
    region,
    recipient,
    ...(claimedBy === null ? {} : { claimedBy }),
    ...(handover?.open ? { handoverTeam: handover.team } : {}),
  };
}

function having<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const had = map.get(key);
  if (had !== undefined) return had;
  const made = make();
  map.set(key, made);
  return made;
}
