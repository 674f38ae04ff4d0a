import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deskCookies } from '../../src/casework/cookies.js';
import { SESSION_RECORD } from '../../src/casework/sessions.js';
import { type House, openHouse } from './accounts-house.js';

const MINUTE = 60_000;
let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

describe('a session', () => {
  test('is 256 bits, and a new one each time somebody gets in', async () => {
    const { secret, session } = await house.welcomed();
    expect(Buffer.from(session, 'base64url')).toHaveLength(32);
    const again = await house.enter(house.code(secret));
    expect(again.ok && again.session).not.toBe(session);
  });

  test('ends after thirty minutes without a request, and not before', async () => {
    const { session } = await house.welcomed();
    for (let request = 0; request < 5; request += 1) {
      expect(await house.sessions.of(session)).toBeDefined();
      house.clock.now += 30 * MINUTE - 1;
    }
    house.clock.now += 1;
    expect(await house.sessions.of(session)).toBeUndefined();
  });

  test('what a page asks by itself keeps nobody in', async () => {
    const { session } = await house.welcomed();
    await house.sessions.of(session);
    for (let minute = 0; minute < 30; minute += 1) {
      expect(await house.sessions.of(session, true)).toBeDefined();
      house.clock.now += MINUTE;
    }
    expect(await house.sessions.of(session, true)).toBeUndefined();
  });

  test('ends after twelve hours whatever is done', async () => {
    const { session } = await house.welcomed();
    const begun = (await house.sessions.of(session))?.createdAt ?? 0;
    while (house.clock.now < begun + 12 * 60 * MINUTE) {
      expect(await house.sessions.of(session)).toBeDefined();
      house.clock.now += 10 * MINUTE;
    }
    expect(await house.sessions.of(session)).toBeUndefined();
  });

  test('revoked, it is out at the next request, on every instance; only one’s own can be', async () => {
    const { id, secret, session } = await house.welcomed();
    const entered = await house.enter(house.code(secret), { label: 'Firefox, Windows' });
    if (!entered.ok) throw new Error(entered.why);
    const there = house.another();
    expect(await there.sessions.of(entered.session)).toBeDefined();
    const listed = await house.sessions.list(id);
    expect(listed.map(({ device }) => device)).toEqual(['Firefox, Windows', null]);
    const [newest] = listed;
    expect(await house.sessions.revoke('x', 'somebody else', newest?.id ?? '')).toBe(false);
    expect(await house.sessions.revoke(id, id, newest?.id ?? '')).toBe(true);
    expect(await there.sessions.of(entered.session)).toBeUndefined();
    expect(await there.sessions.of(session)).toBeDefined();
    expect(await house.sessions.revokeAll(id, id)).toBe(1);
    expect(await there.sessions.of(session)).toBeUndefined();
    expect((await house.audited()).slice(-2).map(({ action }) => action)).toEqual([
      'session:revoke',
      'session:revoke_all',
    ]);
  });

  test('a request at the moment of revoking does not bring it back', async () => {
    const { id, session } = await house.welcomed();
    house.clock.now += 5 * MINUTE;
    await Promise.all([
      house.sessions.of(session),
      house.sessions.revokeAll(id, id),
      house.sessions.of(session),
    ]);
    expect(await house.sessions.of(session)).toBeUndefined();
    expect(await house.sessions.list(id)).toEqual([]);
  });

  test('left, it is gone; over, it is forgotten', async () => {
    const { session, secret } = await house.welcomed();
    await house.sessions.end(session);
    expect(await house.sessions.of(session)).toBeUndefined();
    await house.enter(house.code(secret));
    house.clock.now += 31 * MINUTE;
    expect(await house.sessions.tidy()).toBe(1);
    for await (const { id } of house.store.records(SESSION_RECORD)) throw new Error(`${id} is left`);
  });

  test('takes over a changed role, team or training at the next request', async () => {
    const { id, session } = await house.welcomed();
    await house.accounts.change('system', id, { trainedUntil: null });
    expect((await house.sessions.of(session))?.staff.trainedUntil).toBeNull();
  });

  test('its forms carry a word that fits no other session', async () => {
    const { session, secret } = await house.welcomed();
    const other = await house.enter(house.code(secret));
    const csrf = (await house.sessions.of(session))?.csrf ?? '';
    expect(house.sessions.isCsrf(session, csrf)).toBe(true);
    expect(house.sessions.isCsrf(other.ok ? other.session : '', csrf)).toBe(false);
    for (const wrong of ['', csrf.slice(1), `${csrf.slice(0, -1)}#`, session])
      expect(house.sessions.isCsrf(session, wrong)).toBe(false);
  });
});

describe('the cookies', () => {
  test('are for this host alone over https, hidden from scripts and other sites’ forms', () => {
    const cookies = deskCookies(true);
    expect(cookies.session('abc')).toBe('__Host-desk=abc; Path=/; HttpOnly; SameSite=Lax; Secure');
    expect(cookies.endSession()).toMatch(/^__Host-desk=; .*Max-Age=0$/);
    expect(cookies.read('a=b; __Host-desk=abc; __Host-desk-device=d; desk=forged')).toEqual({
      session: 'abc',
      device: 'd',
    });
  });

  test('work on a demo without https', () => {
    const cookies = deskCookies(false);
    expect(cookies.session('abc')).toBe('desk=abc; Path=/; HttpOnly; SameSite=Lax');
    expect(cookies.read(undefined)).toEqual({});
  });
});
