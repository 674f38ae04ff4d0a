/** With an app id, only a token that the Bot Framework signed for this bot and this channel starts a turn. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { APP_ID, type Authority, startAuthority } from './authority.js';
import { MESSAGE } from './sample.js';
import { done, startWire, type Wire } from './wire.js';

const CREDENTIALS = { appId: APP_ID, appPassword: 'invented', appType: 'MultiTenant' };
const NOW = Math.floor(Date.now() / 1000);
const body = { ...MESSAGE, deliveryMode: 'expectReplies' };
let authority: Authority;
let wire: Wire;

beforeAll(async () => {
  authority = await startAuthority(NOW, MESSAGE.serviceUrl);
  wire = await startWire(() => done('Welcome'), {
    credentials: CREDENTIALS,
    production: true,
    cloud: authority.cloud,
    timing: { sleep: (_time, signal) => (signal ? new Promise(() => {}) : Promise.resolve()) },
  });
});
afterAll(async () => {
  authority.close();
  await wire.close();
});
// The SDK writes refused tokens to the console itself.
beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => {
  jest.restoreAllMocks();
  wire.taken.length = 0;
  wire.logged.length = 0;
});

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

test('a token that the channel signed for this bot starts a turn', async () => {
  const answer = await wire.post(body, bearer(authority.token()));
  expect(answer).toMatchObject({ status: 200, body: { activities: [{ text: 'Welcome' }] } });
});

test('with a token, it does not matter how the request came here', async () => {
  const headers = { ...bearer(authority.token()), 'X-Forwarded-For': '192.0.2.1', Host: 'kinline.example' };
  expect((await wire.post(body, headers)).status).toBe(200);
});

describe('a bad token starts no turn', () => {
  const cases: [name: string, headers: () => Record<string, string>][] = [
    ['none', () => ({})],
    ['an empty header', () => ({ Authorization: ' ' })],
    ['another scheme', () => ({ Authorization: `Basic ${Buffer.from('a:b').toString('base64')}` })],
    ['no token after the scheme', () => ({ Authorization: 'Bearer ' })],
    ['a token without scheme', () => ({ Authorization: authority.token() })],
    ['garbage', () => bearer('garbage')],
    ['garbage in three parts', () => bearer('a.b.c')],
    ['two tokens', () => bearer(`${authority.token()} ${authority.token()}`)],
    ['unsigned', () => bearer(`${authority.token({}, { alg: 'none' }).replace(/[^.]*$/, '')}`)],
    ['signature cut off', () => bearer(authority.token().replace(/\.[^.]*$/, '.'))],
    ['signed by a stranger', () => bearer(authority.token({}, {}, authority.stranger))],
    ['signed with the public key as a secret', () => bearer(authority.confused())],
    ['an unknown key', () => bearer(authority.token({}, { kid: 'other' }))],
    ['no key named', () => bearer(authority.token({}, { kid: undefined }))],
    ['for another bot', () => bearer(authority.token({ aud: '99999999-1111-2222-3333-444444444444' }))],
    ['for no bot', () => bearer(authority.token({ aud: undefined }))],
    ['for nobody in particular', () => bearer(authority.token({ aud: '' }))],
    ['from another issuer', () => bearer(authority.token({ iss: 'https://evil.example' }))],
    ['from no issuer', () => bearer(authority.token({ iss: undefined }))],
    ['expired', () => bearer(authority.token({ exp: NOW - 3600 }))],
    ['not valid yet', () => bearer(authority.token({ nbf: NOW + 3600 }))],
    ['for another service address', () => bearer(authority.token({ serviceurl: 'https://evil.example/' }))],
    ['for no service address', () => bearer(authority.token({ serviceurl: undefined }))],
    ['of a key for another channel', () => bearer(authority.token({}, { kid: 'key-teams' }))],
    [
      'with other claims under the same signature',
      () => {
        const [header, , signature] = authority.token().split('.');
        const claims = authority.token({ serviceurl: MESSAGE.serviceUrl, extra: 1 }).split('.')[1];
        return bearer(`${header}.${claims}.${signature}`);
      },
    ],
    [
      'of another bot that calls as a skill',
      () =>
        bearer(
          authority.token({
            iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
            ver: '1.0',
            appid: '99999999-1111-2222-3333-444444444444',
          }),
        ),
    ],
    [
      'of another bot that calls as the emulator',
      () =>
        bearer(
          authority.token({
            iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
            ver: '1.0',
            aud: '99999999-1111-2222-3333-444444444444',
            appid: '99999999-1111-2222-3333-444444444444',
          }),
        ),
    ],
  ];
  test.each(cases)('%s', async (_name, headers) => {
    const { status, body: answer } = await wire.post(body, headers());
    expect(status).toBe(401);
    expect(answer.error.code).toBe('Unauthorized');
    expect(wire.taken).toEqual([]);
    expect(JSON.stringify(wire.logged)).not.toMatch(/evil|99999999|person-1|food/);
  });
});

test('a token for one service address does not open another one of the request', async () => {
  const elsewhere = { ...body, serviceUrl: 'https://evil.example/' };
  expect((await wire.post(elsewhere, bearer(authority.token()))).status).toBe(401);
  expect(wire.taken).toEqual([]);
});

test('where the keys cannot be fetched, nobody is let in and the operator is told why', async () => {
  const gone = await startAuthority(NOW, MESSAGE.serviceUrl);
  gone.close();
  const blind = await startWire(() => done('Welcome'), {
    credentials: CREDENTIALS,
    production: true,
    cloud: gone.cloud,
  });
  expect((await blind.post(body, bearer(gone.token()))).status).toBe(401);
  expect(blind.taken).toEqual([]);
  expect(blind.logged).toEqual([['bot_framework.keys_unreachable', { kind: 'FetchError' }]]);
  await blind.close();
});

test('where the bot itself cannot log in, the channel learns that the replies were not brought', async () => {
  const { deliveryMode: _mode, ...usual } = body;
  const answer = await wire.post(usual, bearer(authority.token()));
  expect(answer).toMatchObject({ status: 502, body: { error: { code: 'ReplyNotDelivered' } } });
  expect(wire.taken).toHaveLength(1);
  expect(wire.logged).toContainEqual(['bot_framework.not_sent', { kind: expect.any(String) }]);
});
