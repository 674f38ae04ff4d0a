/**
 * A request goes to another team. Within a country the team alone answers. Across a border the family is asked first, in
 * the chat, what may go; then the team; and only what the family said yes to is seen there, before and after.
 */
import { type CallbackRequest, HANDOVER_FIELDS, type HandoverField } from './request.js';
import type { Acted, Action, Actor, Refusal } from './status.js';

/** What the family is asked for where nobody chose otherwise. Notes of a caseworker are not among it. */
export const USUAL_FIELDS: readonly HandoverField[] = ['name', 'phone', 'need', 'words', 'answers'];

export function handedOver(
  request: CallbackRequest,
  { team, region, fields }: Extract<Action, { do: 'hand_over' }>,
  actor: Actor,
  now: number,
): Acted {
  // A worry about staff bypasses every team, so it is given to none.
  if (request.recipient !== 'team') return refused('not_allowed');
  if (isOpen(request)) return refused('handover_open');
  if (team === request.team && region === request.region) return refused('not_allowed');
  const common = { team, region, by: actor.id, at: now, reason: null };
  const abroad = region !== request.region;
  return done({
    ...request,
    handover: abroad
      ? { ...common, family: 'asked', team_says: 'not_asked', fields: [...(fields ?? USUAL_FIELDS)] }
      : { ...common, family: 'not_needed', team_says: 'asked', fields: [...HANDOVER_FIELDS] },
  });
}

/**
 * What the family answered in the chat. Only what they were asked for and said yes to goes.
 * @param fields all that were asked for, when left out
 */
export function familyAnswered(
  request: CallbackRequest,
  agreed: boolean,
  fields?: readonly HandoverField[],
): Acted {
  const { handover } = request;
  if (handover?.family !== 'asked' || handover.team_says !== 'not_asked') return refused('not_handed_over');
  if (request.status === 'closed' || request.status === 'taken_back') return refused('over');
  const allowed = handover.fields.filter((field) => fields?.includes(field) ?? true);
  return done({
    ...request,
    handover: agreed
      ? { ...handover, family: 'agreed', team_says: 'asked', fields: allowed }
      : { ...handover, family: 'refused', fields: [] },
  });
}

export function withdrawn(request: CallbackRequest): Acted {
  const { handover } = request;
  if (handover === null || !isOpen(request)) return refused('not_handed_over');
  return done({ ...request, handover: { ...handover, team_says: 'withdrawn' } });
}

export function accepted(request: CallbackRequest): Acted {
  const { handover } = request;
  if (handover === null || !isOpen(request)) return refused('not_handed_over');
  if (handover.team_says !== 'asked') return refused('family_not_asked');
  return done({
    ...asHandedOver(request),
    team: handover.team,
    region: handover.region,
    status: 'waiting',
    claimedBy: null,
    claimedAt: null,
    handover: { ...handover, team_says: 'accepted' },
  });
}

export function answered(request: CallbackRequest, reason: string): Acted {
  const { handover } = request;
  if (handover?.team_says !== 'asked') return refused('not_handed_over');
  if (reason.trim() === '') return refused('reason_needed');
  return done({ ...request, handover: { ...handover, team_says: 'refused', reason } });
}

/** The request with nothing in it that may not go to the other team. */
export function asHandedOver(request: CallbackRequest): CallbackRequest {
  const goes = (field: HandoverField): boolean => request.handover?.fields.includes(field) ?? false;
  const phone = goes('phone') ? request.phone : null;
  return {
    ...request,
    name: goes('name') ? request.name : '–',
    phone,
    windows: phone === null ? [] : request.windows,
    plan: phone === null ? { ...request.plan, codeWord: null } : request.plan,
    need: goes('need') ? request.need : null,
    words: goes('words') ? request.words : null,
    answers: goes('answers') ? request.answers : [],
    notes: goes('notes') ? request.notes : [],
    attempts: request.attempts.map((attempt) => (goes('notes') ? attempt : { ...attempt, note: null })),
  };
}

/** Somebody has still to answer: the family or the other team. */
export function isOpen({ handover }: Pick<CallbackRequest, 'handover'>): boolean {
  if (handover === null || handover.family === 'refused') return false;
  return handover.team_says === 'not_asked' || handover.team_says === 'asked';
}

const done = (request: CallbackRequest): Acted => ({ ok: true, request });
const refused = (why: Refusal): Acted => ({ ok: false, refused: why });
