/** Whom to tell of what became of a request. Only its reference is told, never whose it is. */
import type { Alarm } from '../callbacks/clock.js';
import type { CallbackFacets } from '../callbacks/request.js';
import type { Action } from '../callbacks/status.js';
import { type Audience, type Notice, type NoticeKind, noticeRecord } from '../notify/notice.js';
import type { RecordChange } from '../stores/port.js';

type About = Pick<CallbackFacets, 'id' | 'reference' | 'region' | 'team' | 'urgency' | 'recipient'>;

interface Telling {
  kind: NoticeKind;
  /** Ordinarily; a worry about staff goes to its own recipient whatever it is. */
  audience: Audience;
  /** Where it is not the request's own. */
  team?: string;
  region?: string;
}

/** @param id stable: a repeat of the same notice has the same one */
export function noticeOf(about: About, telling: Telling, id: string, now: number): RecordChange {
  const audience = about.recipient === 'team' ? telling.audience : pastTheTeams(about, telling.audience);
  const ofTeam = audience === 'team' || audience === 'supervisor';
  const notice: Notice = {
    id,
    kind: telling.kind,
    reference: about.reference,
    path: `/desk/requests/${about.id}`,
    urgent: about.urgency === 'now',
    audience,
    team: ofTeam ? (telling.team ?? about.team) : null,
    region: telling.region ?? about.region,
    at: now,
  };
  return noticeRecord(notice);
}

/** No supervisor hears of a worry about staff; when the lead does not act, the person outside hears that there is one. */
function pastTheTeams({ recipient }: About, audience: Audience): Audience {
  if (recipient === 'second_recipient') return 'second_recipient';
  return audience === 'second_recipient' ? 'second_recipient' : 'safeguarding_lead';
}

/** @param before as it was when somebody acted */
export function noticesOfAction(
  before: About,
  after: CallbackFacets,
  action: Action,
  id: string,
  now: number,
): RecordChange[] {
  const tell = (telling: Telling) => [noticeOf(before, telling, id, now)];
  switch (action.do) {
    case 'claim':
      return tell({ kind: 'callback_claimed', audience: 'team' });
    case 'close':
      return tell({ kind: 'callback_closed', audience: 'team' });
    case 'hand_over': {
      const { handover } = after;
      // Across a border the other team hears of it when the family has agreed.
      return handover?.open
        ? tell({ kind: 'handover_asked', audience: 'team', team: handover.team, region: handover.region })
        : [];
    }
    case 'accept_handover':
    case 'refuse_handover':
      return tell({ kind: 'handover_answered', audience: 'team' });
    default:
      return [];
  }
}

const ALARMS: Record<Alarm, Telling> = {
  overdue: { kind: 'callback_overdue', audience: 'supervisor' },
  overdue_lead: { kind: 'callback_overdue', audience: 'safeguarding_lead' },
  windows_passed: { kind: 'callback_windows_passed', audience: 'supervisor' },
  attempts_used: { kind: 'callback_attempts_used', audience: 'team' },
};

export function noticeOfAlarm(about: About, alarm: Alarm, now: number): RecordChange {
  const told = ALARMS[alarm];
  const beyond = alarm === 'overdue_lead' && about.recipient === 'safeguarding_lead';
  const telling: Telling = beyond ? { ...told, audience: 'second_recipient' } : told;
  // An alarm that ended and came back is no repeat of the one before.
  return noticeOf(about, telling, `${about.id}:${alarm}:${now}`, now);
}
