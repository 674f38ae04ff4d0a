import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { credentialsProblem } from '../../../src/channels/bot-framework/credentials.js';
import {
  fromThisComputer,
  isLoopbackAddress,
  isLoopbackUrl,
} from '../../../src/channels/bot-framework/loopback.js';
import { outcomeOf, withinTime } from '../../../src/channels/bot-framework/outcome.js';

describe('without an app id only this computer is talked to', () => {
  test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1', '::FFFF:127.0.0.1'])(
    '%s is this computer',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(true);
    },
  );
  test.each([
    '10.0.0.1',
    '192.168.1.1',
    '128.0.0.1',
    '::ffff:10.0.0.1',
    '::2',
    'fe80::1',
    '127.0.0.1.evil.example',
    '',
    undefined,
  ])('%s is not', (address) => {
    expect(isLoopbackAddress(address)).toBe(false);
  });
  test.each([
    ['this computer', '127.0.0.1', { host: 'localhost:3978' }, true],
    ['this computer over IPv6', '::1', { host: '[::1]:3978' }, true],
    ['another computer', '192.0.2.1', { host: 'localhost' }, false],
    [
      'another computer that claims to be this one',
      '192.0.2.1',
      { host: '127.0.0.1', 'x-forwarded-for': '127.0.0.1' },
      false,
    ],
    [
      'somebody behind a proxy on this computer',
      '127.0.0.1',
      { host: 'localhost', 'x-forwarded-for': '192.0.2.1' },
      false,
    ],
    [
      'the same, by the standard header',
      '127.0.0.1',
      { host: 'localhost', forwarded: 'for=192.0.2.1' },
      false,
    ],
    ['a page whose name was made to point here', '127.0.0.1', { host: 'evil.example' }, false],
    ['nobody who says for whom', '127.0.0.1', {}, false],
  ])('a request by %s', (_name, remoteAddress, headers, served) => {
    expect(fromThisComputer({ socket: { remoteAddress }, headers } as unknown as IncomingMessage)).toBe(
      served,
    );
  });
  test.each([
    'http://127.0.0.1:3978/',
    'https://127.1.2.3/path',
    'http://localhost:1234',
    'http://LOCALHOST/',
    'http://[::1]:80/',
    'http://127.1/',
  ])('%s leads to this computer', (address) => {
    expect(isLoopbackUrl(address)).toBe(true);
  });
  test.each([
    'https://smba.trafficmanager.net/teams/',
    'http://169.254.169.254/latest/meta-data',
    'http://localhost.evil.example/',
    'http://127.0.0.1.evil.example/',
    'http://localhost@evil.example/',
    'http://127.0.0.1@evil.example/',
    'http://evil.example/#@127.0.0.1',
    'http://evil.example\\@127.0.0.1/',
    'http://[::ffff:10.0.0.1]/',
    'http://0.0.0.0/',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'localhost',
    '',
  ])('%s does not', (address) => {
    expect(isLoopbackUrl(address)).toBe(false);
  });
});

describe('credentials are complete, or whoever runs the service is told what is missing', () => {
  const whole = { appId: 'id', appPassword: 'secret', appType: 'MultiTenant' };
  test('none at all will do on one computer, not in production', () => {
    expect(credentialsProblem(undefined, false)).toBeUndefined();
    expect(credentialsProblem(undefined, true)).toMatch(/MicrosoftAppId, MicrosoftAppPassword/);
    expect(credentialsProblem({ ...whole, appId: '' }, true)).toMatch(/In production/);
  });
  const cases: [name: string, credentials: object, problem: RegExp | undefined][] = [
    ['complete', {}, undefined],
    ['no password', { appPassword: '' }, /MicrosoftAppPassword/],
    ['an unknown type', { appType: 'Other' }, /MultiTenant, SingleTenant or UserAssignedMSI/],
    ['one tenant, unnamed', { appType: 'SingleTenant' }, /MicrosoftAppTenantId/],
    ['one tenant', { appType: 'SingleTenant', tenantId: 't' }, undefined],
    [
      'managed identity with a password',
      { appType: 'UserAssignedMSI', tenantId: 't' },
      /remove MicrosoftAppPassword/,
    ],
    ['managed identity', { appType: 'UserAssignedMSI', tenantId: 't', appPassword: '' }, undefined],
  ];
  test.each(cases)('%s', (_name, fields, problem) => {
    const found = credentialsProblem({ ...whole, ...fields }, true);
    if (problem) expect(found).toMatch(problem);
    else expect(found).toBeUndefined();
  });
});

describe('whether trying again may help', () => {
  const error = (statusCode: number, retryAfter?: string) => ({
    statusCode,
    response: { headers: { get: () => retryAfter } },
  });
  test.each([500, 502, 503, 408, 429])('%d: yes', (status) => {
    expect(outcomeOf(error(status))).toEqual({ again: undefined });
  });
  test.each([301, 400, 401, 403, 404, 413])('%d: no', (status) => {
    expect(outcomeOf(error(status))).toBe('refused');
  });
  test('not before the time that the channel names', () => {
    expect(outcomeOf(error(429, '3'))).toEqual({ again: 3000 });
    expect(outcomeOf(error(429, 'Wed, 21 Oct 2026 07:28:00 GMT'))).toEqual({ again: undefined });
  });
  test('yes, after a broken connection', () => {
    expect(outcomeOf(new Error('ECONNREFUSED'))).toEqual({ again: undefined });
    expect(outcomeOf(undefined)).toEqual({ again: undefined });
  });
  test('what takes too long is ended, also if it does not listen', async () => {
    let signal: AbortSignal | undefined;
    const endless = withinTime(1, (given) => {
      signal = given;
      return new Promise(() => {});
    });
    await expect(endless).rejects.toThrow('did not answer in time');
    expect(signal?.aborted).toBe(true);
  });
});
