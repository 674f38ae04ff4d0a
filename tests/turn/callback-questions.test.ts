/** What waits for a family's word: the chat says that there is something, and what it is only with the code. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { handedOver } from '../../src/callbacks/handover.js';
import { callbackDocument, keptChanges, readFacets, readRequest } from '../../src/callbacks/kept.js';
import type { CallbackRequest } from '../../src/callbacks/request.js';
import type { IncomingContent } from '../../src/turn/incoming.js';
import type { TurnResult } from '../../src/turn/result.js';
import { openHouse, type TestHouse } from '../helpers/house.js';

let test1: TestHouse;
beforeEach(async () => {
  test1 = await openHouse();
});
afterEach(() => test1.close());

const tap = (id: string): IncomingContent => ({ kind: 'choice', id, label: '' });
const words = ({ replies }: TurnResult) =>
  replies.map(({ text, choices }) => [text, ...choices.map(({ label }) => label)].join('\n')).join('\n');
const QUESTION = /There is a question about your request/;

async function play(said: (string | IncomingContent)[]): Promise<TurnResult> {
  let result: TurnResult | undefined;
  for (const one of said) result = await test1.house.take(test1.message(one));
  if (result === undefined) throw new Error('Nothing was said.');
  return result;
}

async function sent(): Promise<{ id: string; code: string }> {
  const start = [{ kind: 'opened' as const }, tap('callback'), tap('yes'), 'Example', '+44 1632 960123'];
  const result = await play([...start, ...['evenings', 'safest', 'skip', 'soon', 'send'].map(tap)]);
  await play([tap('noted')]);
  for await (const { value } of test1.store.records('callback'))
    return { id: readFacets(value).id, code: /\d{4} \d{4}/.exec(words(result))?.[0] ?? '' };
  throw new Error('Nothing was sent.');
}

async function kept(id: string): Promise<{ request: CallbackRequest; version: number }> {
  const document = await test1.store.document(callbackDocument(id));
  if (document === undefined) throw new Error('It is gone.');
  return { request: readRequest(document.value), version: document.version };
}

async function askAbroad(id: string): Promise<void> {
  const { request, version } = await kept(id);
  const action = { do: 'hand_over', team: 'team-abroad', region: 'UA' } as const;
  const done = handedOver(request, action, { id: 'somebody', role: 'caseworker' }, test1.clock.now);
  if (!done.ok) throw new Error(done.refused);
  await test1.store.write(keptChanges(done.request, version));
}

test('the chat is told once that there is a question, and not what it asks', async () => {
  const { id } = await sent();
  expect(words(await play([tap('!menu')]))).not.toMatch(QUESTION);
  await askAbroad(id);
  test1.clock.now += 60_000;
  const first = words(await play(['hello']));
  expect(first).toMatch(QUESTION);
  expect(first).not.toMatch(/Ukraine|country|Example|960123/);
  expect(words(await play([tap('!menu')]))).not.toMatch(QUESTION);
});

test('danger comes before it, and is not mixed with it', async () => {
  const { id } = await sent();
  await askAbroad(id);
  test1.clock.now += 60_000;
  const { replies } = await play([tap('!help_now')]);
  expect(replies[0]?.tone).toBe('danger');
  expect(replies.map(({ text }) => text).join()).not.toMatch(QUESTION);
});

test('with the code it says which country and what would go; only what is left in goes', async () => {
  const { id, code } = await sent();
  await askAbroad(id);
  const opened = words(await play([tap('callback'), tap('open'), code]));
  expect(opened).toMatch(/Ukraine/);
  expect(opened).toMatch(/the name you gave/);
  const without = words(await play([tap('leave_phone')]));
  expect(without).not.toMatch(/your number/);
  expect(words(await play([tap('yes')]))).toMatch(/We do as you said/);
  expect((await kept(id)).request.handover).toMatchObject({
    family: 'agreed',
    team_says: 'asked',
    fields: ['name'],
  });
});

test('after a no nothing goes', async () => {
  const { id, code } = await sent();
  await askAbroad(id);
  await play([tap('callback'), tap('open'), code, tap('no')]);
  expect((await kept(id)).request.handover).toMatchObject({
    family: 'refused',
    team_says: 'not_asked',
    fields: [],
  });
});
