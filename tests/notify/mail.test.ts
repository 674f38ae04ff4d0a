import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createMail, type Mail } from '../../src/notify/mail.js';
import type { Target } from '../../src/notify/target.js';
import { type MailServer, startMailServer } from './mail-server.js';
import { HOME, NOTICE, openOutbox, say, type TestOutbox } from './support.js';

let subject: TestOutbox;
let server: MailServer | undefined;
let mail: Mail | undefined;
beforeEach(async () => {
  subject = await openOutbox();
});
afterEach(async () => {
  mail?.close();
  await server?.close();
  await subject.close();
});

const to = (address: string, language = 'en'): Target => ({
  id: `mail-${address.length}`,
  kind: 'mail',
  address,
  language,
});

async function mailWith(
  fails: Parameters<typeof startMailServer>[0],
): Promise<{ mail: Mail; server: MailServer }> {
  server = await startMailServer(fails);
  mail = createMail({ server: server.url, from: 'Kinline <kinline@example.org>', home: HOME, say });
  return { mail, server };
}

test('a mail says that a request is waiting and where it opens, in the receiver’s language, and nothing else', async () => {
  const { mail: sender, server: there } = await mailWith(() => 'no');
  const said: Record<string, string> = {};
  for (const language of ['en', 'ro', 'uk', 'ar']) {
    const id = `n-${language}:mail`;
    const target = {
      ...to('team@example.org', language),
      kind: 'mail' as const,
      address: 'team@example.org',
      language,
    };
    const sent = await sender.send({ id, notice: NOTICE, target }, new AbortController().signal);
    expect(sent).toEqual({ sent: true });
  }
  for (const { raw } of there.taken.values()) {
    const [head = '', body = ''] = raw.split('\r\n\r\n');
    const encoded = /base64/.test(head);
    const text = encoded ? Buffer.from(body, 'base64').toString('utf8') : decodeQuoted(body);
    const language = ['en', 'ro', 'uk', 'ar'].find((code) =>
      text.startsWith(say(code, 'notices:request', { reference: NOTICE.reference })),
    );
    said[language ?? ''] = text.trim();
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
  }
  expect(said.en).toBe(`Request K7-4F2M-9 is waiting\n${HOME}/desk/requests/r1`);
  expect(said.ro).toBe(`Cererea K7-4F2M-9 așteaptă\n${HOME}/desk/requests/r1`);
  expect(said.uk).toBe(`Запит K7-4F2M-9 чекає\n${HOME}/desk/requests/r1`);
  expect(said.ar).toContain('K7-4F2M-9');
  expect(Object.keys(said).sort()).toEqual(['ar', 'en', 'ro', 'uk']);
});

test('every mail arrives at least once over a server that fails three times in ten, repeats under one id', async () => {
  const count = Number(process.env.KINLINE_TEST_NOTICES ?? 300);
  let n = 0;
  const ways = ['refuse', 'no', 'no', 'hang_up', 'no', 'no', 'no', 'hang_up_after', 'no', 'no'] as const;
  const { mail: sender, server: there } = await mailWith(() => ways[n++ % ways.length] ?? 'no');
  const targets = async () => [to('team@example.org')];
  const outbox = subject.outbox({ targets, senders: { mail: sender.send } });
  for (let from = 0; from < count; from += 500)
    await subject.put(
      ...Array.from({ length: Math.min(500, count - from) }, (_, i) => ({ id: `n${from + i}` })),
    );
  let rounds = 0;
  for (; rounds < 60; rounds += 1) {
    await outbox.work();
    if ((await subject.waiting()).length === 0) break;
    subject.clock.now += 3_600_000;
  }
  expect(there.taken.size).toBe(count);
  const arrived = await subject.arrived();
  expect(arrived).toHaveLength(count);
  const repeated = [...there.taken.values()].filter(({ times }) => times > 1).length;
  expect(repeated).toBeGreaterThan(0);
  // Whatever came twice was counted; a connection that broke before may be counted too.
  const counted = arrived.filter(({ repeats }) => repeats > 0).length;
  expect(counted).toBeGreaterThanOrEqual(repeated);
});

test('a mail server that is not there is no crash, and the mail waits', async () => {
  const { server: there } = await mailWith(() => 'no');
  const { url } = there;
  await there.close();
  server = undefined;
  mail = createMail({ server: url, from: 'kinline@example.org', home: HOME, say });
  const outbox = subject.outbox({
    targets: async () => [to('team@example.org')],
    senders: { mail: mail.send },
  });
  await subject.put({});
  await outbox.work();
  expect(await subject.waiting()).toMatchObject([
    { failed: false, unsure: false, fault: { code: 'unreachable' } },
  ]);
});

function decodeQuoted(body: string): string {
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return /[\u0080-\u00ff]/.test(bytes)
    ? Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n')
    : bytes.replaceAll('\r\n', '\n');
}
