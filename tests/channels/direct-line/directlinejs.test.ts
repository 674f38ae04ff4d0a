/** Unmodified botframework-directlinejs 0.15.8 talks to our Direct Line, over a stream and over polling. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Activity, ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import type { ConversationAnswer } from '../../../src/channels/direct-line/address.js';
import { installBrowserGlobals, sockets } from './browser-globals.js';
import { type Service, startService } from './service.js';

installBrowserGlobals();
const { DirectLine: Client } = await import('botframework-directlinejs');
const ONLINE: ConnectionStatus = 2;
const EXPIRED: ConnectionStatus = 3;

interface Talk {
  client: DirectLine;
  activities: Activity[];
  statuses: ConnectionStatus[];
  /** Resolves when the condition holds, looked at whenever something arrives. */
  until(condition: () => boolean): Promise<void>;
  post(activity: object): Promise<string>;
  texts(): string[];
}

let service: Service;
let clients: DirectLine[];
beforeEach(async () => {
  service = await startService();
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.end();
  await service.close();
});

async function talk(options: object): Promise<Talk> {
  const { token } = (await service.call<ConversationAnswer>('POST', '/tokens/generate')).body;
  // `random` is the client's own option; at 0 it comes back 3 s after its socket closed, at 1 after 15.
  const client = new Client({ token, domain: service.domain, random: () => 0, ...options });
  clients.push(client);
  const activities: Activity[] = [];
  const statuses: ConnectionStatus[] = [];
  const waiting = new Set<() => void>();
  const look = () => {
    for (const check of waiting) check();
  };
  client.connectionStatus$.subscribe((status) => {
    statuses.push(status);
    look();
  });
  client.activity$.subscribe(
    (activity) => {
      activities.push(activity);
      look();
    },
    () => undefined,
  );
  return {
    client,
    activities,
    statuses,
    until: (condition) =>
      new Promise((resolve) => {
        const check = () => {
          if (!condition()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    post: (activity) =>
      new Promise((resolve, reject) => {
        client.postActivity(activity as Activity).subscribe(resolve, reject);
      }),
    texts: () =>
      activities.flatMap((activity) => ('text' in activity && activity.text ? [activity.text] : [])),
  };
}

const message = (text: string, clientActivityID: string) => ({
  type: 'message',
  text,
  from: { id: 'whatever', name: '' },
  locale: 'en',
  localTimezone: 'Europe/Chisinau',
  channelData: { clientActivityID },
});

describe.each([
  ['a stream', { webSocket: true }],
  ['polling', { webSocket: false, pollingInterval: 200 }],
])('over %s', (_how, options) => {
  test('it is greeted, sends, sees its own message with its id, and the reply', async () => {
    const person = await talk(options);
    await person.until(() => person.activities.length === 2);
    expect(person.texts()).toEqual(['Hello.', 'What do you need?']);
    const id = await person.post(message('food', 'c-1'));
    await person.until(() => person.activities.length === 4);
    expect(person.texts().slice(2)).toEqual(['food', 'You said: food']);
    expect(person.activities[2]).toMatchObject({
      id,
      channelData: { clientActivityID: 'c-1' },
      from: { role: 'user' },
    });
    expect(person.statuses).toContain(ONLINE);
  });

  test('a button tapped as Web Chat taps it arrives as its choice', async () => {
    const person = await talk(options);
    await person.until(() => person.activities.length === 2);
    const asked = person.activities[1] as {
      suggestedActions?: { actions: { text: string; value: unknown }[] };
    };
    const button = asked.suggestedActions?.actions[0];
    await person.post({ ...message(button?.text ?? '', 'tap'), value: button?.value });
    await person.until(() => person.activities.length === 4);
    expect(service.turns.taken.at(-1)?.content).toEqual({ kind: 'choice', id: 'help', label: 'Find help' });
  });

  test('it greets once though the client sends a join event of its own', async () => {
    const person = await talk(options);
    await person.until(() => person.activities.length === 2);
    await person.post({
      type: 'event',
      name: 'webchat/join',
      from: { id: '' },
      channelData: { clientActivityID: 'join' },
    });
    await person.until(() => person.activities.some(({ type }) => (type as string) === 'event'));
    await person.post(message('food', 'c-1'));
    await person.until(() => person.texts().length === 4);
    expect(person.texts()).toEqual(['Hello.', 'What do you need?', 'food', 'You said: food']);
  });

  test('a picture is sent, echoed and answered', async () => {
    const person = await talk(options);
    await person.until(() => person.activities.length === 2);
    const contentUrl = `data:image/png;base64,${Buffer.from('not a picture').toString('base64')}`;
    const id = await person.post({
      ...message('', 'picture'),
      attachments: [{ contentType: 'image/png', contentUrl, name: 'photo.png' }],
    });
    await person.until(() => person.activities.length === 4);
    expect(person.activities[2]).toMatchObject({ id, channelData: { clientActivityID: 'picture' } });
    expect(person.texts().at(-1)).toBe('You said: unreadable');
  });

  test('it refreshes its token and goes on with the new one', async () => {
    const person = await talk(options);
    await person.until(() => person.activities.length === 2);
    const client = person.client as unknown as {
      token: string;
      refreshToken(): { subscribe(next: (token: string) => void, error: (fault: unknown) => void): void };
    };
    service.clock.now += 900_000;
    const old = client.token;
    client.token = await new Promise<string>((resolve, reject) =>
      client.refreshToken().subscribe(resolve, reject),
    );
    expect(client.token).not.toBe(old);
    service.clock.now += 1_000_000;
    await person.post(message('food', 'c-1'));
    await person.until(() => person.activities.length === 4);
  });

  test('with an expired token it says so, and goes on when the page brings a new one', async () => {
    const person = await talk(options);
    await person.until(() => person.activities.length === 2);
    const { token, conversationId } = person.client as unknown as ConversationAnswer;
    service.clock.now += 1_799_000;
    const renewed = (await service.call<ConversationAnswer>('GET', `/conversations/${conversationId}`, token))
      .body;
    service.clock.now += 2_000;
    expect(await person.post(message('food', 'c-1'))).toBe('retry');
    await person.until(() => person.statuses.includes(EXPIRED));
    expect(service.turns.taken.map(({ content }) => content.kind)).toEqual(['opened']);
    person.client.reconnect({ ...renewed, conversationId } as never);
    await person.post(message('food', 'c-1'));
    await person.until(() => person.texts().includes('You said: food'));
  });

  test('the goodbye and the end arrive', async () => {
    const person = await talk(options);
    await person.until(() => person.activities.length === 2);
    await person.post(message('bye', 'c-1'));
    await person.until(() => person.activities.length === 5);
    expect(person.activities.map(({ type }) => type as string).at(-1)).toBe('endOfConversation');
  });
});

test('after its socket was cut it comes back, with nothing lost and nothing doubled', async () => {
  const person = await talk({ webSocket: true });
  await person.until(() => person.activities.length === 2);
  await person.post(message('before', 'c-1'));
  await person.until(() => person.activities.length === 4);
  sockets.at(-1)?.terminate();
  await person.post(message('while away', 'c-2'));
  await person.until(() => person.activities.length === 6);
  await person.post(message('after', 'c-3'));
  await person.until(() => person.activities.length === 8);
  expect(person.texts()).toEqual([
    'Hello.',
    'What do you need?',
    ...['before', 'while away', 'after'].flatMap((text) => [text, `You said: ${text}`]),
  ]);
  expect(new Set(person.activities.map(({ id }) => id)).size).toBe(8);
});
