import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keyOf, recordsOf } from '../conformance/commits.js';
import { makeFolder, SECRET } from './folder.js';
import { bundleWriter, startWriter } from './process.js';

const PERSONS = 12;
const KILLS = 12;
let scripts: string;
let script: string;

beforeAll(async () => {
  scripts = await mkdtemp(join(tmpdir(), 'kinline-writer-'));
  script = await bundleWriter(scripts);
});
afterAll(() => rm(scripts, { recursive: true, force: true }));

test('killed in the middle of writing, again and again: what was acknowledged is there, once and whole', async () => {
  const folder = await makeFolder();
  const acknowledged = new Map<string, number>();
  for (let round = 0; round < KILLS; round++) {
    const writer = startWriter(script, folder.path, SECRET, PERSONS);
    await writer.printed(1 + round * 37);
    for (const line of await writer.kill()) {
      const [person = '', version] = line.split(' ');
      if (version !== undefined) acknowledged.set(person, Number(version));
    }
    const store = await folder.open();
    const records = await recordsOf(store, 'a');
    let commits = 0;
    for (let n = 0; n < PERSONS; n++) {
      const person = `person-${n}`;
      const kept = (await store.load(keyOf(person))) ?? { version: 0, lines: 0, session: undefined };
      const { version } = kept;
      commits += version;
      // The last commit may have been durable without anybody having heard of it.
      const heard = acknowledged.get(person) ?? 0;
      expect([heard, heard + 1]).toContain(version);
      acknowledged.set(person, version);
      expect(kept.lines).toBe(version);
      expect(kept.session).toBe(version % 10 === 0 ? undefined : `{"version":${version}}`);
      expect(await store.record('b', person)).toBe(version === 0 ? undefined : `${version}`);
      const started = version - (version % 10);
      const expected = Array.from({ length: version % 10 }, (_, index) => `turn ${started + index + 1}`);
      expect((await store.turns(keyOf(person), 0)).map(({ content }) => content)).toEqual(expected);
    }
    expect(records.size).toBe(commits);
    await store.close();
  }
  expect(folder.warnings).toEqual([]);
  await folder.remove();
}, 120_000);

test('a folder is refused while another process has it, and taken over once that one was killed', async () => {
  const folder = await makeFolder();
  const writer = startWriter(script, folder.path, SECRET, 1);
  await writer.printed(1);
  const refusal = folder.open();
  await expect(refusal).rejects.toMatchObject({ name: 'FolderRefused', reason: 'in_use' });
  await expect(refusal).rejects.toThrow(folder.path);
  await expect(refusal).rejects.toThrow(`process id ${writer.process.pid}`);
  await writer.printed(3);
  await writer.kill();
  const store = await folder.open();
  await expect(folder.open()).rejects.toMatchObject({ reason: 'in_use' });
  expect((await store.load(keyOf('person-0')))?.version).toBeGreaterThan(0);
  await store.close();
  await (await folder.open()).close();
  await folder.remove();
});

test('of many that start at once over a dead process’s lock exactly one gets the folder', async () => {
  const folder = await makeFolder();
  const writer = startWriter(script, folder.path, SECRET, 1);
  await writer.printed(1);
  await writer.kill();
  const starts = await Promise.allSettled(Array.from({ length: 12 }, () => folder.open()));
  const opened = starts.filter((start) => start.status === 'fulfilled');
  expect(opened).toHaveLength(1);
  for (const start of opened) await start.value.close();
  await folder.remove();
});
