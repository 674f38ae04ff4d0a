import { copyFile, mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { commitOf, DAY, keyOf, START, turnOf } from '../conformance/commits.js';
import { type Folder, makeFolder } from './folder.js';

let folder: Folder;
beforeEach(async () => {
  folder = await makeFolder();
});
afterEach(() => folder.remove());

const journal = (number = 1) => join(folder.path, `journal-00000${number}.log`);

/** Commits one turn for each of these people, in this order. */
async function write(...people: string[]): Promise<void> {
  const store = await folder.open();
  for (const person of people) {
    const { version = 0, lines = 0 } = (await store.load(keyOf(person))) ?? {};
    const turn = turnOf(`${person} ${version}`, `turn ${version}`, { firstLine: lines });
    const records = [{ kind: 'a', id: `${person} ${version}`, value: person }];
    await store.commit(commitOf(person, { expected: version, turn, records }));
  }
  await store.close();
}

/** Writes a snapshot by letting a day pass, and goes on with a new segment of the journal. */
async function snapshot(days = 1): Promise<void> {
  const store = await folder.open();
  await store.expire(START + days * DAY);
  await store.close();
}

async function versionOf(person: string): Promise<number | undefined> {
  const store = await folder.open();
  const found = await store.load(keyOf(person));
  await store.close();
  return found?.version;
}

/** The folder is refused, the message says where and what to do, and no byte of any file has changed. */
async function expectRefused(file: string, line?: number): Promise<void> {
  const before = await folder.files();
  const refusal = folder.open();
  await expect(refusal).rejects.toMatchObject({ name: 'FolderRefused', reason: 'damaged', where: { file } });
  await expect(refusal).rejects.toThrow(line === undefined ? file : `${file}, line ${line}`);
  await expect(refusal).rejects.toThrow('Restore the data folder from a backup');
  const after = await folder.files();
  before.delete(join(folder.path, 'owner'));
  after.delete(join(folder.path, 'owner'));
  expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  for (const [name, bytes] of before) expect(after.get(name)?.equals(bytes)).toBe(true);
}

async function flip(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(file, bytes);
}

/** Where each line starts. */
async function linesOf(file: string): Promise<number[]> {
  const bytes = await readFile(file);
  const starts = [0];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  return starts;
}

describe('a last line that was not finished', () => {
  test('is cut off wherever it ends, and what follows is kept', async () => {
    await write('ana', 'ana', 'ion');
    const whole = await readFile(journal());
    const [, , , last = 0] = await linesOf(journal());
    for (const length of [
      last,
      last + 1,
      last + 30,
      last + 31,
      last + 500,
      whole.length - 2,
      whole.length - 1,
    ]) {
      await writeFile(journal(), whole.subarray(0, length));
      expect(await versionOf('ana')).toBe(2);
      expect(await versionOf('ion')).toBeUndefined();
      expect((await readFile(journal())).equals(whole.subarray(0, last))).toBe(true);
    }
    await write('ion');
    expect(await versionOf('ion')).toBe(1);
  });

  test('is cut off when the file had grown before its bytes arrived', async () => {
    await write('ana', 'ion');
    const whole = await readFile(journal());
    const [, , last = 0] = await linesOf(journal());
    const gap = Buffer.concat([whole.subarray(0, last + 700), Buffer.alloc(4096)]);
    await writeFile(journal(), gap);
    expect(await versionOf('ana')).toBe(1);
    expect(await versionOf('ion')).toBeUndefined();
  });

  test('is cut off also before a segment that was only begun', async () => {
    await write('ana', 'ion');
    await writeFile(journal(), (await readFile(journal())).subarray(0, -10));
    await writeFile(journal(2), '');
    expect(await versionOf('ana')).toBe(1);
    await write('ion');
    expect(await versionOf('ion')).toBe(1);
  });
});

describe('any other damage is named and left as it is', () => {
  test('a changed byte in a line in the middle, wherever it is', async () => {
    await write('ana', 'ana', 'ana');
    const whole = await readFile(journal());
    const [, second = 0, third = 0] = await linesOf(journal());
    for (const at of [
      second,
      second + 9,
      second + 25,
      second + 31,
      second + 60,
      third - 500,
      third - 2,
      third - 1,
    ]) {
      await writeFile(journal(), whole);
      await flip(journal(), at);
      await expectRefused(journal(), 2);
    }
  });

  test('a changed byte in the last line, which was acknowledged', async () => {
    await write('ana', 'ana');
    const [, , last = 0] = await linesOf(journal());
    const whole = await readFile(journal());
    for (const at of [last + 3, last + 100, whole.length - 1]) {
      await writeFile(journal(), whole);
      await flip(journal(), at);
      await expectRefused(journal(), 3);
    }
  });

  test('a line that was taken out', async () => {
    await write('ana', 'ion', 'ana');
    const bytes = await readFile(journal());
    const [, , second = 0, third = 0] = await linesOf(journal());
    await writeFile(journal(), Buffer.concat([bytes.subarray(0, second), bytes.subarray(third)]));
    await expectRefused(journal(), 3);
  });

  test('a segment that is missing', async () => {
    await write('ana');
    await snapshot();
    await write('ana');
    await unlink(journal(2));
    await expectRefused(journal(2));
  });

  test('a manifest that is missing when the journal does not reach back', async () => {
    await write('ana');
    await snapshot();
    await unlink(journal(1));
    await unlink(join(folder.path, 'snapshot', 'manifest.json'));
    await expectRefused(join(folder.path, 'snapshot', 'manifest.json'));
  });

  test('keys of living sessions that do not open', async () => {
    await write('ana');
    const keys = join(folder.path, 'keys.bin');
    const size = (await readFile(keys)).length;
    for (let slot = 128; slot < size; slot += 128) await flip(keys, slot + 40);
    await expectRefused(keys);
  });
});

describe('a damaged snapshot', () => {
  async function damageSnapshot(): Promise<string> {
    const inside = join(folder.path, 'snapshot');
    const name = (await readdir(inside)).find((found) => found !== 'manifest.json') ?? '';
    await flip(join(inside, name), 60);
    return join(inside, name);
  }

  test('costs nothing while the journal reaches back to the start; it is named and put aside as it is', async () => {
    await write('ana', 'ion');
    await snapshot();
    await write('ana');
    const file = await damageSnapshot();
    const bytes = await readFile(file);
    expect(await versionOf('ana')).toBe(2);
    expect(await versionOf('ion')).toBe(1);
    expect(folder.warnings).toEqual([expect.stringContaining(file)]);
    const aside = file.replace('/snapshot/', '/snapshot-damaged-1/');
    expect((await readFile(aside)).equals(bytes)).toBe(true);
  });

  test('is refused when the journal does not reach back', async () => {
    await write('ana');
    await snapshot();
    await write('ana');
    const file = await damageSnapshot();
    await rename(journal(1), join(folder.path, 'elsewhere'));
    await expectRefused(file);
  });

  test('a file of it that is missing is refused too', async () => {
    await write('ana');
    await snapshot();
    await rename(journal(1), join(folder.path, 'elsewhere'));
    const file = await damageSnapshot();
    await unlink(file);
    await expectRefused(file);
  });
});

test('another secret is refused and destroys nothing', async () => {
  await write('ana');
  const refusal = folder.open({ secret: 'another secret' });
  await expect(refusal).rejects.toMatchObject({ reason: 'secret' });
  expect(await versionOf('ana')).toBe(1);
  const store = await folder.open();
  expect((await store.load(keyOf('ana')))?.session).toBe('{}');
  await store.close();
});

test('a backup without its keys opens: records are there, sessions are not, and the operator is told', async () => {
  await write('ana');
  await unlink(join(folder.path, 'keys.bin'));
  const store = await folder.open();
  expect(await store.load(keyOf('ana'))).toEqual({ session: undefined, version: 1, lines: 1 });
  expect(await store.turns(keyOf('ana'), 0)).toEqual([]);
  expect(await store.record('a', 'ana 0')).toBe('ana');
  expect(await store.commit(commitOf('ana', { expected: 1, session: '"new"' }))).toMatchObject({
    version: 2,
  });
  expect(await store.load(keyOf('ana'))).toMatchObject({ session: '"new"' });
  expect(folder.warnings).toEqual([expect.stringContaining('1 sessions cannot be read')]);
  await store.close();
});

test('a snapshot and the journal after it give the same as the journal alone', async () => {
  const people = ['ana', 'ion', 'ana', 'olena', 'ion', 'ana'];
  await write(...people);
  const copy = await makeFolder();
  for (const name of ['keys.bin', 'journal-000001.log'])
    await copyFile(join(folder.path, name), join(copy.path, name));
  await snapshot();
  await mkdir(join(folder.path, 'snapshot'), { recursive: true });
  expect((await readdir(join(folder.path, 'snapshot'))).length).toBeGreaterThan(1);
  const one = await folder.open();
  const other = await copy.open();
  for (const person of new Set(people)) {
    expect(await one.load(keyOf(person))).toEqual(await other.load(keyOf(person)));
    expect(await one.turns(keyOf(person), 0)).toEqual(await other.turns(keyOf(person), 0));
  }
  expect(await one.record('a', 'ana 2')).toBe('ana');
  await one.close();
  await other.close();
  await copy.remove();
});
