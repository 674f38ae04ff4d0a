import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { inviteLink } from '../../src/casework/invite.js';
import { passwordProblem } from '../../src/casework/passwords.js';
import { ADDRESS, ANNA, type House, openHouse, PASSWORD } from './accounts-house.js';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

async function invited(person = ANNA) {
  const added = await house.accounts.add('system', person);
  if (!added.ok) throw new Error(added.why);
  const { token } = added.invite;
  const secret = (await house.welcome.look(token))?.secret ?? '';
  return { id: added.staff.id, token, secret };
}

describe('an invitation', () => {
  test('shows whose it is and a picture for the app, and the same one each time it is opened', async () => {
    const { token } = await invited();
    const shown = await house.welcome.look(token);
    expect(shown).toMatchObject({
      first: false,
      name: ANNA.name,
      login: 'anna@example.org',
      codeRequired: true,
    });
    expect(shown?.uri).toMatch(
      /^otpauth:\/\/totp\/Kinline:anna%40example\.org\?issuer=Kinline&secret=[A-Z2-7]{32}&/,
    );
    expect(shown?.picture).toMatch(/^<svg[\s\S]*<\/svg>$/);
    expect(await house.welcome.look(token)).toEqual(shown);
  });

  test('works once, for a day, and not when a newer one was made', async () => {
    const { id, token, secret } = await invited();
    const answer = { password: PASSWORD, code: house.code(secret) };
    const newer = await house.accounts.invite('system', id);
    expect(await house.welcome.accept(token, answer)).toEqual({ ok: false, why: 'gone' });
    if (!newer.ok) throw new Error(newer.why);
    const fresh = await house.welcome.look(newer.invite.token);
    house.clock.now += 23 * 3_600_000;
    const good = { password: PASSWORD, code: house.code(fresh?.secret ?? '') };
    const both = await Promise.all([
      house.welcome.accept(newer.invite.token, good),
      house.welcome.accept(newer.invite.token, good),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await house.welcome.look(newer.invite.token)).toBeUndefined();
    const late = await house.accounts.invite('system', id);
    house.clock.now += 24 * 3_600_000;
    expect(await house.welcome.look(late.ok ? late.invite.token : '')).toBeUndefined();
  });

  test('needs a right code and a good password, and says which is not', async () => {
    const { token, secret } = await invited();
    const code = house.code(secret);
    expect(await house.welcome.accept(token, { password: 'short', code })).toEqual({
      ok: false,
      why: 'too_short',
    });
    const wrong = code === '000000' ? '000001' : '000000';
    expect(await house.welcome.accept(token, { password: PASSWORD, code: wrong })).toEqual({
      ok: false,
      why: 'code',
    });
    expect(await house.welcome.accept(token, { password: PASSWORD, code })).toMatchObject({ ok: true });
  });

  test('taken up a second time it puts whoever was in by the former password out', async () => {
    const { id, session } = await house.welcomed();
    const again = await house.accounts.invite('system', id);
    if (!again.ok) throw new Error(again.why);
    const shown = await house.welcome.look(again.invite.token);
    const code = house.code(shown?.secret ?? '');
    const done = await house.welcome.accept(again.invite.token, { password: `${PASSWORD} two`, code });
    expect(done).toMatchObject({ ok: true });
    expect(await house.sessions.of(session)).toBeUndefined();
    if (done.ok) expect(await house.sessions.of(done.session)).toBeDefined();
  });
});

describe('the first account', () => {
  test('is an administrator, made by a link that is printed while there is none; the last link counts', async () => {
    // A caseworker's account does not take the link away.
    await invited();
    const [older, link] = [await house.welcome.first(), await house.welcome.first()];
    if (older === undefined || link === undefined) throw new Error('no link');
    expect(inviteLink('http://127.0.0.1:3978/', link)).toBe(
      `http://127.0.0.1:3978/desk/invite/${link.token}`,
    );
    expect(await house.welcome.look(older.token)).toBeUndefined();
    const shown = await house.welcome.look(link.token);
    expect(shown).toMatchObject({ first: true, login: '' });
    const code = house.code(shown?.secret ?? '');
    const named = { password: PASSWORD, code, name: 'Ada (invented)', login: 'Ada@example.org' };
    expect(await house.welcome.accept(link.token, { password: PASSWORD, code })).toEqual({
      ok: false,
      why: 'login',
    });
    expect(await house.welcome.accept(link.token, named)).toMatchObject({
      ok: true,
      staff: { role: 'administrator', login: 'ada@example.org' },
    });
    expect(await house.welcome.accept(link.token, named)).toEqual({ ok: false, why: 'gone' });
    expect(await house.welcome.first()).toBeUndefined();
  });
});

describe('accounts', () => {
  test('one login, one account, however it is written', async () => {
    await invited();
    expect(await house.accounts.add('system', { ...ANNA, login: 'ANNA@example.org ' })).toEqual({
      ok: false,
      why: 'login_taken',
    });
    const two = await Promise.all([
      house.accounts.add('system', { ...ANNA, login: 'two' }),
      house.another().accounts.add('system', { ...ANNA, login: 'Two' }),
    ]);
    expect(two.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await house.accounts.all()).map(({ login }) => login)).toEqual(['anna@example.org', 'two']);
  });

  test('the last administrator stays one', async () => {
    const { id } = await invited({ ...ANNA, login: 'ada', role: 'administrator', teams: [], regions: [] });
    const last = { ok: false, why: 'last_administrator' };
    expect(await house.accounts.change('system', id, { disabled: true })).toEqual(last);
    expect(
      await house.accounts.change('system', id, { role: 'caseworker', teams: ['cluj'], regions: ['RO'] }),
    ).toEqual(last);
    await invited({ ...ANNA, login: 'bo', role: 'administrator', teams: [], regions: [] });
    expect(await house.accounts.change('system', id, { disabled: true })).toMatchObject({ ok: true });
  });

  test('whose requests are whose is never left open', async () => {
    expect(await house.accounts.add('system', { ...ANNA, teams: [] })).toEqual({
      ok: false,
      why: 'needs_team',
    });
    expect(await house.accounts.add('system', { ...ANNA, regions: [] })).toEqual({
      ok: false,
      why: 'needs_region',
    });
    expect(await house.accounts.add('system', { ...ANNA, secondRecipient: true })).toEqual({
      ok: false,
      why: 'invalid',
    });
  });

  test('each change is a line in the audit log, with who did it and to whom', async () => {
    const { id } = await invited();
    await house.accounts.change('ada', id, { role: 'supervisor', teams: ['cluj', 'iasi'] });
    const lines = (await house.audited()).slice(-2);
    expect(lines.map(({ actor, action, subject, why }) => [actor, action, subject, why])).toEqual([
      ['ada', 'staff:role', id, 'supervisor'],
      ['ada', 'staff:teams', id, undefined],
    ]);
  });

  test('one’s own password is changed with the present one, and every other session ends', async () => {
    const { id, secret, session } = await house.welcomed();
    const other = await house.enter(house.code(secret));
    if (!other.ok) throw new Error(other.why);
    const mine = await house.sessions.of(session);
    const change = (present: string, next: string) =>
      house.own.changePassword(id, mine?.id ?? '', { present, next, address: ADDRESS });
    expect(await change('not the present one', `${PASSWORD} two`)).toEqual({ ok: false, why: 'wrong' });
    expect(await change(PASSWORD, 'short')).toEqual({ ok: false, why: 'too_short' });
    expect(await change(PASSWORD, `${PASSWORD} two`)).toEqual({ ok: true });
    expect(await house.sessions.of(session)).toBeDefined();
    expect(await house.sessions.of(other.session)).toBeUndefined();
    house.clock.now += 60_000;
    expect(await house.enter(house.code(secret))).toEqual({ ok: false, why: 'wrong' });
    expect(await house.enter(house.code(secret), { password: `${PASSWORD} two` })).toMatchObject({
      ok: true,
    });
  });

  test('new recovery codes take the place of the former ones', async () => {
    const { id, recoveryCodes } = await house.welcomed();
    const fresh = await house.own.newRecoveryCodes(id, { present: PASSWORD, address: ADDRESS });
    if (!fresh.ok) throw new Error(fresh.why);
    expect(await house.enter(recoveryCodes[0] ?? '')).toEqual({ ok: false, why: 'wrong' });
    expect(await house.enter(fresh.recoveryCodes[0] ?? '')).toMatchObject({ ok: true });
  });

  test('a code of conduct that is signed at the desk opens what it kept closed', async () => {
    const { id } = await invited({ ...ANNA, conductSignedOn: null });
    expect(await house.own.signConduct(id, '2026-11-24')).toEqual({ ok: true });
    expect(await house.accounts.staff(id)).toMatchObject({ conductSignedOn: '2026-11-24' });
  });
});

describe('a password', () => {
  test.each([
    ['elevensigns', 'too_short'],
    ['éclair déjà', 'too_short'],
    ['x'.repeat(129), 'too_long'],
    ['Password1234!', 'too_common'],
    ['qwertyuiop12', 'too_common'],
    ['123456789012', 'too_common'],
    ['aaaaaaaaaaaab', 'too_common'],
    ['Kinline2026!', 'too_common'],
    ['пароль123456', 'too_common'],
    ['anna@example.org', 'is_login'],
    ['Anna@Example.org1', 'is_login'],
    ['only small letters', undefined],
    ['дванадцять чапель', undefined],
    ['my password has herons', undefined],
    ['x1x1abcdefgh', undefined],
  ])('%s: %s', (password, problem) => {
    expect(passwordProblem(password, 'anna@example.org')).toBe(problem);
  });
});
