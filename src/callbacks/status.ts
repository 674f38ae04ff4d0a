/**
 * What may be done with a request, by whom, and what it becomes. Every step is a function of the request: nothing is
 * written here, and whatever is not allowed is refused with a reason.
 */
import { contactAllowed, windowsOf } from './contact.js';
import { accepted, answered, handedOver, withdrawn } from './handover.js';
import type { CallbackRequest, CallWindow, Closing, HandoverField, Outcome } from './request.js';

/** A member of staff, as far as it matters here. */
export interface Actor {
  id: string;
  role: 'caseworker' | 'supervisor' | 'safeguarding_lead';
}

export type Action =
  | { do: 'claim' }
  | { do: 'release' }
  | { do: 'reassign'; to: string }
  /** To a colleague who may work on it, by who has it. */
  | { do: 'hand_to'; to: string }
  | { do: 'attempt'; outcome: Outcome; note: string | null }
  | { do: 'note'; text: string }
  | { do: 'close'; as: Closing; reason: string | null }
  /** Across a border the family is asked first, in the chat, for these fields; within a country all goes. */
  | { do: 'hand_over'; team: string; region: string; fields?: HandoverField[] }
  | { do: 'withdraw_handover' }
  | { do: 'accept_handover' }
  | { do: 'refuse_handover'; reason: string };

export type Refusal =
  | 'over'
  | 'claimed_by_another'
  | 'not_claimed'
  | 'not_safe_now'
  | 'three_attempts'
  | 'reason_needed'
  | 'only_a_named_person'
  | 'not_handed_over'
  | 'handover_open'
  | 'family_not_asked'
  | 'not_allowed';

export type Acted = { ok: true; request: CallbackRequest } | { ok: false; refused: Refusal };

export const MOST_ATTEMPTS = 3;
/** Minutes after a safe window's end in which a call that was made within it may still be written down. */
const WRITING_DOWN = 30;

export function act(request: CallbackRequest, action: Action, actor: Actor, now: number): Acted {
  if (request.status === 'closed' || request.status === 'taken_back') return refused('over');
  const mine = request.claimedBy === actor.id;
  const above = actor.role !== 'caseworker';
  switch (action.do) {
    case 'claim':
      if (request.claimedBy !== null && !mine) return refused('claimed_by_another');
      return done(claimed(request, actor.id, now));
    case 'release':
      if (!mine && !above) return refused('not_allowed');
      return done({ ...request, status: 'waiting', claimedBy: null, claimedAt: null });
    case 'reassign':
      if (!above) return refused('not_allowed');
      return done(claimed(request, action.to, now));
    case 'hand_to':
      if (!mine) return refused('not_claimed');
      return done(claimed(request, action.to, now));
    case 'attempt':
      return mine ? attempted(request, action, actor, now) : refused('not_claimed');
    case 'note':
      if (!mine && !above) return refused('not_claimed');
      return done({ ...request, notes: [...request.notes, { at: now, by: actor.id, text: action.text }] });
    case 'close':
      return closed(request, action, actor, now, mine || above);
    case 'hand_over':
      return mine || above ? handedOver(request, action, actor, now) : refused('not_claimed');
    case 'withdraw_handover':
      return mine || above ? withdrawn(request) : refused('not_claimed');
    case 'accept_handover':
      return accepted(request);
    case 'refuse_handover':
      return answered(request, action.reason);
  }
}

/** Who has been reached stays reached, whoever goes on with it. */
function claimed(request: CallbackRequest, by: string, now: number): CallbackRequest {
  const status = request.status === 'reached' ? 'reached' : 'claimed';
  return { ...request, status, claimedBy: by, claimedAt: now };
}

/** The family takes it back: nothing of it stays. Only their code, or the chat it came from, may do this. */
export function takenBack(request: CallbackRequest): CallbackRequest {
  return erasedPersonal({ ...request, status: 'taken_back' });
}

/** A fresh word of the family opens another window; nobody else can. */
export function withWindows(request: CallbackRequest, windows: CallWindow[]): CallbackRequest {
  return { ...request, windows };
}

function attempted(
  request: CallbackRequest,
  { outcome, note }: Extract<Action, { do: 'attempt' }>,
  actor: Actor,
  now: number,
): Acted {
  if (request.attempts.length >= MOST_ATTEMPTS) return refused('three_attempts');
  const calls = request.phone === null ? ('they' as const) : ('we' as const);
  const facets = { status: request.status, calls, windows: windowsOf(request) };
  const safe = [now, now - WRITING_DOWN * 60_000].some((at) => contactAllowed(facets, at).allowed);
  // When the family calls by itself there is no window to keep to.
  if (calls === 'we' && !safe) return refused('not_safe_now');
  return done({
    ...request,
    status: outcome === 'reached' ? 'reached' : request.status,
    attempts: [...request.attempts, { at: now, by: actor.id, outcome, note }],
  });
}

function closed(
  request: CallbackRequest,
  { as, reason }: Extract<Action, { do: 'close' }>,
  actor: Actor,
  now: number,
  allowed: boolean,
): Acted {
  if (!allowed) return refused('not_claimed');
  const unreached = !request.attempts.some(({ outcome }) => outcome === 'reached');
  // An urgent one that nobody reached is closed by a person who answers for it, with a reason.
  if (request.urgency === 'now' && unreached) {
    if (actor.role === 'caseworker') return refused('only_a_named_person');
    if (reason === null) return refused('reason_needed');
  }
  const over = { ...request, status: 'closed' as const, closed: { at: now, by: actor.id, as, reason } };
  return done(as === 'not_reached' ? erasedPersonal(over) : over);
}

/** Nobody was reached: the number goes at once, and all else that could lead to the family. */
function erasedPersonal(request: CallbackRequest): CallbackRequest {
  return {
    ...request,
    name: '–',
    phone: null,
    windows: [],
    plan: { ...request.plan, codeWord: null, writeHere: false },
    words: null,
    answers: [],
    conversation: null,
    notes: [],
    attempts: request.attempts.map((attempt) => ({ ...attempt, note: null })),
  };
}

const done = (request: CallbackRequest): Acted => ({ ok: true, request });
const refused = (why: Refusal): Acted => ({ ok: false, refused: why });
