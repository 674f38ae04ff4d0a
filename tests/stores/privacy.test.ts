import { stat } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Store } from '../../src/stores/port.js';
import { unwrapKey, wrappingKey } from '../../src/stores/sealing.js';
import { commitOf, DAY, keyOf, START, turnOf } from '../conformance/commits.js';
import { type Folder, makeFolder, SECRET } from './folder.js';

let folder: Folder;
let store: Store;
beforeEach(async () => {
  folder = await makeFolder();
  store = await folder.open();
});
afterEach(async () => {
  await store.close();
  await folder.remove();
});

const CANARIES = Array.from({ length: 40 }, (_, n) => `canary-${keyOf(`canary ${n}`).slice(0, 20)}`);

async function talk(person: string, ending: boolean): Promise<void> {
  for (const [n, canary] of CANARIES.slice(0, 8).entries()) {
    const turn = turnOf(`${person} ${n}`, JSON.stringify([`${person} ${canary}`]), { firstLine: n });
    await store.commit(
      commitOf(person, { expected: n, session: JSON.stringify({ [canary]: person }), turn }),
    );
  }
  if (ending)
    await store.commit(
      commitOf(person, { expected: 8, session: null, turn: turnOf(`${person} end`, CANARIES[9] ?? '') }),
    );
}

/** Whether any form of these words stands in any file. */
async function readable(words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const [name, bytes] of await folder.files()) {
    // Base64 of the words at each of its three alignments, and the bytes themselves.
    const text = bytes.toString('latin1');
    const decoded = [text, Buffer.from(text.replaceAll(/[^A-Za-z0-9+/]/g, ''), 'base64').toString('latin1')];
    for (const word of words) {
      const inner = [0, 1, 2].map((shift) =>
        Buffer.from(' '.repeat(shift) + word)
          .toString('base64')
          .slice(4, -4),
      );
      if (decoded.some((form) => form.includes(word)) || inner.some((part) => text.includes(part)))
        found.push(`${word} in ${name}`);
    }
  }
  return found;
}

test('nothing a person or the bot said stands readable in any file, living sessions included', async () => {
  await talk('ana', false);
  await talk('ion', true);
  expect(await readable(CANARIES)).toEqual([]);
  await store.expire(START + DAY);
  expect(await readable(CANARIES)).toEqual([]);
});

test('the search for readable words finds what is not sealed', async () => {
  await store.commit(commitOf('ana', { records: [{ kind: 'a', id: '1', value: CANARIES[0] ?? '' }] }));
  expect(await readable(CANARIES)).not.toEqual([]);
});

test('when a session has ended no key of it is left in any file, with the secret in hand', async () => {
  await talk('ana', true);
  await talk('ion', false);
  const wrapping = wrappingKey(SECRET);
  const living = keyIds(await folder.files(), wrapping);
  const before = await usedKeyIds();
  expect(before.get(keyOf('ana'))?.size).toBe(1);
  for (const [conversation, ids] of before) {
    for (const id of ids) expect(living.has(id)).toBe(conversation === keyOf('ion'));
  }
});

test('a destroyed document cannot be read in any file any more, and was never readable in one', async () => {
  const document = (value: string | null, expected: number) => ({
    id: 'callback',
    expected,
    value,
    expiresAt: START + 90 * DAY,
  });
  await store.write({ documents: [document(JSON.stringify(CANARIES), 0)] });
  expect(await readable(CANARIES)).toEqual([]);
  const before = keyIds(await folder.files(), wrappingKey(SECRET));
  const used = (await entries()).flatMap(({ documents = [] }) => documents.map(({ key }) => key ?? ''));
  expect(used).toHaveLength(1);
  for (const id of used) expect(before.has(id)).toBe(true);
  await store.write({ documents: [document(null, 1)] });
  const after = keyIds(await folder.files(), wrappingKey(SECRET));
  for (const id of used) expect(after.has(id)).toBe(false);
});

test('a session past its time leaves no key behind, whether it runs out while open or while closed', async () => {
  await talk('ana', false);
  await talk('ion', false);
  folder.clock.now = START + 7 * DAY;
  await store.close();
  store = await folder.open();
  const living = keyIds(await folder.files(), wrappingKey(SECRET));
  for (const ids of (await usedKeyIds()).values()) for (const id of ids) expect(living.has(id)).toBe(false);
});

test('keys that were never used do not outlive the process', async () => {
  const before = keyIds(await folder.files(), wrappingKey(SECRET));
  expect(before.size).toBeGreaterThan(0);
  await store.close();
  store = await folder.open();
  const after = keyIds(await folder.files(), wrappingKey(SECRET));
  for (const id of before) expect(after.has(id)).toBe(false);
});

test('sealed records have one size, whatever was said', async () => {
  for (const [n, length] of [0, 1, 400, 900].entries()) {
    const content = 'ж'.repeat(length * 2);
    await store.commit(
      commitOf(`person ${n}`, { session: 'x'.repeat(length), turn: turnOf(`${n}`, content) }),
    );
  }
  const sizes = { session: new Set<number>(), content: new Set<number>() };
  for (const entry of await entries()) {
    if (entry.session) sizes.session.add(Buffer.from(entry.session, 'base64').length);
    if (entry.content) sizes.content.add(Buffer.from(entry.content, 'base64').length);
  }
  expect(sizes).toEqual({ session: new Set([1024]), content: new Set([4096]) });
});

test('files can be read by their owner only', async () => {
  for (const name of (await folder.files()).keys()) expect((await stat(name)).mode & 0o077).toBe(0);
});

interface JournalEntry {
  talk?: { conversation: string; key: string | null };
  documents?: { key: string | null }[];
  session?: string;
  content?: string;
}

async function entries(): Promise<JournalEntry[]> {
  const files = [...(await folder.files())].filter(([name]) => name.includes('journal-'));
  const lines = files.flatMap(([, bytes]) => bytes.toString().split('\n').filter(Boolean));
  return lines.map((line) => JSON.parse(line.slice(line.indexOf('{'))));
}

/** The ids of keys that the journal names, by conversation. */
async function usedKeyIds(): Promise<Map<string, Set<string>>> {
  const used = new Map<string, Set<string>>();
  for (const { talk } of await entries()) {
    if (!talk?.key) continue;
    const { conversation, key } = talk;
    used.set(conversation, (used.get(conversation) ?? new Set()).add(key));
  }
  return used;
}

/** Every session key that can be unwrapped at any byte of any file. The first one in `keys.bin` is nobody's. */
function keyIds(files: Map<string, Buffer>, wrapping: Buffer): Set<string> {
  const found = new Set<string>();
  for (const [name, bytes] of files) {
    for (let at = name.endsWith('keys.bin') ? 128 : 0; at + 73 <= bytes.length; at++) {
      if (bytes[at + 12] !== 1) continue;
      const id = bytes.toString('base64url', at, at + 12);
      if (unwrapKey(wrapping, bytes.subarray(at + 12, at + 73), id)) found.add(id);
    }
  }
  return found;
}
