/** What a parent notices of “What would help us?”: card before the next question, stop and skip, a plan, no score. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { kindOf } from '../../src/engine/kinds/index.js';
import { newSession, type Session } from '../../src/engine/session.js';
import { createSpeaking } from '../../src/language/speech.js';
import { type Bot, createBot, type Turned, tap, text } from '../helpers/bot.js';
import { ownContent } from '../helpers/content.js';

let bot: Bot;
beforeAll(async () => {
  bot = await createBot(ownContent());
});

/** Answers by step; every other question gets `otherwise`. */
type Answers = Record<string, string>;

/** A position, for a town’s name typed first would choose its language. */
const CLUJ = { kind: 'location' as const, latitude: 46.77, longitude: 23.6 };

const stepOf = ({ frames }: Session): string => frames.at(-1)?.visits.at(-1)?.step ?? '';
const dialogOf = ({ frames }: Session): string => frames.at(-1)?.visits.at(-1)?.dialog ?? '';

async function opened(dialog: 'self-check' | 'self-check-young' = 'self-check'): Promise<Turned> {
  let turned = await bot.turn(bot.start('en'), { kind: 'opened' });
  turned = await bot.turn(turned.stored, tap('self_check'));
  if (dialog === 'self-check-young') turned = await bot.turn(turned.stored, tap('young'));
  return bot.turn(turned.stored, tap('start'));
}

/** Answers until the result, or until `until` is asked. */
async function answer(
  from: Turned,
  answers: Answers,
  otherwise = 'skip',
  until = 'result',
): Promise<Turned[]> {
  const turns = [from];
  for (let turned = from; stepOf(turned.session) !== until; ) {
    const step = stepOf(turned.session);
    const known = turned.session.asked?.options.map(({ id }) => id) ?? [];
    const wanted = answers[step] ?? (step === 'private' ? 'go_on' : otherwise);
    const said = step === 'place' ? CLUJ : tap(known.includes(wanted) ? wanted : 'skip');
    turned = await bot.turn(turned.stored, said);
    turns.push(turned);
    if (turns.length > 60) throw new Error(`Never came to ${until}; last at ${step}.`);
  }
  return turns;
}

const last = (turns: Turned[]): Turned => turns.at(-1) as Turned;
const words = ({ replies }: Turned): string => replies.map(({ text: said }) => said).join('\n');

describe('the order and the words', () => {
  test('what it is and what becomes of it is said first: no test, nobody is told, nothing kept, can be stopped', async () => {
    const menu = await bot.turn(bot.start('en'), { kind: 'opened' });
    const said = words(await bot.turn(menu.stored, tap('self_check')));
    for (const promise of [/not a test/, /no score/, /Nobody is told/, /nothing is kept/, /stop at any time/])
      expect(said).toMatch(promise);
  });

  test('everyday questions come first and the most private ones last', async () => {
    const steps = (await answer(await opened(), {})).map(({ session }) => stepOf(session));
    expect(steps.slice(1, 6)).toEqual(['bills', 'work', 'reach', 'upheaval', 'alone']);
    expect(steps.filter((step) => !['result', 'look'].includes(step)).slice(-3)).toEqual([
      'fear',
      'marriage',
      'offer',
    ]);
  });

  test.each(['treated', 'low', 'drink', 'fear', 'marriage', 'offer'])(
    '%s announces itself, need not be answered, and keeps the way out in view',
    async (step) => {
      const turned = last(await answer(await opened(), { 'child-away': 'yes' }, 'no', step));
      expect(turned.replies.at(-2)?.text).toMatch(/You need not answer/);
      expect(turned.session.asked?.options.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['skip', 'stop', 'leave']),
      );
    },
  );

  test('how a child is treated elsewhere is only asked where a child lives elsewhere', async () => {
    const asked = async (answers: Answers) =>
      (await answer(await opened(), answers, 'no')).some(({ session }) => stepOf(session) === 'treated');
    expect([
      await asked({ 'child-away': 'yes' }),
      await asked({}),
      await asked({ 'child-away': 'sometimes' }),
    ]).toEqual([true, false, false]);
  });
});

describe('answers that cannot wait', () => {
  test.each([
    ['tonight', 'no', 'no_shelter_or_food'],
    ['tonight', 'not_sure', 'no_shelter_or_food'],
    ['food-today', 'no', 'no_shelter_or_food'],
    ['alone-now', 'yes', 'missing_or_alone_child'],
    ['apart-now', 'yes', 'missing_or_alone_child'],
    ['treated', 'yes', 'staff_misconduct'],
    ['fear', 'yes', 'violence_home'],
    ['fear', 'sometimes', 'violence_home'],
    ['marriage', 'yes', 'violence_home'],
    ['offer', 'yes', 'trafficking_exploitation'],
    ['offer', 'sometimes', 'trafficking_exploitation'],
  ])('%s answered “%s” brings the card of %s before the next question', async (step, said, danger) => {
    const way = { bills: 'yes', alone: 'yes', upheaval: 'yes', 'child-away': 'yes' };
    const at = last(await answer(await opened(), way, 'no', step));
    const turned = await bot.turn(at.stored, tap(said));
    expect(turned.events[0]).toMatchObject({ type: 'danger_seen', class: danger });
    expect(turned.replies[0]?.tone).toBe('danger');
    expect(turned.replies.some(({ links }) => links.some(({ kind }) => kind === 'call'))).toBe(true);
    expect(stepOf(turned.session)).not.toBe(step);
    expect(turned.session.asked).not.toBeNull();
  });

  test('“rather not say” brings none, anywhere', async () => {
    for (const turned of await answer(await opened(), {}))
      expect(turned.events.some(({ type }) => type === 'danger_seen')).toBe(false);
  });

  test('a marriage that is planned shows the child helpline and the line against exploitation', async () => {
    const at = last(await answer(await opened(), {}, 'no', 'marriage'));
    const turned = await bot.turn(at.stored, tap('yes'));
    expect(turned.events).toContainEqual({ type: 'numbers_shown', kinds: ['child_helpline', 'trafficking'] });
  });
});

describe('the result', () => {
  test('names a strength, gives at most three services with a reason each, and the numbers that everybody gets', async () => {
    const turned = last(await answer(await opened(), { 'helps-now': 'friends', look: 'near' }, 'yes'));
    const shown = turned.events.filter(({ type }) => type === 'shown');
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.length).toBeLessThanOrEqual(3);
    for (const event of shown)
      expect(turned.events[turned.events.indexOf(event) - 1]).toMatchObject({ type: 'said' });
    expect(turned.events).toContainEqual({
      type: 'numbers_shown',
      kinds: ['domestic_violence', 'child_helpline', 'emergency'],
    });
    expect(words(turned)).toMatch(/You said that/);
    expect(words(turned)).toMatch(/Nothing you answered is kept/);
  });

  test('gives the numbers to whoever passed over everything, and no suggestion', async () => {
    const turned = last(await answer(await opened(), {}));
    expect(words(turned)).not.toMatch(/You said that/);
    expect(turned.events).toContainEqual({
      type: 'numbers_shown',
      kinds: ['domestic_violence', 'child_helpline', 'emergency'],
    });
  });

  test.each(['stop', 'Show me what helps'])('comes half way when one says “%s”', async (said) => {
    const at = last(await answer(await opened(), { bills: 'yes', 'food-today': 'yes' }, 'skip', 'reach'));
    const turned = await bot.turn(at.stored, text(said));
    expect(turned.events.some(({ type }) => type === 'ended')).toBe(false);
    const result = await bot.turn(turned.stored, tap('skip'));
    expect(words(result)).toMatch(/hard to pay for everyday things/);
    const over = await bot.turn(result.stored, text('stop'));
    expect(over.events.some(({ type }) => type === 'ended')).toBe(true);
  });

  test('“stop” where a place is asked goes on without one', async () => {
    const at = last(await answer(await opened(), { look: 'near' }, 'yes', 'place'));
    const turned = await bot.turn(at.stored, text('stop'));
    expect(stepOf(turned.session)).toBe('result');
    expect(words(turned)).toMatch(/This can help/);
  });

  test('a second time begins empty', async () => {
    const first = last(await answer(await opened(), { bills: 'yes' }));
    const menu = await bot.turn(first.stored, tap('menu'));
    const anew = await bot.turn((await bot.turn(menu.stored, tap('self_check'))).stored, tap('start'));
    expect(words(last(await answer(anew, {})))).not.toMatch(/You said that/);
  });

  test('the plan says every reason, is marked to be taken along, and can be read again', async () => {
    let turned = last(await answer(await opened(), { 'helps-now': 'family' }, 'yes'));
    for (const time of [1, 2]) {
      turned = await bot.turn(turned.stored, tap('my_plan'));
      const plan = turned.replies.filter((reply) => reply.plan);
      expect({ time, lines: plan.filter(({ text: said }) => said.startsWith('You said')).length }).toEqual({
        time,
        lines: 20,
      });
      for (const { text: said } of plan) expect(said.length).toBeLessThanOrEqual(600);
    }
  });
});

describe('mediation', () => {
  const suggested = async (fear: string): Promise<boolean> => {
    const turned = last(
      await answer(await opened(), {
        loss: 'yes',
        fear,
        ...(fear === 'unanswered' ? { private: 'stop' } : {}),
      }),
    );
    const plan = await bot.turn(turned.stored, tap('my_plan'));
    return JSON.stringify([turned.events, plan.events]).includes('needs:couple_mediation');
  };

  test.each(['yes', 'sometimes', 'skip', 'unanswered'])(
    'is never suggested when fear at home is %s',
    async (fear) => {
      expect(await suggested(fear)).toBe(false);
    },
  );

  test('is suggested only after a plain “no”', async () => {
    expect(await suggested('no')).toBe(true);
  });

  test('no service for mediation is shown either, whatever else it does', async () => {
    const queries: string[] = [];
    const { helpNear } = await import('../../src/engine/helping.js');
    const service = (id: string, needs: string[]) => ({ id, name: id, view: {}, open: true, needs });
    const rules = ownContent().dialogs.dialogs.get('self-check')?.rules;
    const told = await helpNear(
      [{ because: 'because.loss', help: ['psychosocial'] }],
      { kind: 'place', name: 'Cluj', latitude: 46.8, longitude: 23.6 },
      {
        own: { steps: new Map(), ...(rules === undefined ? {} : { rules }) },
        answer: () => undefined,
        language: 'en',
        now: 0,
        ports: {
          ...bot.ports,
          findServices: async ({ need = '' }: { need?: string }) => {
            queries.push(need);
            const services = [
              service('mediator', ['psychosocial', 'couple_mediation']),
              service('listener', [need]),
            ];
            return { services, total: 2, widened: false };
          },
        },
      } as unknown as Parameters<typeof helpNear>[2],
    );
    expect(queries).toEqual(['psychosocial']);
    expect(told.map((one) => one.service?.id)).toEqual(['listener']);
  });
});

describe('answers for somebody else to see', () => {
  test('only those ticked are handed over, after they were read in full', async () => {
    let turned = last(await answer(await opened(), { bills: 'yes', 'food-today': 'yes', fear: 'yes' }));
    turned = await bot.turn(turned.stored, tap('show'));
    turned = await bot.turn(turned.stored, tap('bills'));
    turned = await bot.turn(turned.stored, tap('done'));
    expect(words(turned)).toMatch(/hard to pay for food.* – .*Yes/);
    expect(words(turned)).not.toMatch(/afraid/);
    expect(turned.events.some(({ type }) => type === 'answers_handed')).toBe(false);
    turned = await bot.turn(turned.stored, tap('agree'));
    const handed = turned.events.find(({ type }) => type === 'answers_handed');
    expect(handed).toMatchObject({ answers: [{ step: 'bills', answer: { key: 'self-check:answers.yes' } }] });
  });

  test('a second page holds what does not fit on the first', async () => {
    let turned = last(await answer(await opened(), {}, 'yes'));
    turned = await bot.turn(turned.stored, tap('show'));
    const first = turned.session.asked?.options.map(({ id }) => id) ?? [];
    turned = await bot.turn(turned.stored, tap('more'));
    const second = turned.session.asked?.options.map(({ id }) => id) ?? [];
    expect(first.length).toBeLessThanOrEqual(9);
    expect(second.filter((id) => first.includes(id))).toEqual(['more', 'none']);
  });
});

describe('young people', () => {
  test('who open the parents’ check are offered their own', async () => {
    const turned = await opened('self-check-young');
    expect(dialogOf(turned.session)).toBe('self-check-young');
    expect(turned.session.child).toBe(true);
  });

  test('are led to the child helpline first', async () => {
    const turned = last(await answer(await opened('self-check-young'), { talk: 'yes' }));
    expect(words(turned)).toMatch(/somebody to talk to/);
    expect(turned.events).toContainEqual({
      type: 'numbers_shown',
      kinds: ['child_helpline', 'domestic_violence', 'emergency'],
    });
  });
});

describe('our own words on a button are an answer and no cry for help', () => {
  const { languages, dialogs } = ownContent();
  test.each(languages.map(({ code }) => code))('in %s, typed or tapped', async (language) => {
    const speech = createSpeaking(languages).in(language);
    const lost: string[] = [];
    for (const name of ['self-check', 'self-check-young'])
      for (const { id, kind, spec } of dialogs.dialogs.get(name)?.steps.values() ?? []) {
        const options = kindOf(kind)
          .buttons(spec)
          .map(({ option, label = `${id}.${option}` }) => ({
            id: option,
            text: { key: `${name}:${label}` },
          }));
        if (options.length === 0) continue;
        const session: Session = {
          ...newSession(language, 'RO'),
          languageChosen: true,
          frames: [{ visits: [{ dialog: name, step: id }], asked: null }],
          asked: { text: { key: `${name}:${id}.text` }, expects: 'option', options },
        };
        for (const option of options) {
          const words = speech.ref(option.text);
          const typed = await bot.turn(JSON.stringify(session), text(words));
          const tapped = await bot.turn(JSON.stringify(session), tap(option.id, words));
          if (JSON.stringify(typed.events) !== JSON.stringify(tapped.events))
            lost.push(`${name}/${id}: ${words}`);
        }
      }
    expect(lost).toEqual([]);
  });
});
