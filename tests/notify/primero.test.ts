import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CallbackRequest } from '../../src/callbacks/request.js';
import { caseId, createPrimero } from '../../src/notify/primero.js';
import { ANNA, PHONE, requestOf } from '../casework/office.js';
import { NOTICE, openOutbox, type TestOutbox } from './support.js';

/** A Primero that follows its public API: tokens, cases with a client's own id, referrals. */
class FakePrimero {
  readonly cases = new Map<string, Record<string, unknown>>();
  readonly referrals: { case: string; transitioned_to: string; notes: string }[] = [];
  readonly asked: string[] = [];
  /** Statuses to answer with before anything is looked at; the second: after it was done. */
  failing: { path: RegExp; status: number; after: boolean }[] = [];

  answer(
    method: string,
    path: string,
    authorization: string | undefined,
    body: string,
  ): [number, unknown, object?] {
    this.asked.push(`${method} ${path}`);
    const failing = this.failing.find((each) => each.path.test(`${method} ${path}`));
    if (failing) this.failing = this.failing.filter((each) => each !== failing);
    if (failing && !failing.after) return [failing.status, {}];
    const answer = this.serve(method, path, authorization, body === '' ? {} : JSON.parse(body));
    return failing ? [failing.status, {}] : answer;
  }

  private serve(
    method: string,
    path: string,
    authorization: string | undefined,
    body: { user?: { user_name: string; password: string }; data?: Record<string, unknown> },
  ): [number, unknown, object?] {
    if (path === '/api/v2/tokens')
      return body.user?.user_name === 'kinline' && body.user.password === 'an invented password'
        ? [200, { user_name: 'kinline' }, { authorization: 'Bearer a.b.c' }]
        : [401, { error: 'Invalid User name or password.' }];
    if (authorization !== 'Bearer a.b.c') return [401, {}];
    if (method === 'POST' && path === '/api/v2/cases') {
      const { id, ...data } = body.data ?? {};
      if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(String(id))) return [422, {}];
      if (this.cases.has(String(id))) return [409, { errors: [{ code: 409 }] }];
      this.cases.set(String(id), data);
      return [204, undefined];
    }
    const [, id = ''] = /^\/api\/v2\/cases\/([^/]+)\/referrals$/.exec(path) ?? [];
    if (!this.cases.has(id)) return [404, {}];
    if (method === 'GET') return [200, { data: this.referrals.filter((each) => each.case === id) }];
    const { transitioned_to, notes } = body.data as { transitioned_to: string; notes: string };
    if (transitioned_to !== 'primero_cp') return [403, {}];
    this.referrals.push({ case: id, transitioned_to, notes });
    return [200, { data: { record_id: id, transitioned_to } }];
  }
}

let subject: TestOutbox;
let primero: FakePrimero;
let server: Server;
let url: string;
beforeEach(async () => {
  subject = await openOutbox();
  primero = new FakePrimero();
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const [status, answer, more] = primero.answer(method, path, headers.authorization, body);
      response.writeHead(status, { ...more, connection: 'close' });
      response.end(answer === undefined ? '' : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await subject.close();
});

const AGREED = { at: Date.parse('2026-11-24T08:00:00Z'), text: 'hash' };

async function refer(request: CallbackRequest | undefined, password = 'an invented password'): Promise<void> {
  const case_system = createPrimero({
    url,
    access: { name: 'kinline', password },
    to: 'primero_cp',
    allowPrivate: true,
    now: () => subject.clock.now,
    request: async (id) => (request?.id === id ? request : undefined),
  });
  const outbox = subject.outbox({
    targets: async () => [{ id: 'case_system', kind: 'case_system' }],
    senders: { case_system },
  });
  await subject.put({
    ...NOTICE,
    kind: 'callback_referred',
    path: `/desk/requests/${request?.id ?? 'gone'}`,
  });
  for (let n = 0; n < 4; n += 1) {
    await outbox.work();
    subject.clock.now += 3_600_000;
  }
}

describe('a referral', () => {
  test('becomes a case and its referral, with how the family may be called, and nothing it did not agree to', async () => {
    const request = requestOf({ referral: AGREED, notes: [{ at: 1, by: ANNA.id, text: 'a note of ours' }] });
    await refer(request);
    expect([...primero.cases]).toEqual([
      [
        caseId(request.id),
        {
          module_id: 'primeromodule-cp',
          name: 'An invented mother',
          telephone_current: PHONE,
          registration_date: '2026-11-24',
          other_agency_id: request.reference,
          consent_for_services: true,
          disclosure_other_orgs: true,
        },
      ],
    ]);
    const [referral] = primero.referrals;
    expect(primero.referrals).toHaveLength(1);
    expect(referral?.notes).toContain(
      'Safe to call: 2026-11-25T17:00 to 2026-11-25T21:00, Europe/Bucharest.',
    );
    expect(referral?.notes).toContain('If someone else answers: hang up.');
    expect(referral?.notes).toContain('Voicemail: no. SMS: no.');
    expect(JSON.stringify([...primero.cases, referral])).not.toMatch(/a note of ours|night shift|A question/);
    expect(await subject.arrived()).toHaveLength(1);
  });

  test.each([
    ['without the family’s word', requestOf(), 'no_consent'],
    [
      'of a worry about somebody who works here',
      requestOf({ referral: AGREED, recipient: 'safeguarding_lead' }),
      'no_consent',
    ],
    ['that was erased', undefined, 'request_gone'],
  ])('%s is refused, and nothing is sent', async (_, request, code) => {
    await refer(request);
    expect(primero.asked).toEqual([]);
    expect(await subject.waiting()).toMatchObject([{ failed: true, fault: { code } }]);
  });

  test.each([
    ['the case was made', /^POST .*cases$/],
    ['the referral was made', /^POST .*referrals$/],
  ])('whose connection breaks after %s makes nothing twice', async (_, path) => {
    primero.failing = [{ path, status: 503, after: true }];
    await refer(requestOf({ referral: AGREED }));
    expect(primero.cases.size).toBe(1);
    expect(primero.referrals).toHaveLength(1);
    expect(await subject.arrived()).toMatchObject([{ tries: 2, repeats: 1 }]);
  });

  test('with a wrong login waits, and says so without naming it', async () => {
    await refer(requestOf({ referral: AGREED }), 'wrong');
    expect(primero.cases.size).toBe(0);
    const waiting = await subject.waiting();
    expect(waiting).toMatchObject([{ failed: false, fault: { code: 'wrong_login', status: 401 } }]);
    expect(JSON.stringify(waiting)).not.toMatch(/wrong"|invented password|mother/);
  });
});
