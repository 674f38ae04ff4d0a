/** The part of a request that a queue is made of. */
import { windowsOf } from './contact.js';
import type { CallbackFacets, CallbackRequest } from './request.js';

export function facetsOf(request: CallbackRequest): CallbackFacets {
  const { handover } = request;
  return {
    id: request.id,
    reference: request.reference,
    region: request.region,
    team: request.team,
    language: request.language,
    interpreter: request.interpreter,
    need: request.need,
    urgency: request.urgency,
    recipient: request.recipient,
    status: request.status,
    windows: windowsOf(request),
    calls: request.phone === null ? 'they' : 'we',
    createdAt: request.createdAt,
    claimedBy: request.claimedBy,
    attempts: request.attempts.length,
    handover:
      handover === null
        ? null
        : { team: handover.team, region: handover.region, open: handover.team_says === 'asked' },
    expiresAt: request.expiresAt,
  };
}
