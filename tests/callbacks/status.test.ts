import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { SAFEST_PLAN } from '../../src/callbacks/plan.js';
import { type CallbackRequest, callbackRequest } from '../../src/callbacks/request.js';
import { type Action, type Actor, act, takenBack } from '../../src/callbacks/status.js';

const ZONE = 'Europe/Bucharest';
const at = (local: string) => DateTime.fromISO(local, { zone: ZONE }).toMillis();
const MORNING = at('2026-11-25T09:00');
const SAFE = at('2026-11-25T18:00');
const ANNA: Actor = { id: 'anna', role: 'caseworker' };
const BOGDAN: Actor = { id: 'bogdan', role: 'caseworker' };
const LEAD: Actor = { id: 'lead', role: 'safeguarding_lead' };

const REQUEST: CallbackRequest = callbackRequest.parse({
  version: 1,
  id: 'r1',
  reference: 'K7-4F2M-9',
  region: 'RO',
  team: 'cluj',
  name: 'An invented mother',
  phone: '+441632960123',
  windows: [{ start: '2026-11-25T17:00', end: '2026-11-25T21:00' }],
  zone: ZONE,
  plan: { ...SAFEST_PLAN, codeWord: 'bluebird' },
  language: 'ro',
  interpreter: false,
  need: 'day_care',
  words: 'night shift',
  answers: [{ question: 'A question?', answer: 'Yes' }],
  urgency: 'soon',
  recipient: 'team',
  code: 'hash',
  conversation: { channel: 'web', user: 'u' },
  consent: { at: 1, text: 'hash' },
  createdAt: at('2026-11-24T10:00'),
  status: 'waiting',
  claimedBy: null,
  claimedAt: null,
  attempts: [],
  notes: [],
  handover: null,
  closed: null,
  expiresAt: at('2027-02-24T10:00'),
});

/** Does one thing after another; stops at the first that is refused and says why. */
function doing(...steps: [Action, Actor, number][]): CallbackRequest | string {
  return steps.reduce<CallbackRequest | string>((request, [action, actor, now]) => {
    if (typeof request === 'string') return request;
    const acted = act(request, action, actor, now);
    return acted.ok ? acted.request : acted.refused;
  }, REQUEST);
}
const CLAIM: [Action, Actor, number] = [{ do: 'claim' }, ANNA, MORNING];
const attempt = (outcome: 'reached' | 'no_answer', now = SAFE): [Action, Actor, number] => [
  { do: 'attempt', outcome, note: 'a note' },
  ANNA,
  now,
];

describe('one caseworker at a time', () => {
  test('who claims second is told', () => {
    expect(doing(CLAIM, [{ do: 'claim' }, BOGDAN, MORNING])).toBe('claimed_by_another');
    expect(doing(CLAIM, CLAIM)).toMatchObject({ claimedBy: 'anna' });
  });
  test('only who claimed it works on it', () => {
    expect(doing(CLAIM, [{ do: 'attempt', outcome: 'reached', note: null }, BOGDAN, SAFE])).toBe(
      'not_claimed',
    );
    expect(doing([{ do: 'note', text: 'x' }, BOGDAN, SAFE])).toBe('not_claimed');
    expect(doing(CLAIM, [{ do: 'reassign', to: 'bogdan' }, BOGDAN, SAFE])).toBe('not_allowed');
    expect(doing(CLAIM, [{ do: 'reassign', to: 'bogdan' }, LEAD, SAFE])).toMatchObject({
      claimedBy: 'bogdan',
    });
  });
});

describe('calls', () => {
  test('none is written down outside a safe window', () => {
    expect(doing(CLAIM, attempt('no_answer', MORNING))).toBe('not_safe_now');
    expect(doing(CLAIM, attempt('reached'))).toMatchObject({ status: 'reached' });
    expect(doing(CLAIM, attempt('reached', at('2026-11-25T21:20')))).toMatchObject({ status: 'reached' });
    expect(doing(CLAIM, attempt('reached', at('2026-11-25T21:31')))).toBe('not_safe_now');
  });
  test('after three there is no fourth, and with the request the number goes', () => {
    const three = [CLAIM, attempt('no_answer'), attempt('no_answer'), attempt('no_answer')] as const;
    expect(doing(...three, attempt('no_answer'))).toBe('three_attempts');
    const over = doing(...three, [{ do: 'close', as: 'not_reached', reason: null }, ANNA, SAFE]);
    expect(over).toMatchObject({
      status: 'closed',
      phone: null,
      conversation: null,
      answers: [],
      words: null,
    });
    expect(JSON.stringify(over)).not.toMatch(/1632|bluebird|night shift|a note|invented mother/);
  });
});

test('an urgent one that nobody reached is closed by a named person with a reason', () => {
  const urgent = { ...REQUEST, urgency: 'now' as const, claimedBy: 'anna', status: 'claimed' as const };
  const close = (reason: string | null, actor: Actor) =>
    act(urgent, { do: 'close', as: 'not_reached', reason }, actor, SAFE);
  expect(close('why', ANNA)).toEqual({ ok: false, refused: 'only_a_named_person' });
  expect(close(null, LEAD)).toEqual({ ok: false, refused: 'reason_needed' });
  expect(close('why', LEAD)).toMatchObject({ ok: true });
});

describe('another team', () => {
  const hand = (region: string, familyAgreed: boolean): [Action, Actor, number] => [
    { do: 'hand_over', team: 'kyiv', region, familyAgreed },
    ANNA,
    MORNING,
  ];
  test('across a border the family is asked first', () => {
    expect(doing(CLAIM, hand('UA', false))).toBe('family_not_asked');
    expect(doing(CLAIM, hand('UA', true))).toMatchObject({ region: 'RO', handover: { team_says: 'asked' } });
  });
  test('it moves only when the other team accepts, and stays when it refuses, with the reason', () => {
    expect(doing([{ do: 'accept_handover' }, BOGDAN, MORNING])).toBe('not_handed_over');
    expect(doing(CLAIM, hand('UA', true), [{ do: 'accept_handover' }, BOGDAN, MORNING])).toMatchObject({
      region: 'UA',
      team: 'kyiv',
      status: 'waiting',
      claimedBy: null,
    });
    expect(
      doing(CLAIM, hand('RO', false), [{ do: 'refuse_handover', reason: 'full' }, BOGDAN, MORNING]),
    ).toMatchObject({ team: 'cluj', claimedBy: 'anna', handover: { team_says: 'refused', reason: 'full' } });
  });
});

test('what the family takes back leaves nothing, and nothing can be done with it', () => {
  const gone = takenBack(REQUEST);
  expect(JSON.stringify(gone)).not.toMatch(/1632|bluebird|night shift|invented mother/);
  expect(act(gone, { do: 'claim' }, ANNA, MORNING)).toEqual({ ok: false, refused: 'over' });
});
