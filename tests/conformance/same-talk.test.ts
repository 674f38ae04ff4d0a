/** The same conversation over each channel's own transport, with one real service behind: the same words on all. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { overBotFramework } from './live/bot-framework.js';
import type { Conversation, Seen } from './live/conversation.js';
import { overDirectLine } from './live/direct-line.js';
import { type LiveService, startLive } from './live/service.js';
import { overTerminal } from './live/terminal.js';

const CHANNELS: [name: string, open: (service: LiveService) => Conversation | Promise<Conversation>][] = [
  ['Bot Framework', ({ url }) => overBotFramework(url)],
  ['Direct Line', ({ url }) => overDirectLine(url)],
  ['terminal', ({ house }) => overTerminal(house.house.take)],
];

type Turn = [what: string, act: (talk: Conversation, before: Seen[]) => Promise<Seen[]>];

const TALK: Turn[] = [
  ['comes', (talk) => talk.opened()],
  ['says hello', (talk) => talk.say('hello')],
  ['says what is needed', (talk) => talk.say('I need food for my children')],
  ['names a town', (talk) => talk.say('Cluj')],
  ['taps the first service', (talk, before) => talk.tap(before.at(-1)?.buttons[0] ?? '')],
  ['asks the way', (talk, before) => talk.tap(before.at(-1)?.buttons[0] ?? '')],
  ['taps help now', (talk, before) => talk.tap(before.at(-1)?.buttons.at(-1) ?? '')],
  ['asks for another language', (talk) => talk.say('language')],
  ['taps Romanian', (talk) => talk.tap('Română')],
  ['stops', (talk) => talk.say('stop')],
];

let service: LiveService;
beforeAll(async () => {
  service = await startLive();
});
afterAll(() => service.close());

async function play(open: (typeof CHANNELS)[number][1]): Promise<Record<string, Seen[]>> {
  const talk = await open(service);
  const turns: Record<string, Seen[]> = {};
  let seen: Seen[] = [];
  for (const [what, act] of TALK) {
    seen = await act(talk, seen);
    turns[what] = seen;
  }
  talk.close();
  return turns;
}

describe('one conversation on every channel', () => {
  const played: Record<string, Record<string, Seen[]>> = {};

  test.each(CHANNELS)(
    '%s: leads from hello to a service, to help now and to another language',
    async (name, open) => {
      const turns = await play(open);
      played[name] = turns;
      const words = (what: string) => (turns[what] ?? []).map((seen) => seen.words).join('\n');
      expect(words('comes')).toMatch(/Hello/);
      expect(words('names a town')).toContain('Cluj-Napoca');
      expect(words('taps the first service')).toContain(turns['names a town']?.at(-1)?.buttons[0]);
      expect(words('asks the way')).toContain('Open map: ');
      expect(turns['taps help now']?.[0]).toMatchObject({
        urgent: true,
        words: expect.stringContaining('112'),
      });
      expect(turns['taps Romanian']?.at(-1)?.language).toBe('ro');
      expect(turns.stops?.at(-1)?.words).not.toBe('');
      for (const seen of Object.values(turns)) expect(seen.at(-1)?.buttons.length).toBeGreaterThan(0);
    },
  );

  test('is told in the same words, with the same buttons', () => {
    const [first, ...others] = Object.values(played);
    expect(others).toHaveLength(CHANNELS.length - 1);
    for (const other of others) expect(other).toEqual(first);
  });
});
