/** A notice in a linked chat, all the way through the Bot Framework's own connector. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type BotFrameworkChannel, mountBotFramework } from '../../src/channels/bot-framework/mount.js';
import { place } from '../../src/channels/bot-framework/place.js';
import { createConversations } from '../../src/notify/conversation.js';
import { createLinks, type Links } from '../../src/notify/links.js';
import { createStaffChat } from '../../src/notify/staff-chat.js';
import type { Target } from '../../src/notify/target.js';
import { createWebServer, type WebServer } from '../../src/web/server.js';
import { ANNA, type Office, openOffice } from '../casework/office.js';
import { MESSAGE } from '../channels/bot-framework/sample.js';
import { type Connector, done, startConnector } from '../channels/bot-framework/wire.js';
import { auditedIn, HOME, openOutbox, SECRET, say, type TestOutbox } from './support.js';

let office: Office;
let subject: TestOutbox;
let connector: Connector;
let web: WebServer;
let links: Links;
let channel: BotFrameworkChannel;
let port: number;
beforeEach(async () => {
  [office, subject, connector] = await Promise.all([openOffice(), openOutbox(), startConnector()]);
  const now = () => subject.clock.now;
  links = createLinks({
    store: subject.store,
    write: auditedIn(subject.store),
    secret: SECRET,
    now,
    random: (limit) => limit - 1,
  });
  const staffChat = createStaffChat({
    store: subject.store,
    links,
    cases: { ...office.cases, reference: async (id) => (await office.stored(id))?.reference },
    colleague: async () => ANNA,
    say,
    direction: () => 'ltr',
    home: HOME,
    now,
  });
  web = createWebServer();
  channel = mountBotFramework({
    web,
    take: async () => done('The bot answers.'),
    credentials: undefined,
    production: false,
    log: () => {},
    staffChat,
    timing: { attempt: 1000 },
  });
  port = (await web.listen(0, '127.0.0.1')).port;
});
afterEach(async () => {
  await web.close();
  connector.close();
  await subject.close();
  await office.close();
});

let count = 0;
async function write(text: string): Promise<string[]> {
  count += 1;
  const activity = { ...MESSAGE, id: `a${count}`, serviceUrl: connector.url, channelId: 'msteams', text };
  const answer = await fetch(`http://127.0.0.1:${port}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...activity, deliveryMode: 'expectReplies' }),
  });
  const { activities } = (await answer.json()) as { activities: { text: string }[] };
  return activities.map((each) => each.text);
}

function outbox() {
  const conversation = createConversations({
    links,
    bring: async (at, reply, id) => channel.say(place.parse(at), reply, id),
    say,
    direction: () => 'ltr',
    home: HOME,
  });
  const targets = async (): Promise<Target[]> =>
    (await links.all()).map(({ link }) => ({
      id: `conversation-${link}`,
      kind: 'conversation',
      link,
      language: 'en',
    }));
  return subject.outbox({ targets, senders: { conversation } });
}

test('a linked chat hears of a request, answers to commands, and is a chat like any other for the rest', async () => {
  expect(await write(`link ${await links.newCode(ANNA.id)}`)).toEqual([
    'This chat is linked to your account. Say next, claim or done.',
  ]);
  await subject.put({});
  await outbox().work();
  expect(connector.received).toMatchObject([
    {
      path: '/v3/conversations/conversation-1/activities',
      text: `Request K7-4F2M-9 is waiting\n${HOME}/desk/requests/r1`,
      recipient: 'person-1',
    },
  ]);
  const { reference, id } = await office.asked();
  expect(await write('next')).toEqual([`Next: ${reference}\n${HOME}/desk/requests/${id}`]);
  expect(await write('What is next?')).toEqual(['The bot answers.']);
});

test('when the store fails a person still gets the bot’s own answer', async () => {
  await write(`link ${await links.newCode(ANNA.id)}`);
  await subject.store.close();
  expect(await write('next')).toEqual(['The bot answers.']);
});

test('a channel that is full is obeyed, and the message comes again later', async () => {
  await write(`link ${await links.newCode(ANNA.id)}`);
  connector.behave(() => ({ status: 429, headers: { 'Retry-After': '60' } }));
  await subject.put({});
  await outbox().work();
  expect(await subject.waiting()).toMatchObject([{ failed: false }]);
  connector.behave(() => ({ status: 200 }));
  subject.clock.now += 59_000;
  expect(await outbox().work()).toBe(0);
  subject.clock.now += 1_000;
  await outbox().work();
  expect(connector.received).toHaveLength(2);
  expect(await subject.arrived()).toHaveLength(1);
});
