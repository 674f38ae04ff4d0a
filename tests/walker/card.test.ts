/** The walker proves the danger card: from every state, for every class, in every language; and nothing is lost. */
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { DANGER_CLASSES, type DangerClass } from '../../src/engine/input.js';
import type { Session } from '../../src/engine/session.js';
import { step } from '../../src/engine/step.js';
import { expand } from '../../src/language/danger/expand.js';
import { createSpeaking } from '../../src/language/speech.js';
import { createUnderstanding } from '../../src/language/understand.js';
import { type Bot, createBot, TUESDAY, tap, text } from '../helpers/bot.js';
import { ownContent } from '../helpers/content.js';
import { turnProblems } from './checks.js';
import { explore } from './explore.js';

const content = ownContent();
const languages = content.languages.map(({ code }) => code);
const speaking = createSpeaking(content.languages);
const understanding = createUnderstanding(content.languages, content.needs);
const EXPANDED = 6;

let bot: Bot;
const sessions = new Map<string, string[]>();
beforeAll(async () => {
  bot = await createBot(content);
  for (const language of languages) sessions.set(language, (await explore(bot, language)).sessions);
}, 300_000);

/** Something that a person says for a class: a phrase of the lists as they are now, that means it. */
function phraseFor(danger: DangerClass, language: string): string {
  const words = content.languages.find(({ code }) => code === language)?.danger;
  for (const pattern of words?.phrases[danger] ?? [])
    for (const said of expand(pattern, words?.groups ?? {}, EXPANDED)) {
      const seen = understanding.danger({ kind: 'text', text: said }, language);
      if (seen?.class === danger && seen.language === language) return said;
    }
  throw new Error(`No phrase of ${danger} in ${language} is understood as it.`);
}

/** The same place and the same answers: what a person would lose is anything but the card itself. */
const same = (one: Session, other: Session): boolean => isDeepStrictEqual(standing(one), standing(other));
const standing = ({ frames, asked, misses, language, region }: Session) => ({
  frames,
  asked,
  misses,
  language,
  region,
});

/** Where young people say what they think, harm leads to ways on that they choose from; what they wrote goes along. */
const leadsOn = ({ frames }: Session): boolean => {
  const visit = frames.at(-1)?.visits.at(-1);
  return (
    visit !== undefined && content.dialogs.dialogs.get(visit.dialog)?.dangers?.[visit.step] !== undefined
  );
};

const keptWords = ({ frames, asked }: Session, before: Session, said: string): boolean => {
  const visits = frames.at(-1)?.visits ?? [];
  const kept = isDeepStrictEqual(visits.slice(0, -1), before.frames.at(-1)?.visits);
  return kept && visits.at(-1)?.local?.said === said && asked?.text.key === 'feedback:ways.text';
};

describe.each(languages)('from every state in %s', (language) => {
  test.each(DANGER_CLASSES)(
    '%s brings its card in one turn and loses nothing',
    async (danger) => {
      const said = phraseFor(danger, language);
      const card = speaking.in(language).say(`danger:card.${danger}`);
      const childCard = speaking.in(language).say(`danger:child.card.${danger}`);
      const lost: string[] = [];
      for (const stored of sessions.get(language) ?? []) {
        const before = JSON.parse(stored) as Session;
        const where = before.frames.at(-1)?.visits.at(-1)?.step ?? '';
        const turned = await bot.turn(stored, text(said));
        const { session, events, replies } = turned;
        lost.push(...turnProblems(turned).map((problem) => `${where}: ${problem}`));
        const [first] = replies;
        const wanted = before.child ? childCard : card;
        if (first?.tone !== 'danger' || !first.text.startsWith(wanted) || !first.text.includes('112'))
          lost.push(`${where}: no card`);
        if (events.filter(({ type }) => type === 'danger_seen').length !== 1)
          lost.push(`${where}: not counted once`);
        if (leadsOn(before)) {
          if (!keptWords(session, before, said)) lost.push(`${where}: what was written is lost`);
          continue;
        }
        if (!same(session, before)) lost.push(`${where}: something was lost`);
        const last = events.at(-1);
        if (last?.type !== 'asked' || !isDeepStrictEqual(last.asked, before.asked))
          lost.push(`${where}: the question was not asked again`);
        const [back, backBefore] = [
          await bot.turn(turned.stored, tap('!back')),
          await bot.turn(stored, tap('!back')),
        ];
        if (!same(back.session, backBefore.session)) lost.push(`${where}: back leads elsewhere`);
      }
      expect(lost).toEqual([]);
    },
    120_000,
  );
});

test('every way on from a card leads back to the question, from every state, in every language', async () => {
  const lost: string[] = [];
  for (const [language, stored] of sessions)
    for (const one of stored) {
      const before = JSON.parse(one) as Session;
      const where = `${language}: ${before.frames.at(-1)?.visits.at(-1)?.step}`;
      const card = await bot.turn(one, tap('!help_now'));
      for (const way of ['!not_meant', '!under_18', '!country_PL', '!country_FR']) {
        const turned = await bot.turn(card.stored, tap(way));
        lost.push(...turnProblems(turned).map((problem) => `${where} ${way}: ${problem}`));
        const region = way === '!country_PL' ? 'PL' : way === '!country_FR' ? 'FR' : before.region;
        if (!same(turned.session, { ...before, region })) lost.push(`${where} ${way}: something was lost`);
      }
      const countries = await bot.turn(card.stored, tap('!other_country'));
      lost.push(...turnProblems(countries).map((problem) => `${where} countries: ${problem}`));
      const back = await bot.turn(countries.stored, tap('!back'));
      if (!same(back.session, before)) lost.push(`${where} countries: something was lost`);
    }
  expect(lost).toEqual([]);
}, 300_000);

test('a class seen in any other language brings the card in that language, from every state', async () => {
  const lost: string[] = [];
  let proved = 0;
  for (const [language, stored] of sessions)
    for (const one of stored)
      for (const danger of DANGER_CLASSES)
        for (const spoken of languages) {
          const before = JSON.parse(one) as Session;
          const input = { kind: 'danger', class: danger, language: spoken } as const;
          const { session, events } = await step(content.dialogs, before, input, TUESDAY, bot.ports);
          proved += 1;
          const [first] = events;
          const seen = first?.type === 'danger_seen' && first.class === danger && first.language === spoken;
          if (!seen || !same(session, before)) lost.push(`${language}: ${danger} in ${spoken}`);
        }
  expect(lost).toEqual([]);
  const states = [...sessions.values()].reduce((sum, { length }) => sum + length, 0);
  process.stdout.write(
    `The card was proved from ${states} states in ${languages.length} languages: ` +
      `${states * DANGER_CLASSES.length} messages typed, ${proved} of any language put in.\n`,
  );
  expect(proved).toBe(states * DANGER_CLASSES.length * languages.length);
}, 300_000);
