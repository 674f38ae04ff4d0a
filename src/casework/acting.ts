/**
 * Something is done with a request: allowed or refused in one place, then request, line of the queue, audit and notices
 * are written together. When somebody else was first, it is looked at again, and whoever comes second is told.
 */

import { dueOf } from '../callbacks/clock.js';
import { facetsOf } from '../callbacks/facets.js';
import { callbackDocument, keptChanges, readRequest } from '../callbacks/kept.js';
import type { CallbackFacets, CallbackRequest } from '../callbacks/request.js';
import { type Action, type Actor, act } from '../callbacks/status.js';
import type { Changes, Store } from '../stores/port.js';
import type { Audit } from './audit.js';
import type { AuditEntry } from './audit-entry.js';
import { noticesOfAction } from './case-notices.js';
import type { Cases, RefusedCase } from './cases.js';
import { levelChanges } from './levels.js';
import { may, type StaffAction } from './may.js';
import type { Organization } from './organization.js';
import { subjectOf } from './queue.js';
import type { Staff } from './staff.js';

export interface CaseParts {
  store: Store;
  organization: Organization;
  audit: Audit;
  now(): number;
  newId(): string;
  /** A member of staff by id, undefined when there is none. */
  colleague(id: string): Promise<Staff | undefined>;
}

/** So often somebody else may come first before it is given back. */
export const TRIES = 10;
const DAY = 86_400_000;

/** @param wrote told of each line after it was written */
export function createActing(parts: CaseParts, wrote: (facets: CallbackFacets) => void): Cases['act'] {
  const { store, organization, audit, newId } = parts;

  async function once(
    staff: Staff,
    id: string,
    action: Action,
  ): Promise<{ ok: true } | RefusedCase | 'conflict'> {
    const now = parts.now();
    const document = await store.document(callbackDocument(id));
    if (document === undefined) return refused('gone');
    const before = readRequest(document.value);
    const facets = facetsOf(before);
    const no = (await notAllowed(staff, facets, action, now)) ?? (await notThere(facets, action, now));
    if (no !== undefined) return no;
    const acted = act(before, action, actorOf(staff), now);
    if (!acted.ok) return { ...refused(acted.refused), ...whoHas(before, acted.refused) };
    const after = { ...acted.request, expiresAt: keptUntil(acted.request, organization.keep, now) };
    const changes = await changesOf(before, after, document.version, action, now);
    const entry = lineOf(staff, action, id, now);
    if ((await audit.write([entry], changes)) === 'conflict') return 'conflict';
    wrote(facetsOf(after));
    return { ok: true };
  }

  async function changesOf(
    before: CallbackRequest,
    after: CallbackRequest,
    version: number,
    action: Action,
    now: number,
  ): Promise<Changes> {
    const { documents, records } = keptChanges(after, version);
    const facets = facetsOf(after);
    const outcome = promise(facetsOf(before), action, now);
    const counted = outcome === undefined ? [] : await levelChanges(store, facetsOf(before), outcome, now);
    const notices = noticesOfAction(facetsOf(before), facets, action, newId(), now);
    return { documents, records: [...records, ...notices, ...counted] };
  }

  /** By the first claim of an urgent request, or the first call of another, a promise is kept or broken. */
  function promise(facets: CallbackFacets, action: Action, now: number): 'kept' | 'broken' | undefined {
    const answers = facets.urgency === 'now' ? action.do === 'claim' : action.do === 'attempt';
    if (!answers) return undefined;
    const { by } = dueOf(facets, organization.levels(facets.region), organization.working(facets.region));
    return now < by ? 'kept' : 'broken';
  }

  async function notAllowed(staff: Staff, facets: CallbackFacets, action: Action, now: number) {
    const today = organization.today(now);
    for (const needed of neededFor(action, facets, staff)) {
      const said = may(staff, needed, subjectOf(facets), today);
      if (said === 'yes') continue;
      await audit.write([{ ...lineOf(staff, action, facets.id, now), outcome: 'refused', why: said }]);
      return refused(said);
    }
    return undefined;
  }

  /** To whom or to which team it is to go must exist, and must be allowed to have it. */
  async function notThere(
    facets: CallbackFacets,
    action: Action,
    now: number,
  ): Promise<RefusedCase | undefined> {
    if (action.do === 'reassign' || action.do === 'hand_to') {
      const colleague = await parts.colleague(action.to);
      const subject = subjectOf({ ...facets, claimedBy: action.to });
      const able =
        colleague !== undefined && may(colleague, 'case:work', subject, organization.today(now)) === 'yes';
      return able ? undefined : refused('no_such_colleague');
    }
    if (action.do !== 'hand_over') return undefined;
    return organization.team(action.team)?.region === action.region ? undefined : refused('no_such_team');
  }

  return async (staff, id, action) => {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const done = await once(staff, id, action);
      if (done !== 'conflict') return done;
    }
    return refused('try_again');
  };
}

/** What somebody must be allowed to do, for this action on this request. */
function neededFor(action: Action, { claimedBy }: CallbackFacets, staff: Staff): StaffAction[] {
  const mine = claimedBy === staff.id;
  switch (action.do) {
    case 'claim':
      return ['case:claim'];
    case 'reassign':
      return ['case:reassign'];
    case 'accept_handover':
    case 'refuse_handover':
      return ['handover:answer'];
    case 'hand_over':
    case 'withdraw_handover':
      return ['case:hand_over'];
    case 'release':
    case 'note':
    case 'close':
      // What a colleague has, those may put right who may also give it to another.
      return [mine || claimedBy === null || staff.role === 'caseworker' ? 'case:work' : 'case:reassign'];
    case 'attempt':
    case 'hand_to':
      return ['case:work'];
  }
}

const lineOf = (staff: Staff, action: Action, subject: string, at: number): AuditEntry => ({
  at,
  actor: staff.id,
  action: `case:${action.do}`,
  subject,
  outcome: 'done',
});

/** Closed: so many days from then. Open: from the last time that somebody did something for it. */
export function keptUntil({ closed }: CallbackRequest, keep: Organization['keep'], now: number): number {
  return closed === null ? now + keep.unclaimedDays * DAY : closed.at + keep.closedDays * DAY;
}

function actorOf({ id, role }: Staff): Actor {
  return { id, role: role === 'supervisor' || role === 'safeguarding_lead' ? role : 'caseworker' };
}

function whoHas({ claimedBy }: CallbackRequest, why: string): { by?: string } {
  return why === 'claimed_by_another' && claimedBy !== null ? { by: claimedBy } : {};
}

export const refused = (why: RefusedCase['refused']): RefusedCase => ({ ok: false, refused: why });
