/**
 * Passing a request on to a case system, as the family agreed on the telephone or in the chat: their word is kept with
 * the request, and whoever works with it says so. Request, notice and line in the audit log are one write.
 */
import { createHash } from 'node:crypto';
import { facetsOf } from '../callbacks/facets.js';
import { callbackDocument, keptChanges, readRequest } from '../callbacks/kept.js';
import { noticeOf } from '../casework/case-notices.js';
import { may } from '../casework/may.js';
import { subjectOf } from '../casework/queue.js';
import type { Staff } from '../casework/staff.js';
import type { Store } from '../stores/port.js';
import type { AuditedWrite } from './audited.js';

export type Referred = 'asked' | 'no_such' | 'not_yours' | 'no_consent' | 'try_again';

/**
 * @param reference as it was typed
 * @param agreed the words that the family agreed to; undefined where they did not
 */
export type Refer = (staff: Staff, reference: string, agreed: string | undefined) => Promise<Referred>;

export interface ReferParts {
  store: Store;
  write: AuditedWrite;
  /** Of a request that this person sees. */
  search(staff: Staff, reference: string): string | undefined;
  today(now: number): string;
  now(): number;
}

export function createRefer({ store, write, search, today, now }: ReferParts): Refer {
  return async (staff, reference, agreed) => {
    const id = search(staff, reference);
    const kept = id === undefined ? undefined : await store.document(callbackDocument(id));
    if (id === undefined || kept === undefined) return 'no_such';
    const request = readRequest(kept.value);
    const over = request.status === 'closed' || request.status === 'taken_back';
    if (over || request.recipient !== 'team') return 'no_such';
    const mine = request.claimedBy === staff.id;
    const said = may(staff, 'case:hand_over', subjectOf(facetsOf(request)), today(now()));
    if (!mine || said !== 'yes') return 'not_yours';
    if (agreed === undefined) return 'no_consent';
    const text = createHash('sha256').update(agreed).digest('base64url');
    const after = { ...request, referral: { at: now(), text } };
    const { documents, records } = keptChanges(after, kept.version);
    const telling = { kind: 'callback_referred', audience: 'team' } as const;
    const notice = noticeOf(facetsOf(after), telling, `${id}:referral:${now()}`, now());
    const changes = { documents, records: [...records, notice] };
    const written = await write({ actor: staff.id, action: 'case:refer', subject: id }, changes);
    return written === 'done' ? 'asked' : 'try_again';
  };
}
