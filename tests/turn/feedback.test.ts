/** A young person's talk on a real store: what is kept of it and for whom, what is left in the chat, and what leaks. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isQuarantined, readEntry } from '../../src/feedback/entry.js';
import { layDecoy } from '../../src/feedback/lookup.js';
import { mix } from '../../src/feedback/mixing.js';
import { readPool } from '../../src/feedback/pool.js';
import { quarantinedFor, recordDone } from '../../src/feedback/quarantine.js';
import { answered, entriesIn } from '../../src/feedback/reading.js';
import { newReceipt, receiptDigits } from '../../src/feedback/receipt.js';
import { ENTRY_RECORD, entryDocument, POOL_RECORD } from '../../src/feedback/shelf.js';
import { NOTICE_RECORD, notice } from '../../src/notify/notice.js';
import type { Store } from '../../src/stores/port.js';
import type { IncomingContent } from '../../src/turn/incoming.js';
import type { TurnResult } from '../../src/turn/result.js';
import { seeded } from '../feedback/seeded.js';
import { ownContent } from '../helpers/content.js';
import { memoryFeedback } from '../helpers/feedback.js';
import { openHouse, type TestHouse } from '../helpers/house.js';

let t: TestHouse;
let commits = 0;
const counting = (store: Store): Store => ({
  ...store,
  commit(commit) {
    commits += 1;
    return store.commit(commit);
  },
  write(changes) {
    commits += 1;
    return store.write(changes);
  },
});
beforeEach(async () => {
  t = await openHouse(counting);
  await layDecoy(t.store);
});
afterEach(() => t.close());

const tap = (id: string): IncomingContent => ({ kind: 'choice', id, label: '' });
const shown = ({ replies }: TurnResult) =>
  replies.map(({ text, choices }) => [text, ...choices.map(({ label }) => label)].join('\n')).join('\n');

async function play(said: readonly (string | IncomingContent)[], user = 'somebody'): Promise<TurnResult> {
  let result: TurnResult | undefined;
  for (const one of said) result = await t.house.take(t.message(one, { user, channel: 'direct-line' }));
  if (result === undefined) throw new Error('Nothing was said.');
  return result;
}

const OPENED: IncomingContent = { kind: 'opened' };
const taps = (...ids: string[]) => ids.map(tap);
const QUESTIONS = ['yes', 'yes', 'yes', 'people', 'rules', 'yes', 'no'];
const UP_TO_WORDS = [OPENED, ...taps('feedback', 'from_10', ...QUESTIONS, 'after_school', 'suggestion')];
const talk = (words: string, asked: string) => [...UP_TO_WORDS, words, asked, ...taps('no', 'yes')];
const HARM = 'my dad beats me';
const harmful = (...rest: string[]) => [
  OPENED,
  ...taps('feedback', 'from_10'),
  HARM,
  ...taps('anonymous', ...rest),
];

/** The receipt as digits, from what was shown. */
const receiptIn = (result: TurnResult): string =>
  [...shown(result).matchAll(/\u2066(\d\d)\u2069/g)].map(([, number]) => number).join(' ');

async function records(kind: string): Promise<{ id: string; value: string }[]> {
  const all: { id: string; value: string }[] = [];
  for await (const record of t.store.records(kind)) all.push(record);
  return all;
}
const notices = async () =>
  (await records(NOTICE_RECORD)).map(({ value }) => notice.parse(JSON.parse(value)));
const mask = (words: string) => words;

function bytes(folder: string): string {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => {
      const found = statSync(path);
      if (found.isDirectory()) return bytes(path);
      return found.isFile() ? readFileSync(path, 'latin1') : '';
    })
    .join('\n');
}

describe('sending', () => {
  test('costs one commit, and what is sent waits in the pool with nothing of who sent it', async () => {
    await play(talk('more balls please', 'if it is fun').slice(0, -1), 'user-4711');
    expect(await records(POOL_RECORD)).toEqual([]);
    const before = commits;
    await play([tap('yes')], 'user-4711');
    expect(commits - before).toBe(1);
    const [waiting, ...others] = await readPool(t.store);
    expect(others).toEqual([]);
    expect(waiting?.item).toMatchObject({
      what: 'entry',
      given: {
        age: '10-13',
        about: { kind: 'after_school' },
        category: 'suggestion',
        taps: { safe: 'yes', keep: 'people', change: 'rules' },
        words: { words: 'more balls please', asked: 'if it is fun' },
        mayShow: false,
        language: 'en',
      },
    });
    expect(JSON.stringify(waiting)).not.toMatch(/4711|direct-line|2026-11/);
  });

  test('leaves nothing of it in the chat: not on the screen, not behind “back”, not on the transcript', async () => {
    await play(talk('zanzibarwords', 'quillabeth'));
    await play([tap('noted')]);
    for (const again of [tap('!repeat'), tap('!back'), tap('feedback'), tap('!back')])
      expect(shown(await play([again]))).not.toMatch(/zanzibarwords|quillabeth/);
    const lines = JSON.stringify(await t.house.transcript.since('direct-line', 'somebody', 0));
    expect(lines).not.toMatch(/zanzibarwords|quillabeth/);
  });

  test('of ten talks full of names and numbers no byte of store and log has one, before and after the mixing', async () => {
    const canaries: string[] = [];
    for (let child = 0; child < 10; child += 1) {
      const own = [`Quillabeth${child}x`, `Zanzibarstreet${child}y`, `child-${child}-id`];
      canaries.push(...own.slice(0, 2), `+44163296010${child}`, own[2] ?? '');
      const said = talk(`${own[0]} lives at ${own[1]}`, `call +44 1632 96010${child}`);
      await play(said, own[2]);
      await play([tap('noted')], own[2]);
    }
    const mixed = await mix(t.store, { now: t.clock.now, mask: t.house.feedback.mask });
    expect(mixed).toEqual({ status: 'mixed', entries: 10 });
    const everything = `${bytes(t.folder)}\n${JSON.stringify(t.logged)}`;
    expect(canaries.filter((one) => everything.includes(one))).toEqual([]);
    const entries = await entriesIn(t.store);
    expect(entries).toHaveLength(10);
    for (const { entry } of entries) {
      expect(Object.values(entry.words).join()).not.toContain('96010');
      expect(entry.week).toBe('2026-W48');
    }
  }, 60_000);

  test('after half an hour without a word the talk is gone', async () => {
    await play([...UP_TO_WORDS, 'zanzibarwords']);
    t.clock.now += 31 * 60_000;
    await t.store.expire(t.clock.now);
    expect(await t.house.transcript.since('direct-line', 'somebody', 0)).toEqual([]);
    expect(shown(await play([tap('no')]))).toContain('Hello');
  });

  test('sending nothing leaves nothing', async () => {
    await play(harmful('nothing'));
    expect(await records(POOL_RECORD)).toEqual([]);
    expect(await notices()).toEqual([]);
    expect(JSON.stringify(await t.house.transcript.since('direct-line', 'somebody', 0))).not.toContain(HARM);
  });
});

describe('harm', () => {
  test('brings the card, and the words go at once to the lead alone, with a notice that says nothing', async () => {
    const card = await play([OPENED, ...taps('feedback', 'from_10'), HARM]);
    expect(card.replies[0]?.tone).toBe('danger');
    await play(taps('anonymous', 'lead'));
    const before = commits;
    await play([tap('yes')]);
    expect(commits - before).toBe(1);
    const [found] = await quarantinedFor(t.store, 'safeguarding_lead');
    expect(found?.entry).toMatchObject({ category: 'concern', words: { said: HARM }, contact: false });
    expect(await records(ENTRY_RECORD)).toEqual([]);
    expect(await records(POOL_RECORD)).toEqual([]);
    const [told, ...others] = await notices();
    expect(others).toEqual([]);
    expect(told).toMatchObject({ kind: 'concern_received', audience: 'safeguarding_lead', team: null });
    expect(JSON.stringify(told)).not.toMatch(/dad|beats|10-13/);
    expect(bytes(t.folder)).not.toContain(HARM);
  });

  test('about the lead goes outside, and the lead has nothing of it', async () => {
    await play(harmful('outside', 'yes'));
    expect(await quarantinedFor(t.store, 'safeguarding_lead')).toEqual([]);
    expect(await quarantinedFor(t.store, 'second_recipient')).toHaveLength(1);
    expect((await notices()).map(({ audience, team }) => [audience, team])).toEqual([
      ['second_recipient', null],
    ]);
  });

  test('a worry about staff reaches no team and no participation officer, and is told before it is sent', async () => {
    await play([...UP_TO_WORDS.slice(0, -1), tap('concern')]);
    const told = shown(await play(['somebody who works here shouts', tap('skip')]));
    expect(told).toContain('goes at once to one person');
    await play(taps('lead', 'no'));
    expect((await notices()).map(({ audience, team }) => [audience, team])).toEqual([
      ['safeguarding_lead', null],
    ]);
    for (let child = 0; child < 10; child += 1) await play(talk('balls', 'fun'), `child ${child}`);
    await mix(t.store, { now: t.clock.now, mask });
    expect(JSON.stringify(await entriesIn(t.store))).not.toContain('shouts');
  }, 30_000);

  test('that was none goes on with the words as an answer', async () => {
    await play([...UP_TO_WORDS, HARM, tap('!not_meant'), 'the garden', ...taps('no', 'no')]);
    const [waiting] = await readPool(t.store);
    expect(waiting?.item).toMatchObject({ given: { words: { words: HARM, asked: 'the garden' } } });
  });

  test('with a wish to be contacted leads to the safe plan, and the entry says so', async () => {
    const said = [OPENED, ...taps('feedback', 'from_14'), HARM, ...taps('contact', 'yes', 'lead', 'no')];
    await play(said);
    const next = shown(await play([tap('go_on')]));
    expect(next).toContain('16 or older');
    const [found] = await quarantinedFor(t.store, 'safeguarding_lead');
    expect(found?.entry.contact).toBe(true);
  });
});

describe('a receipt', () => {
  const ask = (receipt: string) => [...taps('!menu', 'feedback', 'receipt'), receipt];
  const unknown = () => receiptDigits(newReceipt(seeded(3)));

  test('that nobody knows looks like one whose words wait, whatever is done with it', async () => {
    const receipt = receiptIn(await play(talk('more balls please', 'fun')));
    for (const way of [['write', 'one more word'], ['take_back', 'yes'], ['done']]) {
      const [first = '', ...rest] = way;
      const then = rest.map((one) => (one === 'yes' ? tap(one) : one));
      const known = await play([...ask(receipt), tap(first), ...then], `known ${first}`);
      const strange = await play([...ask(unknown()), tap(first), ...then], `strange ${first}`);
      expect(shown(strange)).toBe(shown(known));
    }
    const [known, strange] = [await play(ask(receipt), 'a'), await play(ask(unknown()), 'b')];
    expect(shown(strange)).toBe(shown(known));
  }, 30_000);

  test('shows the answer on any channel, takes a word back to the reader, and takes all of it back', async () => {
    const receipt = receiptIn(await play(harmful('lead', 'yes')));
    const [found] = await quarantinedFor(t.store, 'safeguarding_lead');
    if (found === undefined) throw new Error('Nothing was sent.');
    const { entry, changes } = answered(found.entry, found.version, 'We are here.', '2026-W48');
    await t.store.write(changes);
    const version = found.version + 1;
    await t.store.write(recordDone({ entry, version }, 'spoke with the school', '2026-11-25').changes);
    const elsewhere = { user: 'another telephone', channel: 'bot-framework/telegram' };
    let result: TurnResult | undefined;
    for (const one of ask(receipt)) result = await t.house.take(t.message(one, elsewhere));
    expect(result && shown(result)).toContain('We are here.');
    expect(result && shown(result)).toContain('has done something');
    for (const one of [tap('write'), 'thank you']) await t.house.take(t.message(one, elsewhere));
    const document = await t.store.document(entryDocument(entry.id));
    const kept = readEntry(document?.value ?? '');
    expect(isQuarantined(kept) && kept.letters.map(({ words }) => words)).toEqual([
      'We are here.',
      'thank you',
    ]);
    await play([...ask(receipt), ...taps('take_back', 'yes')], 'a third telephone');
    expect(await t.store.document(entryDocument(entry.id))).toBeUndefined();
    expect(await quarantinedFor(t.store, 'safeguarding_lead')).toEqual([]);
  });

  test('a slip is told with its part, and after five tries one has to wait', async () => {
    const receipt = receiptIn(await play(talk('more balls please', 'fun')));
    const slip = receipt.replace(/^\d\d/, (pair) => (pair === '10' ? '11' : '10'));
    expect(shown(await play(ask(slip), 'other'))).toContain('part 1');
    for (let tries = 0; tries < 5; tries += 1) await play(ask(unknown()), 'other');
    expect(shown(await play(ask(receipt), 'other'))).toContain('Minutes to wait: 10');
  });

  test('in words of any language is never taken for danger, and danger in its place is', async () => {
    const { languages } = ownContent();
    const { ports } = memoryFeedback(languages.map(({ code }) => code));
    const random = seeded(7);
    const waiting = await play(taps('!menu', 'feedback', 'receipt'));
    expect(shown(waiting)).toContain('twelve pictures');
    for (const { code } of languages)
      for (let one = 0; one < 15; one += 1) {
        const receipt = ports.showReceipt(newReceipt(random), code).join(' ');
        const words = receipt.replace(/[^\p{L}\p{M}’'ʼ]+/gu, ' ').trim();
        const result = await play(taps('!menu', 'feedback', 'receipt'), `${code} ${one}`);
        expect(result.status).toBe('done');
        const asked = await play([words], `${code} ${one}`);
        expect([words, asked.replies[0]?.tone]).toEqual([words, 'plain']);
        expect(shown(asked)).toContain('no answer yet');
      }
    const card = await play([...taps('!menu', 'feedback', 'receipt'), HARM], 'in danger');
    expect(card.replies[0]?.tone).toBe('danger');
  }, 60_000);
});
