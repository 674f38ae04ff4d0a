import { beforeAll, describe, expect, test } from '@jest/globals';
import { COMMANDS } from '../../src/engine/input.js';
import { kindOf } from '../../src/engine/kinds/index.js';
import { type Bot, createBot, tap, text } from '../helpers/bot.js';
import { ownContent } from '../helpers/content.js';
import { explore, type Walked } from './explore.js';
import { randomWalk } from './random.js';

const content = ownContent();
const languages = content.languages.map(({ code }) => code);
const RANDOM_WALKS = 10_000;
const TURNS = 12;

let bot: Bot;
beforeAll(async () => {
  bot = await createBot(content);
});

/** A walk takes long; whoever looks at a language shares it. */
const walks = new Map<string, Promise<Walked>>();
function walkIn(language: string): Promise<Walked> {
  const walk = walks.get(language) ?? explore(bot, language);
  walks.set(language, walk);
  return walk;
}
const PATIENCE = 300_000;

/** Buttons that the files name, as `dialog/step option`. */
function writtenEdges(): string[] {
  return [...content.dialogs.dialogs.values()].flatMap((dialog) =>
    [...dialog.steps.values()].flatMap((step) => {
      return kindOf(step.kind)
        .buttons(step.spec)
        .map(({ option }) => `${dialog.id}/${step.id} ${option}`);
    }),
  );
}

function waitingSteps(): string[] {
  return [...content.dialogs.dialogs.values()].flatMap((dialog) =>
    [...dialog.steps.values()]
      .filter((step) => kindOf(step.kind).asks(step.spec) !== false)
      .map((step) => `${dialog.id}/${step.id}`),
  );
}

describe.each(languages)('every way through the dialogs in %s', (language) => {
  let walked: Walked;
  beforeAll(async () => {
    walked = await walkIn(language);
  }, PATIENCE);

  test('says something sound at every turn', () => {
    expect(walked.problems).toEqual([]);
  });

  test('reaches every step that waits, and presses every button', () => {
    const steps = waitingSteps();
    const edges = writtenEdges();
    expect(steps.filter((step) => !walked.steps.has(step))).toEqual([]);
    expect(edges.filter((edge) => !walked.edges.has(edge))).toEqual([]);
  });
});

describe.each(languages)('the words of %s work at every step:', (language) => {
  let steps: [string, string][];
  beforeAll(async () => {
    steps = [...(await walkIn(language)).steps];
  }, PATIENCE);
  const words = content.languages.find(({ code }) => code === language)?.words.commands;

  test.each(COMMANDS)('%s', async (command) => {
    const lost: string[] = [];
    for (const [step, stored] of steps)
      for (const word of words?.[command] ?? []) {
        const typed = await bot.turn(stored, text(`  ${word.toUpperCase()}! `));
        const tapped = await bot.turn(stored, tap(`!${command}`));
        if (JSON.stringify(typed.events) !== JSON.stringify(tapped.events)) lost.push(`${step}: ${word}`);
      }
    expect(lost).toEqual([]);
  });

  test('help now', async () => {
    const lost: string[] = [];
    const { help_now } = content.languages.find(({ code }) => code === language)?.danger ?? { help_now: [] };
    for (const [step, stored] of steps)
      for (const word of help_now) {
        const { replies, session } = await bot.turn(stored, text(word));
        const goesOn = JSON.stringify(session.asked) === JSON.stringify(JSON.parse(stored).asked);
        if (replies[0]?.tone !== 'danger' || !goesOn) lost.push(`${step}: ${word}`);
      }
    expect(lost).toEqual([]);
  });
});

test('random walks never find a turn without sound words', async () => {
  const problems: string[] = [];
  for (let seed = 1; seed <= RANDOM_WALKS && problems.length < 10; seed += 1)
    problems.push(...(await randomWalk(bot, languages[seed % languages.length] as string, seed, TURNS)));
  expect(problems).toEqual([]);
}, 300_000);
