/**
 * What a turn decided about requests to be called, as changes of its one commit: the request sealed under a key of its
 * own, its line in the queue, and the notice that it is there. Nothing personal is anywhere else.
 */
import { createHash } from 'node:crypto';
import type { CodeHash } from '../callbacks/code.js';
import { familyAnswered } from '../callbacks/handover.js';
import { callbackDocument, erasedChanges, keptChanges, readRequest } from '../callbacks/kept.js';
import { readReference } from '../callbacks/reference.js';
import { type CallbackRequest, callbackDraft, REQUEST_VERSION, UNTOUCHED } from '../callbacks/request.js';
import { withWindows } from '../callbacks/status.js';
import { afterTry, mustWait, TRIES_RECORD } from '../callbacks/tries.js';
import { removeMarks } from '../casework/marks.js';
import { FALLBACK_REGION, type Region } from '../content/regions/region.js';
import type { CallbackChange, Event } from '../engine/events.js';
import type { Session, TextRef } from '../engine/session.js';
import { type Audience, type NoticeKind, noticeRecord } from '../notify/notice.js';
import type { Changes, RecordChange, Store } from '../stores/port.js';
import type { InAuditLog } from './callback-audit.js';
import type { CallbackOffice } from './callback-office.js';

export interface CallbackParts {
  office: CallbackOffice;
  regions: ReadonlyMap<string, Region>;
  store: Pick<Store, 'document' | 'record'>;
  hash: CodeHash;
  idOf(reference: string): string;
  /** Where what a family does with its request is logged; in the terminal nowhere. */
  inAuditLog?: InAuditLog | undefined;
  /** After a commit: what the queue looks at again. */
  noticed?(id: string): void;
}

/** Who said it and how it reads. */
export interface CallbackSituation {
  session: Session;
  /** The conversation, where the family wants to be written to. */
  channel: string;
  user: string;
  now: number;
  say(text: TextRef): string;
}

export type CallbackEvent = Extract<
  Event,
  { type: 'callback_requested' | 'callback_changed' | 'callback_taken_back' | 'code_tried' }
>;

const OURS: ReadonlySet<Event['type']> = new Set([
  'callback_requested',
  'callback_changed',
  'callback_taken_back',
  'code_tried',
]);
export const isCallbackEvent = (event: Event): event is CallbackEvent => OURS.has(event.type);

const DAY = 86_400_000;
/** Who wrote a note that the family added itself. */
export const BY_FAMILY = 'family';

/** @returns undefined when somebody else was faster, and the turn must be decided anew */
export async function callbackChanges(
  events: readonly Event[],
  situation: CallbackSituation,
  parts: CallbackParts,
): Promise<Required<Changes> | undefined> {
  const changes: Required<Changes> = { documents: [], records: [] };
  for (const event of events) {
    if (!isCallbackEvent(event)) continue;
    const more = await changesOf(event, situation, parts);
    if (more === undefined) return undefined;
    changes.documents.push(...(more.documents ?? []));
    changes.records.push(...(more.records ?? []));
  }
  return changes;
}

function changesOf(
  event: CallbackEvent,
  situation: CallbackSituation,
  parts: CallbackParts,
): Promise<Changes | undefined> {
  switch (event.type) {
    case 'callback_requested':
      return requested(event, situation, parts);
    case 'callback_changed':
      return changed(event, situation, parts);
    case 'callback_taken_back':
      return takenBack(event.id, situation, parts);
    case 'code_tried':
      return tried(event, situation, parts);
  }
}

async function requested(
  { made, asked, consent, answers }: Extract<Event, { type: 'callback_requested' }>,
  { session, channel, user, now, say }: CallbackSituation,
  { office, regions, hash }: CallbackParts,
): Promise<Changes> {
  const region = session.region === FALLBACK_REGION ? undefined : regions.get(session.region);
  const zone = region?.timezone ?? office.working(session.region).zone;
  const draft = callbackDraft.parse({
    ...asked,
    zone,
    answers: answers.map(({ question, answer }) => ({ question: say(question), answer: say(answer) })),
  });
  const request: CallbackRequest = {
    ...draft,
    version: REQUEST_VERSION,
    id: made.id,
    reference: made.reference,
    region: session.region,
    team: office.teamFor(session.region).code,
    code: await hash.make(made.code),
    conversation: draft.plan.writeHere ? { channel, user } : null,
    consent: { at: now, text: textHash(consent.map(say)) },
    createdAt: now,
    ...UNTOUCHED,
    expiresAt: now + office.keep.unclaimedDays * DAY,
  };
  const { documents, records } = keptChanges(request, 0);
  return { documents, records: [...records, notice(request, 'callback_created', now)] };
}

/** Which words were agreed to can be shown later, without keeping them with every request. */
const textHash = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\n')).digest('hex');

async function changed(
  { id, change }: Extract<Event, { type: 'callback_changed' }>,
  situation: CallbackSituation,
  { store }: CallbackParts,
): Promise<Changes> {
  const document = await store.document(callbackDocument(id));
  if (document === undefined) return {};
  const before = readRequest(document.value);
  if (before.status === 'closed' || before.status === 'taken_back') return {};
  const after = applied(before, change, situation);
  const { documents, records } = keptChanges(after, document.version);
  const agreed = change.what === 'abroad' && after.handover?.team_says === 'asked';
  return {
    documents,
    records: agreed ? [...records, notice(after, 'handover_asked', situation.now)] : records,
  };
}

function applied(
  request: CallbackRequest,
  change: CallbackChange,
  { channel, user, now }: CallbackSituation,
): CallbackRequest {
  switch (change.what) {
    case 'times':
      return withWindows(request, change.windows);
    case 'plan': {
      const { plan } = callbackDraft.pick({ plan: true }).parse({ plan: change.plan });
      return { ...request, plan, conversation: plan.writeHere ? { channel, user } : null };
    }
    case 'note':
      return { ...request, notes: [...request.notes, { at: now, by: BY_FAMILY, text: change.words }] };
    case 'abroad': {
      const answered = familyAnswered(request, change.agreed, change.fields);
      return answered.ok ? answered.request : request;
    }
  }
}

/** Erased, not flagged: its key is destroyed, its line is gone, and whoever was about to call hears of it. */
async function takenBack(id: string, { now }: CallbackSituation, { store }: CallbackParts): Promise<Changes> {
  const document = await store.document(callbackDocument(id));
  if (document === undefined) return {};
  const request = readRequest(document.value);
  const { documents, records } = erasedChanges(request, document.version);
  return {
    documents,
    records: [
      ...records,
      { kind: TRIES_RECORD, id, value: null },
      ...removeMarks(id),
      notice(request, 'callback_taken_back', now),
    ],
  };
}

/** Compared as it is set: of many who try at once, no more hear an answer than have tries left. */
async function tried(
  { reference, right }: Extract<Event, { type: 'code_tried' }>,
  { now }: CallbackSituation,
  { store, idOf }: CallbackParts,
): Promise<Changes | undefined> {
  const id = idOf(readReference(reference) ?? reference.slice(0, 40));
  const before = await store.record(TRIES_RECORD, id);
  if (mustWait(before, now)) return undefined;
  const value = afterTry(before, right, now);
  return { records: [{ kind: TRIES_RECORD, id, value, expected: before ?? null }] };
}

function notice(request: CallbackRequest, kind: NoticeKind, now: number): RecordChange {
  const { id, reference, recipient, region, urgency, handover } = request;
  const audience: Audience = recipient;
  const team = kind === 'handover_asked' ? (handover?.team ?? request.team) : request.team;
  return noticeRecord({
    // Another team may be asked later, and must hear of it too.
    id: kind === 'handover_asked' ? `${id}:${kind}:${now}` : `${id}:${kind}`,
    kind,
    reference,
    path: `/desk/requests/${id}`,
    urgent: urgency === 'now',
    audience,
    team: audience === 'team' ? team : null,
    region: kind === 'handover_asked' ? (handover?.region ?? region) : region,
    at: now,
  });
}
