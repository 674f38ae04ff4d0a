import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import Provider from 'oidc-provider';
import { createAudit } from '../../src/casework/audit.js';
import { createOidc, type Oidc } from '../../src/casework/oidc.js';
import { createStaffSecrets } from '../../src/casework/staff-secrets.js';
import { type House, openHouse } from './accounts-house.js';

/** People at an invented provider: who they are there, and whether their e-mail was verified. */
const PEOPLE: Record<string, { email: string; email_verified: boolean }> = {
  'sub-anna': { email: 'anna@example.org', email_verified: true },
  'sub-unverified': { email: 'anna@example.org', email_verified: false },
  'sub-other': { email: 'anna@example.org', email_verified: true },
  'sub-stranger': { email: 'stranger@example.org', email_verified: true },
};
const REDIRECT = 'http://127.0.0.1:9/desk/login/provider';
const secret = 'a secret of tests, long enough to seal';

let server: Server;
let issuer: string;
let house: House;
let oidc: Oidc;

beforeAll(async () => {
  server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // It says that its defaults are for development only, which is what they are used for here.
  for (const say of ['info', 'warn'] as const) jest.spyOn(console, say).mockImplementation(() => undefined);
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'kinline', client_secret: 'a secret of the client', redirect_uris: [REDIRECT] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['a key of tests'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
  });
  server.on('request', provider.callback());
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(async () => {
  house = await openHouse();
  oidc = provider({});
});
afterEach(() => house.close());

function provider(over: { issuer?: string; clientSecret?: string }): Oidc {
  return createOidc(
    {
      issuer,
      clientId: 'kinline',
      clientSecret: 'a secret of the client',
      redirect: () => REDIRECT,
      ...over,
    },
    {
      store: house.store,
      audit: createAudit(house.store),
      secrets: createStaffSecrets(secret),
      login: house.login,
      secret,
      now: () => house.clock.now,
      random: randomBytes,
    },
  );
}

/** A browser that follows the provider's pages, logs in there as somebody and agrees; gives where it is sent back to. */
async function goThrough(url: string, as: string): Promise<string> {
  const cookies = new Map<string, string>();
  let next = url;
  let form: URLSearchParams | undefined;
  for (let page = 0; page < 20; page += 1) {
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    form = undefined;
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const to = response.headers.get('location');
    if (to !== null) {
      next = new URL(to, next).href;
      if (next.startsWith(REDIRECT)) return next;
      continue;
    }
    const html = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1];
    const action = /action="([^"]+)"/.exec(html)?.[1];
    if (prompt === undefined || action === undefined)
      throw new Error(`no form at ${page}: ${response.status}`);
    next = new URL(action, next).href;
    form = new URLSearchParams(prompt === 'login' ? { prompt, login: as, password: 'any' } : { prompt });
  }
  throw new Error('went round in circles');
}

async function come(as: string) {
  const begun = await oidc.begin();
  if (begun === undefined) throw new Error('the provider did not answer');
  return oidc.finish(await goThrough(begun.url, as), begun.flow);
}

describe('the organization’s own accounts', () => {
  test('somebody with an account here gets in by a verified e-mail, and then by who they are there', async () => {
    const { id } = await house.welcomed();
    const first = await come('sub-anna');
    expect(first).toMatchObject({ ok: true, staff: { id } });
    if (first.ok) expect(await house.sessions.of(first.session)).toMatchObject({ staff: { id } });
    PEOPLE['sub-anna'] = { email: 'renamed@example.org', email_verified: true };
    expect(await come('sub-anna')).toMatchObject({ ok: true, staff: { id } });
    PEOPLE['sub-anna'] = { email: 'anna@example.org', email_verified: true };
  });

  test('no account is ever made, and an e-mail that nobody verified is nobody’s', async () => {
    await house.welcomed();
    expect(await come('sub-stranger')).toEqual({ ok: false, why: 'nobody' });
    expect(await come('sub-unverified')).toEqual({ ok: false, why: 'nobody' });
    expect(await house.accounts.all()).toHaveLength(1);
    const refusals = (await house.audited()).filter(({ outcome }) => outcome === 'refused');
    expect(refusals.map(({ action, why }) => [action, why])).toEqual([
      ['login:provider', 'nobody'],
      ['login:provider', 'nobody'],
    ]);
  });

  test('whoever gets the same e-mail later does not get the account', async () => {
    await house.welcomed();
    expect(await come('sub-anna')).toMatchObject({ ok: true });
    expect(await come('sub-other')).toEqual({ ok: false, why: 'nobody' });
  });

  test('a disabled account stays closed', async () => {
    const { id } = await house.welcomed();
    await house.accounts.change('system', id, { disabled: true });
    expect(await come('sub-anna')).toEqual({ ok: false, why: 'refused' });
  });

  test('an answer counts only for who asked, with the same state, nonce and verifier, within ten minutes, once', async () => {
    await house.welcomed();
    const [mine, theirs] = [await oidc.begin(), await oidc.begin()];
    if (mine === undefined || theirs === undefined) throw new Error('the provider did not answer');
    const back = await goThrough(mine.url, 'sub-anna');
    expect(await oidc.finish(back, undefined)).toEqual({ ok: false, why: 'provider' });
    expect(await oidc.finish(back, theirs.flow)).toEqual({ ok: false, why: 'provider' });
    expect(await oidc.finish(back, `${mine.flow.slice(0, -2)}AA`)).toEqual({ ok: false, why: 'provider' });
    expect(await oidc.finish(back, mine.flow)).toMatchObject({ ok: true });
    expect(await oidc.finish(back, mine.flow)).toEqual({ ok: false, why: 'provider' });
    const late = await oidc.begin();
    const backLate = await goThrough(late?.url ?? '', 'sub-anna');
    house.clock.now += 11 * 60_000;
    expect(await oidc.finish(backLate, late?.flow)).toEqual({ ok: false, why: 'provider' });
  });

  test('what the browser keeps meanwhile cannot be read', async () => {
    const begun = await oidc.begin();
    const asked = new URL(begun?.url ?? '').searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    const kept = Buffer.from(begun?.flow ?? '', 'base64url').toString('latin1');
    expect(kept).not.toContain(asked.get('state'));
    expect(kept).not.toContain('verifier');
  });

  test('a provider that does not answer, or is asked with a wrong secret, lets nobody in', async () => {
    await house.welcomed();
    expect(await provider({ issuer: 'http://127.0.0.1:9' }).begin()).toBeUndefined();
    oidc = provider({ clientSecret: 'another one' });
    expect(await come('sub-anna')).toEqual({ ok: false, why: 'provider' });
  });
});
