import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { verifyStored } from '../../src/cli/audit.js';
import { ADDRESS, ANNA, type House, openHouse, PASSWORD } from './accounts-house.js';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const wrong = { ok: false, why: 'wrong' };

describe('getting in', () => {
  test('needs the login, the password and a fresh code; the login in any capitals', async () => {
    const { secret } = await house.welcomed();
    expect(await house.enter(house.code(secret), { login: ' ANNA@example.ORG ' })).toMatchObject({
      ok: true,
    });
    house.clock.now += 60_000;
    expect(await house.enter('', {})).toEqual(wrong);
    expect(await house.enter(house.code(secret), { password: `${PASSWORD}!` })).toEqual(wrong);
    expect(await house.enter(house.code(secret), { login: 'somebody else' })).toEqual(wrong);
  });

  test('a code works once, also when it is sent twice at the same moment', async () => {
    const { secret } = await house.welcomed();
    const code = house.code(secret);
    const both = await Promise.all([house.enter(code), house.enter(code, { address: '192.0.2.8' })]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await house.enter(code)).toEqual(wrong);
  });

  test('a code of the step before or after counts, one of two steps ago does not', async () => {
    const { secret } = await house.welcomed();
    const before = house.code(secret);
    house.clock.now += 60_000;
    expect(await house.enter(before)).toEqual(wrong);
    const late = house.code(secret);
    house.clock.now += 30_000;
    expect(await house.enter(late)).toMatchObject({ ok: true });
  });

  test('an Arabic keyboard types the same code', async () => {
    const { secret } = await house.welcomed();
    const arabic = house.code(secret).replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
    expect(await house.enter(arabic)).toMatchObject({ ok: true });
  });

  test('each of ten recovery codes works once, however it is written', async () => {
    const { recoveryCodes } = await house.welcomed();
    expect(new Set(recoveryCodes).size).toBe(10);
    const written = (recoveryCodes[3] ?? '').toUpperCase().replaceAll('-', ' ');
    expect(await house.enter(written)).toMatchObject({ ok: true, recoveryCodesLeft: 9 });
    expect(await house.enter(written)).toEqual(wrong);
    expect(await house.enter(recoveryCodes[4] ?? '')).toMatchObject({ ok: true, recoveryCodesLeft: 8 });
  });

  test('a disabled account does not get in, and is not told so', async () => {
    const { id, secret, session } = await house.welcomed();
    await house.accounts.change('system', id, { disabled: true });
    expect(await house.enter(house.code(secret))).toEqual(wrong);
    expect(await house.sessions.of(session)).toBeUndefined();
  });

  test('a demo goes without a second factor; in production such an account does not get in', async () => {
    await house.close();
    const demo = await openHouse({ totpRequired: false });
    house = demo;
    const added = await demo.accounts.add('system', ANNA);
    if (!added.ok) throw new Error(added.why);
    await demo.welcome.accept(added.invite.token, { password: PASSWORD, code: '' });
    expect(await demo.enter('')).toMatchObject({ ok: true });
    const attempt = { login: ANNA.login, password: PASSWORD, code: '', address: ADDRESS };
    const production = demo.another(true);
    expect(await production.login.withPassword(attempt)).toEqual({ ok: false, why: 'no_second_factor' });
    const other = await production.accounts.add('system', { ...ANNA, login: 'other' });
    if (!other.ok) throw new Error(other.why);
    const refused = await production.welcome.accept(other.invite.token, { password: PASSWORD, code: '' });
    expect(refused).toEqual({ ok: false, why: 'code' });
  });

  test('what was tried stands in the audit log, and never a login or a password', async () => {
    const { secret, id } = await house.welcomed();
    await house.enter(house.code(secret), { password: 'not the password' });
    await house.enter(house.code(secret), { login: 'nobody-of-that-name' });
    await house.enter(house.code(secret));
    const rows = await house.audited();
    expect(
      rows.slice(-3).map(({ action, subject, outcome, why }) => [action, subject, outcome, why]),
    ).toEqual([
      ['login', id, 'refused', 'password'],
      ['login', null, 'refused', 'unknown'],
      ['login', id, 'done', undefined],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/anna|nobody-of|password!|herons/i);
    const read = async (kind: string) => {
      const found: { id: string; value: string }[] = [];
      for await (const record of house.store.records(kind)) found.push(record);
      return found;
    };
    expect(await verifyStored(read)).toMatchObject({ ok: true });
  });

  test('nothing in the store’s files opens a door or names somebody', async () => {
    const { secret, session, device, recoveryCodes } = await house.welcomed();
    await house.enter(house.code(secret));
    const bytes = readdirSync(house.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n');
    expect(bytes.length).toBeGreaterThan(1000);
    for (const secretThing of [
      secret,
      session,
      device,
      PASSWORD,
      'anna@example',
      'Anna (',
      ADDRESS,
      ...recoveryCodes,
    ])
      expect(bytes).not.toContain(secretThing);
  });

  test('an unknown login takes as long as a known one', async () => {
    const { secret } = await house.welcomed();
    const timed = async (login: string) => {
      const begun = performance.now();
      await house.enter('000000', { login, password: 'not the password at all' });
      return performance.now() - begun;
    };
    await timed('warm up');
    house.clock.now += 16 * 60_000;
    const known = [await timed(ANNA.login), await timed(ANNA.login)];
    const unknown = [await timed('nobody'), await timed('nobody')];
    // Most of it is the same reckoning; without it an unknown login would take a hundredth of the time.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 5);
    expect(secret).toBeTruthy();
  });
});
