import { beforeAll, describe, expect, test } from '@jest/globals';
import type { DialogSet } from '../../src/engine/dialog.js';
import type { Input } from '../../src/engine/input.js';
import { KINDS, kindName } from '../../src/engine/kinds/index.js';
import { DEFAULT_LIMITS } from '../../src/engine/limits.js';
import type { Ports } from '../../src/engine/ports.js';
import { newSession, parseSession, type Session } from '../../src/engine/session.js';
import { type Stepped, step } from '../../src/engine/step.js';
import { createBot, TUESDAY } from '../helpers/bot.js';
import { ownContent } from '../helpers/content.js';

const { dialogs } = ownContent();
let ports: Ports;
beforeAll(async () => {
  ports = (await createBot(ownContent())).ports;
});

const CLUJ = { name: 'Cluj-Napoca', latitude: 46.77, longitude: 23.59 };

/** Plays inputs one after the other; the session is JSON between any two. */
async function play(inputs: Input[], set: DialogSet = dialogs): Promise<Stepped> {
  let session: Session = newSession('en', 'RO');
  let stepped: Stepped = { session, events: [] };
  for (const input of [{ kind: 'opened' } as const, ...inputs]) {
    stepped = await step(set, session, input, TUESDAY, ports);
    session = parseSession(JSON.stringify(stepped.session)) as Session;
  }
  return stepped;
}
const at = ({ session }: Stepped) => {
  const visit = session.frames.at(-1)?.visits.at(-1);
  return `${visit?.dialog}/${visit?.step}`;
};
const FOUND: Input[] = [{ kind: 'content', need: 'day_care', place: CLUJ }];

test('every kind of step is used by a dialog that ships, so that the walker walks it', () => {
  const used = new Set(
    [...dialogs.dialogs.values()].flatMap(({ steps }) => [...steps.values()].map(({ kind }) => kind)),
  );
  // These come with questionnaires; tests/forms walks one that has all of them.
  const inForms = new Set(['ask words', 'ask number', 'ask date', 'ask one', 'ask many', 'if']);
  expect(KINDS.map(kindName).filter((name) => !used.has(name) && !inForms.has(name))).toEqual([]);
});

test('a step changes nothing that it was given, and decides the same again', async () => {
  const { session } = await play(FOUND);
  const frozen = deepFreeze(structuredClone(session));
  const input: Input = { kind: 'command', command: 'back' };
  const once = await step(dialogs, frozen, input, TUESDAY, ports);
  const again = await step(dialogs, frozen, input, TUESDAY, ports);
  expect(again).toEqual(once);
});

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}

describe('back', () => {
  const back: Input = { kind: 'command', command: 'back' };

  test('goes one answer back, as often as one likes, and stays at the beginning', async () => {
    const stations: string[] = [];
    for (let times = 0; times <= 5; times += 1)
      stations.push(at(await play([...FOUND, ...Array.from({ length: times }, () => back)])));
    expect(stations).toEqual([
      'find-help/results',
      'find-help/place',
      'find-help/need',
      'menu/choose',
      'menu/choose',
      'menu/choose',
    ]);
  });

  test('lets an answer be given anew', async () => {
    const iasi = { name: 'Iași', latitude: 47.16, longitude: 27.6 };
    const { session } = await play([...FOUND, back, { kind: 'content', place: iasi }]);
    const places = session.frames[0]?.visits.filter(({ answer }) => answer?.kind === 'place');
    expect(places?.map(({ answer }) => (answer?.kind === 'place' ? answer.name : ''))).toEqual(['Iași']);
  });

  test('leaves a called dialog for where it was called', async () => {
    expect(at(await play([...FOUND, { kind: 'command', command: 'erase' }, back]))).toBe('find-help/results');
  });
});

describe('what was said already is not asked again', () => {
  test('a need and a place in one message lead to services at once', async () => {
    expect(at(await play(FOUND))).toBe('find-help/results');
  });

  test('a place said before the need is kept for it', async () => {
    const stepped = await play([
      { kind: 'option', id: 'find_help' },
      { kind: 'content', place: CLUJ },
    ]);
    expect(at(stepped)).toBe('find-help/need');
    const then = await step(dialogs, stepped.session, { kind: 'content', need: 'food' }, TUESDAY, ports);
    expect(at(then)).toBe('find-help/results');
  });

  test('another need looks at the same place; another place is asked for', async () => {
    const need = await play([
      ...FOUND,
      { kind: 'option', id: 'other_need' },
      { kind: 'content', need: 'food' },
    ]);
    expect(at(need)).toBe('find-help/results');
    expect(at(await play([...FOUND, { kind: 'option', id: 'other_place' }]))).toBe('find-help/place');
  });
});

test('what is not understood is asked in other words, with buttons, then a person is offered; no sentence thrice', async () => {
  const sentences = new Map<string, number>();
  const offered: string[] = [];
  for (let misses = 1; misses <= 12; misses += 1) {
    const { events } = await play([
      { kind: 'option', id: 'find_help' },
      ...Array(misses).fill({ kind: 'unclear' }),
    ]);
    for (const event of events) {
      const key =
        event.type === 'said' ? event.text.key : event.type === 'asked' ? event.asked.text.key : undefined;
      if (key !== undefined) sentences.set(key, (sentences.get(key) ?? 0) + 1);
      if (event.type === 'asked') offered.push(event.asked.text.key);
    }
    if (misses === 3) expect(events.map(({ type }) => type)).toContain('numbers_shown');
  }
  expect(offered.slice(0, 2)).toEqual(['find-help:need.again', 'common:unclear.tap_1']);
  expect([...sentences].filter(([, times]) => times > 2)).toEqual([]);
});

describe('danger', () => {
  test('comes first and the conversation stands where it was', async () => {
    const before = await play(FOUND);
    const after = await step(
      dialogs,
      before.session,
      { kind: 'danger', class: 'violence_home', language: 'en' },
      TUESDAY,
      ports,
    );
    expect(after.events[0]).toEqual({ type: 'danger_seen', class: 'violence_home', language: 'en' });
    const { card, ...session } = after.session;
    expect({ ...session, turns: 0 }).toEqual({ ...before.session, turns: 0 });
    expect(card).toEqual({ class: 'violence_home', language: 'en' });
    expect(after.events.at(-1)).toEqual({ type: 'asked', asked: before.session.asked });
  });

  test('as the very first message still brings the card and then the menu', async () => {
    const danger: Input = { kind: 'danger', class: 'danger_now', language: 'en' };
    const { events } = await step(dialogs, newSession('en', 'RO'), danger, TUESDAY, ports);
    expect(events.map(({ type }) => type)).toEqual(['danger_seen', 'said', 'asked']);
  });
});

describe('limits', () => {
  test('a session that has gone on for too long starts anew and says so', async () => {
    const { session } = await play([]);
    const long = { ...session, turns: DEFAULT_LIMITS.turns };
    const { events, session: fresh } = await step(dialogs, long, { kind: 'unclear' }, TUESDAY, ports);
    expect(events[0]).toEqual({ type: 'said', text: { key: 'common:restarted' } });
    expect(fresh.turns).toBe(1);
  });

  test('content that runs in a circle is a fault for the operator and an apology for the person', async () => {
    const about = dialogs.dialogs.get('about');
    const channel = about?.steps.get('channel');
    if (about === undefined || channel === undefined) throw new Error('The dialog about has changed.');
    const steps = new Map(about.steps).set('channel', { ...channel, spec: { say: 'channel', next: 'what' } });
    const set = { ...dialogs, dialogs: new Map(dialogs.dialogs).set('about', { ...about, steps }) };
    const { events } = await play([{ kind: 'option', id: 'about' }], set);
    expect(events.filter(({ type }) => type === 'fault')).toHaveLength(1);
    expect(events.at(-2)).toEqual({ type: 'said', text: { key: 'common:trouble' } });
    expect(events.at(-1)?.type).toBe('asked');
  });

  test('a port that fails is the same', async () => {
    const { session } = await play([]);
    const broken: Ports = { ...ports, findServices: () => Promise.reject(new Error('no directory')) };
    const { events } = await step(dialogs, session, FOUND[0] as Input, TUESDAY, broken);
    expect(events.some(({ type }) => type === 'fault')).toBe(true);
    expect(events.at(-1)?.type).toBe('asked');
  });

  test('a session forgets its oldest visits', async () => {
    const { session } = await play(Array(150).fill({ kind: 'command', command: 'menu' }));
    expect(session.frames[0]?.visits.length).toBe(DEFAULT_LIMITS.visits);
  });
});
