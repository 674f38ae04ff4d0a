import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { servableContent, steadyContent } from '../../src/compose/content.js';
import { demoDirectory } from '../../src/compose/directory.js';
import { keepDemo, readDemo } from '../../src/compose/ready/demo.js';
import { readyContent } from '../../src/compose/ready/make.js';
import { READY_FILE, readReady, writeReady } from '../../src/compose/ready/ready.js';
import type { Content } from '../../src/content/load.js';
import { createUnderstanding } from '../../src/language/understand.js';

const FOLDERS = ['dialogs', 'locales', 'demo'];
let folder: string;
let root: string;
let program: string;
let file: string;
let read: Content;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinline-ready-'));
  root = join(folder, 'content');
  program = join(folder, 'program');
  file = join(program, READY_FILE);
  for (const name of FOLDERS) cpSync(name, join(root, name), { recursive: true });
  cpSync('build.mjs', join(program, 'main.js'));
  keep();
  read = servableContent(root);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function keep(): void {
  const made = readyContent(root);
  if (made === undefined) throw new Error('The content has problems.');
  writeReady(program, made.inputs, made);
}

/** Tries something while a file is other than it was. */
function changed(path: string, change: (path: string) => void, look: () => void): void {
  const before = readFileSync(path);
  change(path);
  try {
    look();
  } finally {
    writeFileSync(path, before);
  }
}

const fingerprint = ({ buffer, byteOffset, byteLength }: Int8Array | Uint8Array | Int32Array): string =>
  createHash('sha256')
    .update(Buffer.from(buffer, byteOffset, byteLength))
    .digest('hex');

const used = (): boolean => readReady(root, program) !== undefined;

test('what was kept is what stands in the files', () => {
  const ready = readReady(root, program);
  const seldom = (content: Content | undefined) =>
    content?.languages.map(({ danger, needs }) => ({ danger, needs }));
  const often = (content: Content | undefined) => ({
    ...content,
    languages: content?.languages.map(({ danger, needs, dangerModel, ...rest }) => ({
      ...rest,
      model: dangerModel && {
        ...dangerModel,
        lists: undefined,
        weights: fingerprint(dangerModel.weights),
        rarity: fingerprint(dangerModel.rarity),
        words: fingerprint(dangerModel.words),
      },
    })),
  });
  expect(often(ready?.content)).toEqual(often(read));
  expect(seldom(ready?.content)).toEqual(seldom(read));
});

test('it hears the same', () => {
  const ready = readReady(root, program);
  const kept = createUnderstanding(ready?.content.languages ?? [], [], ready?.senses);
  const fresh = createUnderstanding(read.languages, []);
  for (const text of [
    'my dad hit me again',
    'vreau sa mor',
    'він мене б’є',
    'we have nothing to eat',
    'hello',
  ])
    expect(kept.explainDanger(text, 'en')).toEqual(fresh.explainDanger(text, 'en'));
});

describe('it is not used when', () => {
  test.each([
    'locales/en/danger.yaml',
    'locales/ro/needs.yaml',
    'locales/regions/UA.yaml',
    'dialogs/menu.yaml',
    'locales/uk/common.json',
  ])('%s has changed', (name) => {
    changed(
      join(root, name),
      (path) => appendFileSync(path, '\n'),
      () => expect(used()).toBe(false),
    );
    expect(used()).toBe(true);
  });

  test('a file has come', () => {
    const added = join(root, 'locales/en/more.json');
    writeFileSync(added, '{}');
    expect(used()).toBe(false);
    rmSync(added);
    expect(used()).toBe(true);
  });

  test('the program is another', () => {
    changed(
      join(program, 'main.js'),
      (path) => appendFileSync(path, '\n// another'),
      () => expect(used()).toBe(false),
    );
  });

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    [
      'changed in one bit',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 99_999 ? byte ^ 1 : byte))),
    ],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('not what it was, and not at all as long as it was')],
  ])('it is %s: the files are read again, and nobody notices', (_, damaged) => {
    changed(
      file,
      (path) => writeFileSync(path, damaged(readFileSync(path))),
      () => {
        const { content, senses } = steadyContent(root, new Map(), program);
        expect(senses).toBeUndefined();
        expect(content.languages).toHaveLength(read.languages.length);
      },
    );
    expect(used()).toBe(true);
  });
});

test('content with problems is not kept', () => {
  changed(
    join(root, 'dialogs/menu.yaml'),
    (path) => appendFileSync(path, '\nsomething: else\n'),
    () => expect(readyContent(root)).toBeUndefined(),
  );
});

describe('the demo directory', () => {
  const now = new Date('2026-11-24T10:00:00Z');
  const later = new Date('2026-11-24T18:30:00Z');
  const make = () => demoDirectory({ root, needs: read.needs, now });

  beforeAll(() => keepDemo(root, program, now, make));

  test('is as it would be imported', async () => {
    expect(readDemo(root, program, later)).toEqual(
      await demoDirectory({ root, needs: read.needs, now: later }),
    );
  });

  test('is imported anew on another day, for a service may have ended', () => {
    expect(readDemo(root, program, new Date('2026-11-25T10:00:00Z'))).toBeUndefined();
  });

  test('is imported anew when one of its tables has changed', () => {
    changed(
      join(root, 'demo/directory/phones.csv'),
      (path) => appendFileSync(path, '\n'),
      () => expect(readDemo(root, program, now)).toBeUndefined(),
    );
  });
});
