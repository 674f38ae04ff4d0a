/** Being called, on a real store: what is kept and when, who sees it, and what is left of it when it is taken back. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { contactAllowed } from '../../src/callbacks/contact.js';
import { callbackDocument, readFacets, readRequest } from '../../src/callbacks/kept.js';
import type { CallbackFacets } from '../../src/callbacks/request.js';
import { NOTICE_RECORD } from '../../src/notify/notice.js';
import type { Store } from '../../src/stores/port.js';
import type { IncomingContent } from '../../src/turn/incoming.js';
import type { TurnResult } from '../../src/turn/result.js';
import { openHouse, type TestHouse } from '../helpers/house.js';

let test1: TestHouse;
let commits = 0;
const counting = (store: Store): Store => ({
  ...store,
  commit: (commit) => {
    commits += 1;
    return store.commit(commit);
  },
  write: (changes) => {
    commits += 1;
    return store.write(changes);
  },
});
beforeEach(async () => {
  test1 = await openHouse(counting);
});
afterEach(() => test1.close());

const NAME = 'Quillabeth';
const NUMBER = '+44 1632 960123';
const WORDS = 'zanzibarwords';
/** Long enough that sealed bytes do not hold one of them by chance. */
const PERSONAL = [NAME, '441632', '1632 960', '960123', WORDS];

const tap = (id: string): IncomingContent => ({ kind: 'choice', id, label: '' });
const words = ({ replies }: TurnResult) =>
  replies.map(({ text, choices }) => [text, ...choices.map(({ label }) => label)].join('\n')).join('\n');

async function play(said: (string | IncomingContent)[], user = 'somebody'): Promise<TurnResult> {
  let result: TurnResult | undefined;
  for (const one of said) result = await test1.house.take(test1.message(one, { user }));
  if (result === undefined) throw new Error('Nothing was said.');
  return result;
}

/** All but the last tap. */
const UP_TO_SENDING = [
  { kind: 'opened' } as const,
  tap('callback'),
  tap('yes'),
  NAME,
  NUMBER,
  tap('evenings'),
  tap('safest'),
  tap('family'),
  tap('skip'),
  WORDS,
  tap('soon'),
];

async function recordsOf(kind: string): Promise<{ id: string; value: string }[]> {
  const all: { id: string; value: string }[] = [];
  for await (const record of test1.store.records(kind)) all.push(record);
  return all;
}
const requests = async (): Promise<CallbackFacets[]> =>
  (await recordsOf('callback')).map(({ value }) => readFacets(value));

function rawBytes(folder: string): string {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => {
      const found = statSync(path);
      if (found.isDirectory()) return rawBytes(path);
      return found.isFile() ? readFileSync(path, 'latin1') : '';
    })
    .join('\n');
}

async function sent(): Promise<{ reference: string; code: string; facets: CallbackFacets }> {
  await play(UP_TO_SENDING);
  const result = await play([tap('send')]);
  const reference = /[2-9A-Z]{2}-[2-9A-Z]{4}-[2-9A-Z]/.exec(words(result))?.[0] ?? '';
  const code = /\d{4} \d{4}/.exec(words(result))?.[0] ?? '';
  const [facets] = await requests();
  if (facets === undefined) throw new Error('Nothing was sent.');
  return { reference, code, facets };
}

test('before the yes nothing is kept but the sealed session, and leaving it leaves nothing', async () => {
  const review = await play(UP_TO_SENDING);
  for (const one of [NAME, '+441632960123', WORDS]) expect(words(review)).toContain(one);
  expect(await requests()).toEqual([]);
  expect(await recordsOf(NOTICE_RECORD)).toEqual([]);
  for (const one of PERSONAL) expect(rawBytes(test1.folder).includes(one)).toBe(false);
  await play([tap('no')]);
  await play([tap('callback')]);
  expect(words(await play([tap('!repeat')]))).not.toMatch(new RegExp(PERSONAL.join('|')));
});

test('sending costs one commit, and makes one sealed request, its line and its notice', async () => {
  await play(UP_TO_SENDING);
  const before = commits;
  await play([tap('send')]);
  expect(commits - before).toBe(1);
  const [facets, ...others] = await requests();
  expect(others).toEqual([]);
  const document = await test1.store.document(callbackDocument(facets?.id ?? ''));
  const request = readRequest(document?.value ?? '');
  expect(request).toMatchObject({
    name: NAME,
    phone: '+441632960123',
    words: WORDS,
    zone: 'Europe/Bucharest',
    conversation: null,
    plan: { someoneElse: 'hang_up', voicemail: false, sms: false, showNumber: false, writeHere: false },
  });
  expect(request.code).toMatch(/^scrypt\$/);
  for (const one of PERSONAL) expect(rawBytes(test1.folder).includes(one)).toBe(false);
  expect(JSON.stringify(facets)).not.toMatch(new RegExp(PERSONAL.join('|')));
  const [notice] = (await recordsOf(NOTICE_RECORD)).map(({ value }) => JSON.parse(value));
  expect(notice).toMatchObject({ kind: 'callback_created', reference: facets?.reference, audience: 'team' });
  expect(JSON.stringify(test1.logged)).not.toMatch(new RegExp(PERSONAL.join('|')));
});

test('sent twice at once, it is one request', async () => {
  await play(UP_TO_SENDING);
  await Promise.all([1, 2, 3].map(() => test1.house.take(test1.message(tap('send')))));
  expect(await requests()).toHaveLength(1);
});

test('a call is allowed in the times that were said, and in no others', async () => {
  const { facets } = await sent();
  const at = (time: string) => contactAllowed(facets, Date.parse(time)).allowed;
  expect(at('2026-11-25T19:00:00+02:00')).toBe(true);
  expect(at('2026-11-25T17:59:00+02:00')).toBe(false);
  expect(at('2026-11-25T21:00:00+02:00')).toBe(false);
});

test('a line that is passed over the second time is gone', async () => {
  const about = [tap('change'), tap('about'), tap('family'), tap('skip'), tap('skip')];
  const review = await play([...UP_TO_SENDING, ...about]);
  expect(words(review)).not.toContain(WORDS);
  await play([tap('send')]);
  const [facets] = await requests();
  const document = await test1.store.document(callbackDocument(facets?.id ?? ''));
  expect(readRequest(document?.value ?? '').words).toBeNull();
});

test('of a check only the answers that were ticked go along', async () => {
  const check = [
    tap('self_check'),
    tap('start'),
    tap('family'),
    tap('yes'),
    tap('yes'),
    tap('no'),
    tap('stop'),
  ];
  const handed = [tap('skip'), tap('call_me'), tap('bills'), tap('done'), tap('agree')];
  await play([{ kind: 'opened' }, ...check, ...handed, ...UP_TO_SENDING.slice(2), tap('send')]);
  const [facets] = await requests();
  const document = await test1.store.document(callbackDocument(facets?.id ?? ''));
  expect(readRequest(document?.value ?? '').answers).toEqual([
    {
      question: 'In the last three months, was it hard to pay for food, heating, rent or school things?',
      answer: 'Yes',
    },
  ]);
});

test('“delete my data” erases what was asked for from this chat, too', async () => {
  const { facets } = await sent();
  await play([tap('!erase'), tap('yes')]);
  expect(await requests()).toEqual([]);
  expect(await test1.store.document(callbackDocument(facets.id))).toBeUndefined();
});

describe('somebody else with the phone', () => {
  test('sees that there is a request, and nothing of what it says', async () => {
    await sent();
    await play([tap('noted')]);
    const seen: string[] = [];
    for (const said of [
      tap('!back'),
      tap('!repeat'),
      tap('!menu'),
      tap('callback'),
      tap('open'),
      'Ana',
      tap('!back'),
    ])
      seen.push(words(await play([said])));
    expect(seen.join('\n')).toMatch(/You asked us to call you/);
    expect(seen.join('\n')).not.toMatch(new RegExp(PERSONAL.join('|')));
    const transcript = JSON.stringify(await test1.house.transcript.since('test', 'somebody', 0));
    for (const one of PERSONAL) expect(transcript).not.toContain(one);
    expect(transcript).not.toMatch(/\d{4} \d{4}/);
  });

  test('may take it back without the code, and then nothing of it is left', async () => {
    const { facets } = await sent();
    await play([tap('noted'), tap('callback'), tap('take_back'), tap('yes')]);
    expect(await requests()).toEqual([]);
    expect(await test1.store.document(callbackDocument(facets.id))).toBeUndefined();
    const kinds = (await recordsOf(NOTICE_RECORD)).map(({ value }) => JSON.parse(value).kind);
    expect(kinds.sort()).toEqual(['callback_created', 'callback_taken_back']);
    for (const one of PERSONAL) expect(rawBytes(test1.folder).includes(one)).toBe(false);
    expect(words(await play([tap('callback')]))).toMatch(/Are you 16/);
  });

  test('finds it locked again after ten minutes', async () => {
    const { code } = await sent();
    const open = await play([tap('noted'), tap('callback'), tap('open'), code]);
    expect(words(open)).toContain(NAME);
    test1.clock.now += 11 * 60_000;
    const later = words(await play([tap('!repeat')]));
    expect(later).toMatch(/What is your code/);
    expect(later).not.toContain(NAME);
  });
});

describe('the code', () => {
  test('opens it on another device, and changes it', async () => {
    const { reference, code, facets } = await sent();
    const other = 'another device';
    const from = [{ kind: 'opened' } as const, tap('callback'), tap('before')];
    const open = await play(
      [...from, reference.toLowerCase().replaceAll('-', ' '), code.replace(' ', '')],
      other,
    );
    expect(words(open)).toContain(NAME);
    await play(
      [tap('times'), 'on 26.11.2026 after 17:00', tap('see'), tap('note'), 'the bell is broken'],
      other,
    );
    const document = await test1.store.document(callbackDocument(facets.id));
    const request = readRequest(document?.value ?? '');
    expect(request.windows).toEqual([{ start: '2026-11-26T17:00', end: '2026-11-26T21:00' }]);
    expect(request.notes.map(({ text, by }) => ({ text, by }))).toEqual([
      { text: 'the bell is broken', by: 'family' },
    ]);
    const [line] = await requests();
    expect(line?.windows).toHaveLength(1);
  });

  test('wrong and unknown are answered alike, and after five nothing opens for a while', async () => {
    const { reference, code } = await sent();
    const tries = async (named: string, user: string) => {
      const said: string[] = [];
      await play([{ kind: 'opened' }, tap('callback'), tap('before'), named], user);
      for (let count = 0; count < 6; count += 1) said.push(words(await play(['0000 0001'], user)));
      return said;
    };
    const wrong = await tries(reference, 'guesser');
    const unknown = await tries('22-2222-2', 'another guesser');
    expect(wrong).toEqual(unknown);
    expect(wrong.slice(0, 5).every((said) => /opened nothing/.test(said))).toBe(true);
    expect(wrong[5]).toMatch(/wait 15 minutes/);
    const from = [{ kind: 'opened' } as const, tap('callback'), tap('before'), reference];
    const right = words(await play([...from, code], 'the family'));
    expect(right).toMatch(/wait 15 minutes/);
    test1.clock.now += 15 * 60_000;
    expect(words(await play([code], 'the family'))).toContain(NAME);
  });

  test('of many guesses at once only five are heard', async () => {
    const { reference } = await sent();
    const guessers = Array.from({ length: 12 }, (_, index) => `guesser ${index}`);
    for (const user of guessers)
      await play([{ kind: 'opened' }, tap('callback'), tap('before'), reference], user);
    const answers = await Promise.all(guessers.map((user, index) => play([`1234 567${index % 10}`], user)));
    const heard = answers.filter((answer) => /opened nothing/.test(words(answer)));
    expect(heard.length).toBeLessThanOrEqual(5);
  });
});

test('at night an urgent request is told before sending that nobody is there, with numbers that answer', async () => {
  test1.clock.now = Date.parse('2026-11-28T23:30:00+02:00');
  const result = await play([...UP_TO_SENDING.slice(0, -1), tap('now')]);
  expect(words(result)).toMatch(/Nobody is here at this moment/);
  expect(words(result)).toMatch(/112/);
  expect(words(result)).toMatch(/shall we send it/);
  expect(await requests()).toEqual([]);
});

test('a worry about somebody who works here passes the team by', async () => {
  await play([...UP_TO_SENDING.slice(0, 7), tap('staff'), tap('worker'), WORDS, tap('soon'), tap('send')]);
  const [facets] = await requests();
  expect(facets?.recipient).toBe('safeguarding_lead');
  const [notice] = (await recordsOf(NOTICE_RECORD)).map(({ value }) => JSON.parse(value));
  expect(notice).toMatchObject({ audience: 'safeguarding_lead', team: null });
});

test('under the age of consent the child helpline comes before anything is asked', async () => {
  const result = await play([{ kind: 'opened' }, tap('callback'), tap('no')]);
  expect(words(result)).toMatch(/116 111[\s\S]*a grown-up has to say yes/);
});
