/** `kinline directory …` as processes of their own. Needs `npm run build` before, as `npm test` does. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { loadCurrent, restorePrevious } from '../../src/directory/storage.js';
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import { CONTENT, type Ran, run } from './run.js';

let folder: string;
let data: string;
beforeAll(() => {
  if (!existsSync('dist/kinline.js')) throw new Error('Build first: npm run build');
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinline-cli-'));
  data = join(folder, 'data');
});
afterEach(() => rmSync(folder, { recursive: true }));

const settings = () => ({ KINLINE_CONTENT: CONTENT, KINLINE_DATA: data });
const directory = (...words: string[]): Promise<Ran> => run('kinline', ['directory', ...words], settings());
const current = () => loadCurrent(join(data, 'directory'));

/** A folder of tables, of which the services are given. */
function tables(name: string, ...services: string[]): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'organizations.csv'), 'id,name\no1,Casa Exemplu\n');
  writeFileSync(
    join(path, 'services.csv'),
    ['id,organization_id,name,status,needs,visibility', ...services, ''].join('\n'),
  );
  return path;
}

describe('an import', () => {
  test('says what became of the rows, in plain lines, and writes the report', async () => {
    const path = tables('city', 's1,o1,Ajutor,active,food,', 's2,o1,,active,food,');
    const ran = await directory('import', path, '--report', join(folder, 'report.csv'));
    expect(ran).toMatchObject({ code: 0, errors: '' });
    expect(ran.output).toContain('services.csv: 2 rows, 1 stored, 1 left out, 0 not used\n');
    expect(ran.output).not.toContain('\u001b');
    expect(readFileSync(join(folder, 'report.csv'), 'utf8')).toBe(
      'file,row,field,outcome,reason\nservices.csv,3,name,left out,is empty: write it\n',
    );
  });

  test('that is only tried writes nothing', async () => {
    const ran = await directory('import', tables('city', 's1,o1,Ajutor,active,food,'), '--dry-run');
    expect(ran).toMatchObject({ code: 0 });
    expect(existsSync(data)).toBe(false);
  });

  test('that is refused leaves the directory as it was', async () => {
    await directory('import', tables('first', 's1,o1,Ajutor,active,food,'));
    expect(await directory('import', tables('empty'))).toMatchObject({ code: 1 });
    expect(await directory('import', join(folder, 'nowhere'))).toMatchObject({ code: 1 });
    expect(await directory('import', 'http://127.0.0.1:9/geheim')).toMatchObject({
      code: 1,
      errors: expect.not.stringContaining('geheim'),
    });
    expect((await current())?.source).toBe('first');
  });

  test('that is killed at any moment leaves the whole directory before it or after it, and the one before restorable', async () => {
    const many = Array.from({ length: 3000 }, (_, n) => `s${n},o1,Ajutor ${n},active,food,`);
    await directory('import', tables('zero', 's1,o1,Ajutor,active,food,'));
    await directory('import', tables('first', ...many));
    const second = tables('second', ...many.slice(1));
    for (let milliseconds = 0; milliseconds < 1600; milliseconds += 200) {
      const child = spawn(process.execPath, ['dist/kinline.js', 'directory', 'import', second], {
        env: { PATH: process.env.PATH ?? '', ...settings() },
        stdio: 'ignore',
      });
      const ended = new Promise((done) => child.on('exit', done));
      await setTimeout(milliseconds);
      child.kill('SIGKILL');
      await ended;
      const now = await current();
      expect(now?.services).toHaveLength(now?.source === 'second' ? 2999 : 3000);
    }
    // Where two of them came to their end before they were killed, the one before is the same source.
    const before = await restorePrevious(join(data, 'directory'));
    const whole: Record<string, number> = { zero: 1, first: 3000, second: 2999 };
    expect(before?.services).toHaveLength(whole[before?.source ?? ''] ?? 0);
  }, 60_000);
});

test('an export of it can be imported, and what is private here stays', async () => {
  const path = tables(
    'city',
    's1,o1,Ajutor,active,food,',
    's2,o1,Secret,active,food,private',
    's3,o1,Oprit,inactive,food,',
  );
  await directory('import', path);
  const out = join(folder, 'export.zip');
  const ran = await directory('export', '--out', out);
  expect(ran).toMatchObject({
    code: 0,
    output: 'Exported 1 services; 2 that are private, excluded or inactive stay here.\n',
  });
  const before = await current();
  const back = await directory('import', out);
  expect(back.output).toContain('2 records that are private, excluded or inactive here were kept');
  expect((await current())?.services).toEqual(before?.services);
  // An earlier or foreign export may show what is private here by now.
  await directory('import', tables('city', 's1,o1,Ajutor,active,food,private'));
  await directory('import', out);
  expect((await current())?.services.map(({ id, visibility }) => [id, visibility])).toEqual([
    ['s1', 'private'],
  ]);
});

test('an import that is no export replaces everything', async () => {
  await directory('import', tables('first', 's1,o1,Ajutor,active,food,private', 's2,o1,Ajutor,active,food,'));
  await directory('import', tables('second', 's3,o1,Ajutor,active,food,'));
  expect((await current())?.services.map(({ id }) => id)).toEqual(['s3']);
});

test('without --out an export is printed, of the invented directory where there is no other', async () => {
  const ran = await directory('export');
  expect(ran).toMatchObject({ code: 0, errors: '' });
  const services: { kinline: { invented: boolean } }[] = JSON.parse(ran.output);
  expect(services.length).toBeGreaterThan(80);
  expect(services.every(({ kinline }) => kinline.invented)).toBe(true);
});

describe('what people report as wrong', () => {
  test('is listed by service, also while the service runs', async () => {
    await directory(
      'import',
      tables('city', 's1,o1,Ajutor,active,food,', 's2,o1,Secret,active,food,private'),
    );
    expect((await directory('reports')).output).toBe('Nobody has reported anything.\n');
    const store = await openLowdbStore({
      folder: join(data, 'store'),
      secret: 'x'.repeat(40),
      now: Date.now,
    });
    const reports = [
      { service: 's1', reason: 'phone', on: '2026-11-20' },
      { service: 's1', reason: 'phone', on: '2026-11-22' },
      { service: 's1', reason: 'closed', on: '2026-11-21' },
      { service: 's2', reason: 'hours', on: '2026-11-23' },
    ];
    await store.commit({
      conversation: 'c'.repeat(43),
      expected: 0,
      session: null,
      records: reports.map((report, id) => ({
        kind: 'service_report',
        id: `${id}`,
        value: JSON.stringify(report),
      })),
      expiresAt: Date.now() + 1000,
    });
    try {
      expect((await directory('reports')).output).toBe(
        'Ajutor (s1): 3, last on 2026-11-22: phone 2, closed 1\nnot in the directory (s2): 1, last on 2026-11-23: hours 1\n',
      );
      const lines = (await directory('reports', '--json')).output.trimEnd().split('\n');
      expect(lines.map((line) => JSON.parse(line))).toEqual([
        { service: 's1', count: 3, last: '2026-11-22', reasons: { phone: 2, closed: 1 }, name: 'Ajutor' },
        { service: 's2', count: 1, last: '2026-11-23', reasons: { hours: 1 } },
      ]);
    } finally {
      await store.close();
    }
  });
});
