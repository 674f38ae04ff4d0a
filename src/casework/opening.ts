/**
 * A request is opened: a line in the audit log, then only what this person may see, and the number only while a call is
 * safe.
 */
import { alarmsAt, dueOf } from '../callbacks/clock.js';
import { contactAllowed } from '../callbacks/contact.js';
import { facetsOf } from '../callbacks/facets.js';
import { asHandedOver } from '../callbacks/handover.js';
import { CALLBACK_RECORD, callbackDocument, readRequest } from '../callbacks/kept.js';
import type { CallbackRequest } from '../callbacks/request.js';
import { type CaseParts, refused, TRIES } from './acting.js';
import type { Cases, OpenedCase, RefusedCase, ShownRequest } from './cases.js';
import { type Denied, may } from './may.js';
import { subjectOf } from './queue.js';
import type { Staff } from './staff.js';

export function createOpening({ store, organization, audit, now }: CaseParts): Cases['open'] {
  async function once(staff: Staff, id: string): Promise<OpenedCase | RefusedCase | 'conflict'> {
    const at = now();
    const record = await store.record(CALLBACK_RECORD, id);
    const document = await store.document(callbackDocument(id));
    if (document === undefined || record === undefined) return refused('gone');
    const request = readRequest(document.value);
    const seen = seenBy(staff, request, organization.today(at));
    const line = { at, actor: staff.id, action: 'case:read', subject: id };
    if (typeof seen === 'string') {
      await audit.write([{ ...line, outcome: 'refused', why: seen }]);
      return refused(seen);
    }
    // Only if it is still there as it was read: what the family took back meanwhile is shown to nobody.
    const still = { kind: CALLBACK_RECORD, id, value: record, expected: record };
    const why = seen.offered ? { why: 'handover' } : {};
    const written = await audit.write([{ ...line, outcome: 'done', ...why }], { records: [still] });
    if (written === 'conflict') return 'conflict';
    const facets = facetsOf(request);
    const contact = contactAllowed(facets, at);
    const { region } = facets;
    const due = dueOf(facets, organization.levels(region), organization.working(region));
    return {
      ok: true,
      request: shown(seen.request),
      calls: facets.calls,
      phone: contact.allowed && !seen.offered ? seen.request.phone : null,
      contact,
      due,
      alarms: alarmsAt(facets, due, at),
      offered: seen.offered,
      version: document.version,
    };
  }

  return async (staff, id) => {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const opened = await once(staff, id);
      if (opened !== 'conflict') return opened;
    }
    return refused('try_again');
  };
}

/** The own team sees all of it; the team that is asked to take it over, what the family agreed to. */
function seenBy(
  staff: Staff,
  request: CallbackRequest,
  today: string,
): { request: CallbackRequest; offered: boolean } | Denied {
  const { handoverTeam, ...own } = subjectOf(facetsOf(request));
  const denied = may(staff, 'case:read', own, today);
  if (denied === 'yes') return { request, offered: false };
  if (handoverTeam === undefined || may(staff, 'handover:answer', { ...own, handoverTeam }, today) !== 'yes')
    return denied;
  return { request: asHandedOver(request), offered: true };
}

function shown({ phone: _, code: __, conversation: ___, ...rest }: CallbackRequest): ShownRequest {
  return rest;
}
