/** Random walks with a seed: what people do in no order at all. */
import { COMMANDS } from '../../src/engine/input.js';
import type { Session } from '../../src/engine/session.js';
import type { IncomingContent } from '../../src/turn/incoming.js';
import { type Bot, tap, text } from '../helpers/bot.js';
import { turnProblems } from './checks.js';

/** mulberry32: small, fast and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SAID = [
  'Iași',
  'львів',
  'كييف',
  'food',
  'grădiniță',
  'їжа',
  'طعام',
  'ӝӝӝ',
  '2',
  '٣',
  '99',
  '😀',
  '😀 😀',
  '‏',
  '🏳️‍🌈',
];

/** One walk of `length` turns; returns what went wrong, with the words said so far. */
export async function randomWalk(
  bot: Bot,
  language: string,
  seed: number,
  length: number,
): Promise<string[]> {
  const next = seeded(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
  let { stored, session } = await bot.turn(bot.start(language), { kind: 'opened' });
  const path: string[] = [];
  for (let turn = 0; turn < length; turn += 1) {
    const said = choose(session);
    path.push(said.kind === 'choice' ? said.id : said.kind === 'text' ? said.text : said.kind);
    const turned = await bot.turn(stored, said);
    const problems = turnProblems(turned);
    if (problems.length > 0)
      return problems.map((problem) => `seed ${seed}, ${language}: ${path.join(' > ')}: ${problem}`);
    if (turned.events.some(({ type }) => type === 'ended')) return [];
    ({ stored, session } = turned);
  }
  return [];

  function choose({ asked }: Session): IncomingContent {
    const dice = next();
    const options = asked?.options ?? [];
    if (dice < 0.55 && options.length > 0) return tap(pick(options).id);
    if (dice < 0.7)
      return tap(`!${pick(COMMANDS.filter((command) => command !== 'stop' && command !== 'exit'))}`);
    if (dice < 0.73) return tap('!help_now');
    if (dice < 0.76) return { kind: 'location', latitude: 40 + 10 * next(), longitude: 20 + 15 * next() };
    if (dice < 0.78) return { kind: 'unreadable' };
    if (dice < 0.79) return tap(pick(['!stop', '!exit']));
    return text(pick(SAID));
  }
}
