import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { familyAnswered } from '../../src/callbacks/handover.js';
import { SAFEST_PLAN } from '../../src/callbacks/plan.js';
import {
  type CallbackRequest,
  callbackRequest,
  type HandoverField,
  UNTOUCHED,
} from '../../src/callbacks/request.js';
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
  ...UNTOUCHED,
  expiresAt: at('2027-02-24T10:00'),
});

/** Does one thing after another; stops at the first that is refused and says why. */
const doing = (...steps: [Action, Actor, number][]) => doingWith(REQUEST, ...steps);
function doingWith(from: CallbackRequest, ...steps: [Action, Actor, number][]): CallbackRequest | string {
  return steps.reduce<CallbackRequest | string>((request, [action, actor, now]) => {
    if (typeof request === 'string') return request;
    const acted = act(request, action, actor, now);
    return acted.ok ? acted.request : acted.refused;
  }, from);
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
  test('who was reached stays reached, whoever goes on with it', () => {
    expect(doing(CLAIM, attempt('reached'), [{ do: 'reassign', to: 'bogdan' }, LEAD, SAFE])).toMatchObject({
      status: 'reached',
      claimedBy: 'bogdan',
    });
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
  const hand = (region: string, fields?: HandoverField[]): [Action, Actor, number] => [
    { do: 'hand_over', team: 'kyiv', region, ...(fields === undefined ? {} : { fields }) },
    ANNA,
    MORNING,
  ];
  const ACCEPT: [Action, Actor, number] = [{ do: 'accept_handover' }, BOGDAN, MORNING];
  /** After the family answered, the steps of the other team. */
  const asked = (
    agreed: boolean,
    fields: HandoverField[] | undefined,
    ...steps: [Action, Actor, number][]
  ) => {
    const request = doing(CLAIM, hand('UA'));
    if (typeof request === 'string') return request;
    const said = familyAnswered(request, agreed, fields);
    return said.ok ? doingWith(said.request, ...steps) : said.refused;
  };

  test('across a border the family is asked first, and nobody can accept before it has answered', () => {
    expect(doing(CLAIM, hand('UA'))).toMatchObject({ handover: { family: 'asked', team_says: 'not_asked' } });
    expect(doing(CLAIM, hand('UA'), ACCEPT)).toBe('family_not_asked');
    expect(doing(CLAIM, hand('UA'), hand('MD'))).toBe('handover_open');
    expect(asked(false, undefined, ACCEPT)).toBe('not_handed_over');
    expect(asked(false, undefined)).toMatchObject({ region: 'RO', team: 'cluj', claimedBy: 'anna' });
  });
  test('only what the family agreed to crosses', () => {
    expect(asked(true, undefined, ACCEPT)).toMatchObject({
      region: 'UA',
      name: 'An invented mother',
      notes: [],
    });
    const narrow = asked(true, ['need', 'notes'], ACCEPT);
    expect(narrow).toMatchObject({ region: 'UA', need: 'day_care', phone: null, windows: [] });
    expect(JSON.stringify(narrow)).not.toMatch(/1632|bluebird|night shift|a question|invented mother/i);
  });
  test('what was agreed to is not more than what was asked for', () => {
    expect(asked(true, ['need', 'notes'])).toMatchObject({ handover: { fields: ['need'] } });
  });
  test('it moves only when the other team accepts, and stays when it refuses, with the reason', () => {
    expect(doing(ACCEPT)).toBe('not_handed_over');
    expect(asked(true, undefined, ACCEPT)).toMatchObject({
      region: 'UA',
      team: 'kyiv',
      status: 'waiting',
      claimedBy: null,
    });
    const refusing = (reason: string): [Action, Actor, number] => [
      { do: 'refuse_handover', reason },
      BOGDAN,
      MORNING,
    ];
    expect(doing(CLAIM, hand('RO'), refusing(' '))).toBe('reason_needed');
    expect(doing(CLAIM, hand('RO'), refusing('full'))).toMatchObject({
      team: 'cluj',
      claimedBy: 'anna',
      handover: { team_says: 'refused', reason: 'full' },
    });
  });
  test('a worry about staff is given to no team', () => {
    const worry: CallbackRequest = { ...REQUEST, recipient: 'safeguarding_lead' };
    expect(doingWith(worry, [{ do: 'hand_over', team: 'kyiv', region: 'RO' }, LEAD, MORNING])).toBe(
      'not_allowed',
    );
  });
});

test('what the family takes back leaves nothing, and nothing can be done with it', () => {
  const gone = takenBack(REQUEST);
  expect(JSON.stringify(gone)).not.toMatch(/1632|bluebird|night shift|invented mother/);
  expect(act(gone, { do: 'claim' }, ANNA, MORNING)).toEqual({ ok: false, refused: 'over' });
});
