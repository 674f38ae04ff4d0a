/** Asking to be called: what is asked back, and what is told before anything is sent. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { portsOf } from '../../src/engine/callback.js';
import type { Input } from '../../src/engine/input.js';
import { newSession, parseSession, type Session } from '../../src/engine/session.js';
import { type Stepped, step } from '../../src/engine/step.js';
import { type Bot, createBot, TUESDAY, type Turned, tap, text } from '../helpers/bot.js';
import { ownContent } from '../helpers/content.js';

const content = ownContent();
let bot: Bot;
beforeAll(async () => {
  bot = await createBot(content);
});

async function play(language: string, said: Parameters<Bot['turn']>[1][]): Promise<Turned> {
  let turned = await bot.turn(bot.start(language), { kind: 'opened' });
  for (const one of said) turned = await bot.turn(turned.stored, one);
  return turned;
}
const upToNumber = [tap('callback'), tap('yes'), text('Example')];
const upToTimes = [...upToNumber, text('+44 1632 960123')];
const stepOf = ({ session }: Turned) => session.frames.at(-1)?.visits.at(-1)?.step;

describe('a number', () => {
  test.each([
    ['+44', 'callback:number.again'],
    ['+44 1632 96', 'callback:number.too_short'],
    ['+44 1632 960123 45678', 'callback:number.too_long'],
    ['+999 1632 960123', 'callback:number.unknown_country'],
  ])('like %s is not taken, and it is said why', async (words, key) => {
    const turned = await play('en', [...upToNumber, text(words)]);
    expect(turned.events.at(-1)).toMatchObject({ type: 'asked', asked: { text: { key } } });
    expect(stepOf(turned)).toBe('number');
  });

  test.each(['my number is +44 1632 960123, thank you', '٠٠٤٤ ١٦٣٢ ٩٦٠١٢٣', '0044-1632-960123'])(
    'is taken from “%s”',
    async (words) => {
      const { session } = await play('en', [...upToNumber, text(words)]);
      const visit = session.frames[0]?.visits.find(({ step: name }) => name === 'number');
      expect(visit?.answer).toEqual({ kind: 'words', words: '+441632960123' });
    },
  );
});

describe('a time that can mean two things', () => {
  test.each([
    ['en', 'at 5'],
    ['ro', 'la 5'],
    ['uk', 'о 5'],
    ['ar', 'الساعة 5'],
  ])('is asked back with both as buttons in %s', async (language, words) => {
    const turned = await play(language, [...upToTimes, text(words)]);
    const labels = turned.replies.at(-1)?.choices.map(({ label }) => label) ?? [];
    expect(labels.slice(0, 2).join(' ')).toMatch(/05:00.*17:00/);
    const second = await bot.turn(turned.stored, tap('meant_2'));
    const answers = second.session.frames[0]?.visits.find(({ step: name }) => name === 'times')?.answer;
    expect(answers).toEqual({ kind: 'many', ids: ['2026-11-24T17:00/2026-11-24T18:00'] });
  });

  test('today’s own weekday is today or in a week', async () => {
    const turned = await play('en', [...upToTimes, text('Tuesday after 5')]);
    const week = await bot.turn(turned.stored, tap('meant_2'));
    const answers = week.session.frames[0]?.visits.find(({ step: name }) => name === 'times')?.answer;
    expect(answers).toEqual({ kind: 'many', ids: ['2026-12-01T17:00/2026-12-01T21:00'] });
  });

  test('what is over, or says no time, is never taken', async () => {
    for (const words of ['yesterday', 'later', 'bananas'])
      expect(stepOf(await play('en', [...upToTimes, text(words)]))).toBe('times');
  });
});

test('whoever calls by itself is told the number before sending, and again with the reference', async () => {
  const callbacks = { ...portsOf(bot.ports), ourNumber: () => '+44 1632 960900' };
  const ports = { ...bot.ports, callbacks };
  let session: Session = newSession('en', 'RO');
  const told: string[] = [];
  const option = (id: string): Input => ({ kind: 'option', id });
  const said: Input[] = [
    { kind: 'opened' },
    ...['callback', 'yes', 'skip', 'they', 'skip', 'soon', 'send'].map(option),
  ];
  for (const input of said) {
    const stepped: Stepped = await step(content.dialogs, session, input, TUESDAY, ports);
    session = parseSession(JSON.stringify(stepped.session)) as Session;
    told.push(JSON.stringify(stepped.events));
  }
  expect(told.at(-2)).toContain('1632 960900');
  expect(told.at(-1)).toContain('1632 960900');
  expect(told.at(-1)).toContain('callback_requested');
});
