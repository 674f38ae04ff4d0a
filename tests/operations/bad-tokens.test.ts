/** Thirteen kinds of bad tokens on each address that asks for one: 401, no turn, and nothing that says why. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type LiveService, startLive } from '../conformance/live/service.js';

let service: LiveService;
let right = '';
let conversation = '';
let stream = '';

beforeAll(async () => {
  service = await startLive();
  const post = (path: string, token?: string) =>
    fetch(`${service.url}/v3/directline${path}`, {
      method: 'POST',
      headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
    }).then((response) => response.json()) as Promise<Record<string, string>>;
  right = (await post('/tokens/generate')).token ?? '';
  const begun = await post('/conversations', right);
  conversation = begun.conversationId ?? '';
  stream = new URL(begun.streamUrl ?? '').searchParams.get('t') ?? '';
});
afterAll(() => service.close());

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const part = (at: number) => right.split('.')[at] ?? '';
const signed = (head: string, claims: string, key = 'a key of somebody else') =>
  `${head}.${claims}.${createHmac('sha256', key).update(`${head}.${claims}`).digest('base64url')}`;

const kinds: [kind: string, header: () => string | undefined][] = [
  ['none', () => undefined],
  ['an empty one', () => 'Bearer '],
  ['another scheme', () => `Basic ${right}`],
  ['words', () => 'Bearer words'],
  ['one without a signature', () => `Bearer ${part(0)}.${part(1)}.`],
  ['one cut off', () => `Bearer ${right.slice(0, -4)}`],
  [
    'one with a letter changed',
    () => `Bearer ${right.slice(0, 40)}${right[40] === 'A' ? 'B' : 'A'}${right.slice(41)}`,
  ],
  [
    'another person’s claims',
    () =>
      `Bearer ${part(0)}.${encoded({ user: 'dl_x', conv: conversation, use: 'conversation', born: 0, exp: 9e9 })}.${part(2)}`,
  ],
  ['one signed by somebody else', () => `Bearer ${signed(part(0), part(1))}`],
  ['one that says it needs no signature', () => `Bearer ${encoded({ alg: 'none', typ: 'JWT' })}.${part(1)}.`],
  ['another algorithm', () => `Bearer ${signed(encoded({ alg: 'HS512', typ: 'JWT' }), part(1))}`],
  ['one that opens a stream only', () => `Bearer ${stream}`],
  ['one of ten kilobytes', () => `Bearer ${right}${'A'.repeat(10_000)}`],
];

const addresses: [method: string, path: () => string][] = [
  ['POST', () => '/tokens/refresh'],
  ['POST', () => '/conversations'],
  ['GET', () => `/conversations/${conversation}`],
  ['GET', () => `/conversations/${conversation}/activities`],
  ['POST', () => `/conversations/${conversation}/activities`],
  ['POST', () => `/conversations/${conversation}/upload`],
  ['GET', () => '/session/getsessionid'],
];

describe.each(addresses)('%s %s', (method, path) => {
  test.each(kinds)('%s', async (_kind, header) => {
    const heard = service.heard.length;
    const given = header();
    const response = await fetch(`${service.url}/v3/directline${path()}`, {
      method,
      headers: {
        ...(given === undefined ? {} : { Authorization: given }),
        ...(method === 'POST' ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(method === 'POST' ? { body: '{"type":"message","from":{"id":"x"},"text":"hello"}' } : {}),
    });
    expect(response.status).toBe(401);
    expect(await response.text()).not.toMatch(/signature|algorithm|JWT/i);
    expect(service.heard.length).toBe(heard);
  });
});
