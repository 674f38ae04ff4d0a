import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alarmsOf } from '../../src/callbacks/clock.js';
import { contactAllowed } from '../../src/callbacks/contact.js';
import type { CallbackFacets } from '../../src/callbacks/request.js';
import { PAGE_ROWS, VIEWS, type View } from '../../src/casework/cases.js';
import { createQueue, type Queue } from '../../src/casework/queue.js';
import type { Staff } from '../../src/casework/staff.js';
import { ANNA, at, IASI, KYIV, LEAD, ORGANIZATION, OUTSIDE, person, SUPERVISOR } from './office.js';

const START = at('2026-11-24T10:00');
const TODAY = '2026-11-24';
const HOUR = 3_600_000;
const BOTH = person('both', 'caseworker', { teams: ['cluj', 'iasi'] });
const PEOPLE: Staff[] = [ANNA, IASI, KYIV, BOTH, SUPERVISOR, LEAD, OUTSIDE];

const facets = (id: number): fc.Arbitrary<CallbackFacets> =>
  fc.record({
    id: fc.constant(`r${id}`),
    reference: fc.constant(`reference ${id}`),
    region: fc.constantFrom('RO', 'RO', 'UA'),
    team: fc.constantFrom('cluj', 'iasi', 'kyiv'),
    language: fc.constant('ro'),
    interpreter: fc.boolean(),
    need: fc.constant(null),
    urgency: fc.constantFrom('now', 'soon', 'whenever'),
    recipient: fc.constantFrom('team', 'team', 'team', 'safeguarding_lead', 'second_recipient'),
    status: fc.constantFrom('waiting', 'claimed', 'reached', 'closed'),
    windows: fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 10 }))
        .map(([from, long]) => ({ from: START + from * HOUR, until: START + (from + long) * HOUR })),
      { maxLength: 3 },
    ),
    calls: fc.constantFrom('we', 'we', 'they'),
    createdAt: fc.integer({ min: 0, max: 48 }).map((hours) => START - hours * HOUR),
    claimedBy: fc.constantFrom(null, 'anna', 'both', 'kateryna'),
    attempts: fc.integer({ min: 0, max: 3 }),
    handover: fc.constantFrom(null, null, { team: 'kyiv', region: 'UA', open: true }),
    expiresAt: fc.integer({ min: 0, max: 90 }).map((days) => START + days * 24 * HOUR),
  });

type Step =
  | { do: 'put'; facets: CallbackFacets }
  | { do: 'remove'; id: string }
  | { do: 'wait'; minutes: number };
const step = fc.oneof(
  fc
    .integer({ min: 0, max: 30 })
    .chain((id) => facets(id))
    .map((each): Step => ({ do: 'put', facets: each })),
  fc.integer({ min: 0, max: 30 }).map((id): Step => ({ do: 'remove', id: `r${id}` })),
  fc.integer({ min: 1, max: 600 }).map((minutes): Step => ({ do: 'wait', minutes })),
);

/** What each view is, said once more in the plainest way: by looking at every request. */
function expected(all: CallbackFacets[], staff: Staff, view: View, now: number): string[] {
  const open = ({ status }: CallbackFacets) => status !== 'closed';
  const team = (each: CallbackFacets) =>
    each.recipient === 'team' &&
    !staff.secondRecipient &&
    staff.regions.includes(each.region) &&
    (staff.role === 'safeguarding_lead' || staff.teams.includes(each.team));
  const worry = (each: CallbackFacets) =>
    staff.role === 'safeguarding_lead' &&
    (staff.secondRecipient
      ? each.recipient === 'second_recipient'
      : each.recipient === 'safeguarding_lead' && staff.regions.includes(each.region));
  const overdue = (each: CallbackFacets) =>
    alarmsOf(each, ORGANIZATION.levels(each.region), ORGANIZATION.working(each.region), now).includes(
      'overdue',
    );
  const wanted: Record<View, (each: CallbackFacets) => boolean> = {
    mine: (each) => open(each) && each.claimedBy === staff.id && (team(each) || worry(each)),
    team: (each) => open(each) && team(each),
    concerns: (each) => open(each) && worry(each),
    urgent: (each) => open(each) && each.urgency === 'now' && (team(each) || worry(each)),
    now_safe: (each) => open(each) && contactAllowed(each, now).allowed && (team(each) || worry(each)),
    overdue: (each) => open(each) && overdue(each) && (team(each) || worry(each)),
    closed: (each) => !open(each) && (team(each) || worry(each)),
    handover: (each) =>
      open(each) &&
      each.recipient === 'team' &&
      (each.handover?.open ?? false) &&
      staff.role !== 'safeguarding_lead' &&
      staff.teams.includes(each.handover?.team ?? ''),
  };
  return all
    .filter(wanted[view])
    .map(({ id }) => id)
    .sort();
}

function idsOf(queue: Queue, staff: Staff, view: View, now: number): string[] {
  const ids: string[] = [];
  for (let page = 0; ; page += 1) {
    const { rows, total } = queue.page(staff, view, page, now, TODAY);
    ids.push(...rows.map(({ id }) => id));
    if (rows.length < PAGE_ROWS) {
      expect(ids).toHaveLength(total);
      return ids;
    }
  }
}

test('every view shows exactly what belongs in it, whatever was done and however much time went by', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 0, max: 30 }), (steps, loaded) => {
      const all = new Map<string, CallbackFacets>();
      const queue = createQueue(ORGANIZATION);
      let now = START;
      const look = () => {
        for (const staff of PEOPLE)
          for (const view of VIEWS)
            expect(idsOf(queue, staff, view, now).sort()).toEqual(
              expected([...all.values()], staff, view, now),
            );
      };
      for (const [index, each] of steps.entries()) {
        if (index === loaded) queue.fill([...all.values()], now);
        if (each.do === 'wait') now += each.minutes * 60_000;
        else if (each.do === 'put') {
          all.set(each.facets.id, each.facets);
          queue.put(each.facets);
        } else {
          all.delete(each.id);
          queue.remove(each.id);
        }
        if (index % 5 === 0) look();
      }
      look();
    }),
    { numRuns: 60 },
  );
});

test('what is urgent comes first, then what must be done soonest, over all teams of one’s own', () => {
  const queue = createQueue(ORGANIZATION);
  const put = (id: string, over: Partial<CallbackFacets>) =>
    queue.put({
      ...(fc.sample(facets(0), { numRuns: 1, seed: 1 })[0] as CallbackFacets),
      id,
      region: 'RO',
      team: 'cluj',
      recipient: 'team',
      status: 'waiting',
      urgency: 'soon',
      windows: [],
      createdAt: START,
      attempts: 0,
      handover: null,
      ...over,
    });
  put('new', {});
  put('urgent', { urgency: 'now', team: 'iasi' });
  put('old', { createdAt: START - 5 * HOUR, team: 'iasi' });
  expect(idsOf(queue, BOTH, 'team', START)).toEqual(['urgent', 'old', 'new']);
});
