import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Directory } from '../../src/directory/model.js';
import { loadCurrent, restorePrevious, saveDirectory, watchCurrent } from '../../src/directory/storage.js';
import { BASE, directoryOf } from './support.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinline-directory-'));
});
afterEach(() => rm(folder, { recursive: true }));

const directory = (source: string): Directory => ({ ...directoryOf(BASE), source });

test('before the first import there is none', async () => {
  expect(await loadCurrent(join(folder, 'not-yet'))).toBeUndefined();
  expect(await restorePrevious(folder)).toBeUndefined();
});

test('an import replaces the directory, and the one before can be taken back', async () => {
  await saveDirectory(folder, directory('first'));
  await saveDirectory(folder, directory('second'));
  expect(await loadCurrent(folder)).toEqual(directory('second'));
  expect((await restorePrevious(folder))?.source).toBe('first');
  expect((await loadCurrent(folder))?.source).toBe('first');
  expect((await restorePrevious(folder))?.source).toBe('second');
});

test('the same import twice still keeps the one before', async () => {
  for (const name of ['first', 'second', 'second']) await saveDirectory(folder, directory(name));
  expect((await restorePrevious(folder))?.source).toBe('first');
});

test('older ones and halves are not left lying about', async () => {
  for (const name of ['first', 'second', 'third']) await saveDirectory(folder, directory(name));
  expect((await readdir(folder)).filter((name) => name.startsWith('directory-'))).toHaveLength(2);
  expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
});

test('an import that was cut off before the pointer changed is as if it had not been', async () => {
  await saveDirectory(folder, directory('first'));
  await writeFile(join(folder, 'directory-0123456789abcdef.json'), '{"source":"half');
  expect((await loadCurrent(folder))?.source).toBe('first');
});

test('damage is named and nothing is overwritten by taking back', async () => {
  await saveDirectory(folder, directory('first'));
  await saveDirectory(folder, directory('second'));
  const pointer = await readFile(join(folder, 'current.json'), 'utf8');
  const { previous } = JSON.parse(pointer);
  await writeFile(join(folder, previous), '{');
  await expect(restorePrevious(folder)).rejects.toThrow(previous);
  expect(await readFile(join(folder, 'current.json'), 'utf8')).toBe(pointer);
  expect((await loadCurrent(folder))?.source).toBe('second');
  await writeFile(join(folder, 'current.json'), '{}');
  await expect(loadCurrent(folder)).rejects.toThrow('current.json');
});

test('a running server hears of a new import, and keeps its directory when the new one is damaged', async () => {
  await saveDirectory(folder, directory('first'));
  const heard: string[] = [];
  const faults: unknown[] = [];
  let next: () => void = () => {};
  const told = () => new Promise<void>((resolve) => (next = resolve));
  const stop = watchCurrent(
    folder,
    (now) => {
      heard.push(now.source);
      next();
    },
    {
      pollEvery: 20,
      having: await loadCurrent(folder),
      onError: (error) => {
        faults.push(error);
        next();
      },
    },
  );
  try {
    let waiting = told();
    await saveDirectory(folder, directory('second'));
    await waiting;
    expect(heard).toEqual(['second']);
    waiting = told();
    await writeFile(join(folder, 'current.json'), 'broken');
    await waiting;
    expect(faults.length).toBeGreaterThan(0);
    expect(heard).toEqual(['second']);
  } finally {
    stop();
  }
});

test('an import between loading and watching is not missed', async () => {
  await saveDirectory(folder, directory('first'));
  const having = await loadCurrent(folder);
  await saveDirectory(folder, directory('second'));
  const heard = await new Promise<Directory>((resolve) => {
    const stop = watchCurrent(
      folder,
      (now) => {
        stop();
        resolve(now);
      },
      { having },
    );
  });
  expect(heard.source).toBe('second');
});

test('whatever its texts hold, it is read as it was written', async () => {
  const odd = 'a\u2028b\u2029c\r\nd\n]}\n\0\ud83d\ude00"\\,"services":[';
  const before = directory(odd);
  const [service] = before.services;
  if (service) service.description = { '': odd };
  await saveDirectory(folder, before);
  expect(await loadCurrent(folder)).toEqual(before);
});

test('one that was written by an earlier version, on one line, is read too', async () => {
  await saveDirectory(folder, directory('first'));
  const name = 'directory-0123456789abcdef.json';
  await writeFile(join(folder, name), JSON.stringify(directory('earlier')));
  await writeFile(join(folder, 'current.json'), JSON.stringify({ current: name, previous: null }));
  expect(await loadCurrent(folder)).toEqual(directory('earlier'));
});

test('services of one organization share it again when they are read', async () => {
  const files = {
    ...BASE,
    'services.csv': 'id,organization_id,name,status,needs\ns1,o1,A,active,food\ns2,o1,B,active,food',
  };
  await saveDirectory(folder, directoryOf(files));
  const [one, other] = (await loadCurrent(folder))?.services ?? [];
  expect(one?.organization).toBe(other?.organization);
});

test('a file that ends in the middle is damage', async () => {
  await saveDirectory(folder, directory('first'));
  const { current } = JSON.parse(await readFile(join(folder, 'current.json'), 'utf8'));
  const text = await readFile(join(folder, current), 'utf8');
  await writeFile(join(folder, current), text.slice(0, text.lastIndexOf('\n')));
  await expect(loadCurrent(folder)).rejects.toThrow(current);
});
