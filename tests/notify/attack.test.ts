/**
 * A request whose every personal field is a mark of its own, worked from beginning to end: none of the marks may come
 * out in a mail, a webhook, a chat, a calendar, a log, or in what the outbox keeps.
 */
import { createServer } from 'node:http';
import { expect, test } from '@jest/globals';
import { noticeOf } from '../../src/casework/case-notices.js';
import { createTargets } from '../../src/notify/addressed.js';
import { calendarOf } from '../../src/notify/calendar.js';
import { createConversations } from '../../src/notify/conversation.js';
import { createMail } from '../../src/notify/mail.js';
import { createOutbox } from '../../src/notify/outbox.js';
import { createWebhooks } from '../../src/notify/webhook.js';
import { ANNA, at, openOffice, person } from '../casework/office.js';
import { startMailServer } from './mail-server.js';
import { HOME, SECRET, say } from './support.js';

const MARKS = {
  name: 'MARKNAME',
  words: 'MARKWORDS',
  phone: '+441632960987',
  codeWord: 'MARKCODE',
  question: 'MARKQUESTION',
  answer: 'MARKANSWER',
  user: 'MARKUSER',
  note: 'MARKNOTE',
  colleague: 'MARKCOLLEAGUE',
};

test('nothing personal leaves by any way of telling', async () => {
  const office = await openOffice();
  const mailServer = await startMailServer(() => 'no');
  const out: string[] = [];
  const hooks = createServer((request, response) => {
    out.push(JSON.stringify(request.headers));
    request.on('data', (chunk) => out.push(String(chunk)));
    request.on('end', () => {
      response.writeHead(500);
      response.end(JSON.stringify(MARKS));
    });
  });
  await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve));
  const address = hooks.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  const mail = createMail({ server: mailServer.url, from: 'kinline@example.org', home: HOME, say });
  try {
    const request = await office.asked({
      name: MARKS.name,
      words: MARKS.words,
      phone: MARKS.phone,
      answers: [{ question: MARKS.question, answer: MARKS.answer }],
      conversation: { channel: 'web', user: MARKS.user },
      plan: {
        someoneElse: 'hang_up',
        codeWord: MARKS.codeWord,
        voicemail: false,
        sms: false,
        showNumber: false,
        writeHere: true,
      },
    });
    const created = noticeOf(request, { kind: 'callback_created', audience: 'team' }, 'n0', office.clock.now);
    await office.store.write({ records: [created] });
    await office.cases.act(ANNA, request.id, { do: 'claim' });
    office.clock.now = at('2026-11-25T18:00');
    const calendar = calendarOf(office.cases.calendar(ANNA), 'en', say, office.clock.now);
    await office.cases.act(ANNA, request.id, { do: 'note', text: MARKS.note });
    await office.cases.act(ANNA, request.id, { do: 'attempt', outcome: 'reached', note: MARKS.note });
    await office.cases.act(ANNA, request.id, { do: 'close', as: 'helped', reason: MARKS.note });

    const webhook = createWebhooks({ home: HOME, say, now: () => office.clock.now, allowPrivate: true });
    const outbox = createOutbox({
      store: office.store,
      targets: createTargets({
        organization: {
          team: () => ({
            languages: ['en'],
            email: ['team@example.org'],
            webhooks: [{ url, secret_env: 'HOOK' }],
          }),
          safeguardingLead: { email: 'lead@example.org' },
          secondRecipient: { email: 'outside@example.net' },
        },
        links: { all: async () => [{ link: 'l1', staff: ANNA.id }] },
        colleague: async () => person('anna', 'caseworker', { name: MARKS.colleague }),
        secretNamed: () => 'an invented secret',
        caseWebhook: undefined,
        caseSystem: false,
        mail: true,
        language: 'en',
        secret: SECRET,
      }),
      senders: {
        mail: mail.send,
        webhook,
        conversation: createConversations({
          links: { place: async () => ({}), unlink: async () => {} },
          bring: async (_, reply) => {
            out.push(JSON.stringify(reply));
            return 'sent';
          },
          say,
          direction: () => 'ltr',
          home: HOME,
        }),
      },
      now: () => office.clock.now,
      random: () => 0.5,
      log: (event, fields) => out.push(event, JSON.stringify(fields ?? {})),
    });
    await outbox.work();
    office.clock.now += 23 * 3_600_000;
    await outbox.work();
    office.clock.now += 3 * 3_600_000;
    await outbox.work();

    for (const { raw } of mailServer.taken.values()) out.push(raw);
    for (const kind of ['outbox', 'delivery', 'delivered', 'receiver_quiet'])
      out.push(JSON.stringify(await office.records(kind)));
    const all = [...out, calendar].join('\n');
    expect(all).toContain(request.reference);
    expect(mailServer.taken.size).toBeGreaterThan(0);
    expect(all).toContain('notice_failed');
    for (const mark of Object.values(MARKS)) expect(all).not.toContain(mark);
    // What is kept names no address either; the mail itself has to.
    expect(JSON.stringify(await office.records('delivery'))).not.toMatch(/example\.org|127\.0\.0\.1/);
  } finally {
    mail.close();
    hooks.closeAllConnections();
    hooks.close();
    await mailServer.close();
    await office.close();
  }
});
