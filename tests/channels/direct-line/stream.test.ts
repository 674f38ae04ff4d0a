import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ConversationAnswer } from '../../../src/channels/direct-line/address.js';
import { type OpenStream, openStream, type Service, startService, textsOn } from './service.js';

let service: Service;
const open: OpenStream[] = [];
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  for (const { socket } of open) socket.terminate();
  await service.close();
});

async function follow(conversation: ConversationAnswer, watermark?: string): Promise<OpenStream> {
  const url = new URL(conversation.streamUrl ?? '');
  if (watermark !== undefined) url.searchParams.set('watermark', watermark);
  const stream = await openStream(url.href);
  open.push(stream);
  return stream;
}
const lines = (count: number) => (sets: OpenStream['sets']) => textsOn(sets).length >= count;

describe('a stream', () => {
  test('shows first what was said before, then each turn whole in one frame', async () => {
    const conversation = await service.start();
    const stream = await follow(conversation);
    await service.say(conversation, 'food');
    const sets = await stream.until(lines(4));
    expect(sets.map((set) => [set.activities.length, set.watermark])).toEqual([
      [2, '2'],
      [2, '4'],
    ]);
    expect(textsOn(sets)).toEqual(['Hello.', 'What do you need?', 'food', 'You said: food']);
  });

  test('opens the conversation when nothing else did, in the language the page names', async () => {
    const token = service.line.tokenFor().token;
    const { conversationId } = service.line.tokenFor();
    const person = service.line.personOf(token);
    const url = `ws://127.0.0.1:${service.port}/v3/directline/conversations/${person?.conversation}/stream?watermark=&locale=uk&t=${token}`;
    const stream = await openStream(url);
    open.push(stream);
    expect(textsOn(await stream.until(lines(2)))).toEqual(['Hello.', 'What do you need?']);
    expect(service.turns.taken.at(-1)).toMatchObject({ activity: 'opened', locale: 'uk' });
    expect(conversationId).not.toBe(person?.conversation);
  });

  test('starts after the watermark', async () => {
    const conversation = await service.start();
    await service.say(conversation, 'food');
    const stream = await follow(conversation, '3');
    expect(textsOn(await stream.until(lines(1)))).toEqual(['You said: food']);
  });

  test('tells a page to clear what was put away, and shows it to nobody who comes later', async () => {
    const conversation = await service.start();
    const there = await follow(conversation);
    await service.say(conversation, 'my code');
    await service.say(conversation, 'put away');
    const sets = await there.until(lines(6));
    const cleared = sets
      .flatMap(({ activities }) => activities)
      .filter(
        ({ channelData }) => (channelData as { kinline?: { clears?: true } } | undefined)?.kinline?.clears,
      );
    expect(cleared.map((activity) => ('text' in activity ? activity.text : ''))).toEqual([
      'You said: put away',
    ]);
    const later = await follow(conversation, '0');
    expect(textsOn(await later.until(lines(2)))).toEqual(['put away', 'You said: put away']);
  });

  test('several of one conversation show the same', async () => {
    const conversation = await service.start();
    const streams = [await follow(conversation), await follow(conversation)];
    await service.say(conversation, 'food');
    for (const stream of streams) expect(textsOn(await stream.until(lines(4)))).toHaveLength(4);
  });

  test('of a ninth page of one conversation the first gives way', async () => {
    const conversation = await service.start();
    const streams = [];
    for (let count = 0; count < 9; count++) streams.push(await follow(conversation));
    expect(await streams[0]?.closed).toBe(1006);
    expect(textsOn(await (streams[8] as OpenStream).until(lines(2)))).toHaveLength(2);
  });

  test('messages that come while it connects are neither lost nor doubled nor out of order', async () => {
    const conversation = await service.start();
    const said = Array.from({ length: 30 }, (_, index) => `m${index}`);
    const posting = (async () => {
      for (const text of said) await service.say(conversation, text);
    })();
    const streams: OpenStream[] = [];
    for (let count = 0; count < 6; count++) streams.push(await follow(conversation));
    await posting;
    const expected = ['Hello.', 'What do you need?', ...said.flatMap((text) => [text, `You said: ${text}`])];
    for (const stream of streams) expect(textsOn(await stream.until(lines(62)))).toEqual(expected);
  });

  test('shows the goodbye and the end as they happen', async () => {
    const conversation = await service.start();
    const stream = await follow(conversation, '2');
    await service.say(conversation, 'leave');
    const [set] = await stream.until((sets) => sets.length > 0);
    expect(set?.activities.at(-1)).toMatchObject({
      type: 'endOfConversation',
      channelData: { kinline: { leave: true } },
    });
  });

  test('that was cut before the goodbye gets it on coming back', async () => {
    const conversation = await service.start();
    await service.say(conversation, 'bye');
    const stream = await follow(conversation, '2');
    expect(textsOn(await stream.until(lines(2)))).toEqual(['bye', 'You said: bye']);
  });

  test.each(['-1', 'abc', '1.5'])('with the watermark %p is refused', async (watermark) => {
    const conversation = await service.start();
    await expect(follow(conversation, watermark)).rejects.toThrow('400');
  });
});

describe('the other end', () => {
  test('may send empty frames as long as it likes, and nothing large', async () => {
    const conversation = await service.start();
    const stream = await follow(conversation);
    for (let count = 0; count < 50; count++) stream.socket.send('');
    await service.say(conversation, 'food');
    await stream.until(lines(4));
    stream.socket.send('x'.repeat(5000));
    expect(await stream.closed).toBe(1009);
  });

  test('is let go when it gives no sign of life between two rounds', async () => {
    const conversation = await service.start();
    const alive = await follow(conversation);
    const dead = await follow(conversation);
    await Promise.all([alive.until(lines(2)), dead.until(lines(2))]);
    dead.socket.pong = () => undefined;
    const deaf = dead.socket as unknown as { _autoPong: boolean };
    deaf._autoPong = false;
    const receiver = (dead.socket as unknown as { _receiver: { removeAllListeners(name: string): void } })
      ._receiver;
    receiver.removeAllListeners('ping');
    const ponged = new Promise((resolve) => alive.socket.once('ping', resolve));
    service.line.sweep();
    await ponged;
    // A round trip on the living stream: its pong has arrived.
    await service.say(conversation, 'food');
    await alive.until(lines(4));
    service.line.sweep();
    expect(await dead.closed).toBe(1006);
    await service.say(conversation, 'still here');
    expect(textsOn(await alive.until(lines(6)))).toContain('You said: still here');
  });

  test('that does not read is dropped before it fills the memory', async () => {
    const conversation = await service.start();
    const url = new URL(conversation.streamUrl ?? '');
    const socket = connect(service.port, '127.0.0.1');
    socket.write(
      `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    // Each turn is some 12 KB on the wire; the kernel takes a few megabytes before the server notices.
    const long = 'x'.repeat(4096);
    for (let count = 0; count < 1200; count++) await service.say(conversation, long);
    socket.resume();
    await closed;
  });
});

describe('when nothing can be stored', () => {
  test('the answer is 503 with the apology in it, also on the stream, and sending again works', async () => {
    const conversation = await service.start();
    const stream = await follow(conversation);
    await stream.until(lines(2));
    service.turns.down = true;
    const failed = await service.say(conversation, 'food', 'once');
    expect(failed.status).toBe(503);
    expect(failed.headers.get('Retry-After')).toBe('2');
    expect(failed.body).toMatchObject({
      error: { code: 'NotTaken', message: expect.any(String) },
      activities: [{ type: 'message', text: 'Sorry, not now.', from: { role: 'bot' } }],
    });
    const [apology] = (await stream.until(lines(3))).slice(-1);
    expect(apology).toEqual({ activities: (failed.body as unknown as OpenStream['sets'][0]).activities });
    service.turns.down = false;
    expect((await service.say(conversation, 'food', 'once')).body.id).toBe(
      `${conversation.conversationId}|0000002`,
    );
    expect(textsOn(await stream.until(lines(5))).slice(3)).toEqual(['food', 'You said: food']);
  });

  test('polling is answered 200 with the apology once, and its place does not move', async () => {
    const conversation = await service.start();
    service.turns.down = true;
    await service.say(conversation, 'food');
    const first = await service.read(conversation, '2');
    const second = await service.read(conversation, '2');
    service.turns.down = false;
    expect([first.status, textsOn([first.body]), first.body.watermark]).toEqual([
      200,
      ['Sorry, not now.'],
      '2',
    ]);
    expect([second.status, second.body]).toEqual([200, { activities: [], watermark: '2' }]);
  });

  test('a conversation can be started, is told once, and is greeted when the store is back', async () => {
    service.turns.down = true;
    const { token } = service.line.tokenFor();
    const started = await service.call<ConversationAnswer>('POST', '/conversations', token);
    expect(started.status).toBe(201);
    const polls = [await service.read(started.body), await service.read(started.body)];
    expect(polls.map(({ body }) => textsOn([body]))).toEqual([['Sorry, not now.'], []]);
    service.clock.now += 6000;
    expect((await service.read(started.body)).body.activities).toEqual([]);
    service.turns.down = false;
    service.clock.now += 6000;
    expect(textsOn([(await service.read(started.body)).body])).toEqual(['Hello.', 'What do you need?']);
  });

  test('a stream is shown what was said a moment ago all the same', async () => {
    const conversation = await service.start();
    service.turns.down = true;
    const stream = await follow(conversation, '1');
    expect(textsOn(await stream.until(lines(1)))).toEqual(['What do you need?']);
    service.turns.down = false;
  });

  test('a stream that cannot read its past is told to come back', async () => {
    const conversation = await service.start();
    for (let turn = 0; turn < 25; turn += 1) await service.say(conversation, 'food');
    service.turns.down = true;
    const stream = await follow(conversation, '1');
    expect(await stream.closed).toBe(1013);
    service.turns.down = false;
  });
});

test('closing ends the streams, so that the server can stop', async () => {
  const other = await startService();
  const conversation = await other.start();
  const stream = await openStream(conversation.streamUrl ?? '');
  await other.close();
  expect(await stream.closed).toBe(1001);
});

test('three hundred idle streams cost a message in one of them nothing', async () => {
  const conversations = await Promise.all(Array.from({ length: 300 }, () => service.start()));
  const streams = await Promise.all(conversations.map((conversation) => follow(conversation)));
  await Promise.all(streams.map((stream) => stream.until(lines(2))));
  await service.say(conversations[7] as ConversationAnswer, 'food');
  await (streams[7] as OpenStream).until(lines(4));
  expect(streams.filter(({ sets }) => textsOn(sets).length > 2)).toHaveLength(1);
});
