import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAudit } from '../../src/casework/audit.js';
import { verifyChain } from '../../src/casework/audit-chain.js';
import { endAuditLines } from '../../src/casework/audit-end.js';
import { runAuditVerify, verifyStored } from '../../src/cli/audit.js';
import type { Changes } from '../../src/stores/port.js';
import { type Office, openOffice } from './office.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const line = (subject: string) => ({
  at: 1,
  actor: 'anna',
  action: 'case:read',
  subject,
  outcome: 'done' as const,
});
const rowOf = (seq: number) => String(seq).padStart(12, '0');
const change = (seq: number, edit: (value: string) => string | null) =>
  office.records('audit').then((rows) => {
    const value = rows.find(({ id }) => id === rowOf(seq))?.value ?? '';
    return office.store.write({ records: [{ kind: 'audit', id: rowOf(seq), value: edit(value) }] });
  });
const verify = () => verifyStored(office.records);

async function written(lines: number): Promise<void> {
  const audit = createAudit(office.store);
  for (let number = 1; number <= lines; number += 1) await audit.write([line(`r${number}`)]);
}

test('a log that nobody touched is whole, also one without a line', async () => {
  expect(await verify()).toEqual({ ok: true, rows: 0 });
  await written(5);
  expect(await verify()).toEqual({ ok: true, rows: 5 });
});

describe('the first broken row is named', () => {
  beforeEach(() => written(6));

  test.each([
    ['somebody else’s name', (value: string) => value.replace('anna', 'bogdan')],
    ['another time', (value: string) => value.replace('"at":1', '"at":2')],
    ['something added', (value: string) => value.replace('{', '{"more":1,')],
    ['nothing readable', () => '{'],
  ])('with %s', async (_, edit) => {
    await change(3, edit);
    await change(5, edit);
    expect(await verify()).toMatchObject({ ok: false, row: 3 });
  });
  test('when one is taken out, in the middle or at the end', async () => {
    await change(6, () => null);
    expect(await verify()).toEqual({ ok: false, row: 6, why: 'missing' });
    await change(2, () => null);
    expect(await verify()).toEqual({ ok: false, row: 2, why: 'missing' });
  });
  test('when a row was changed together with its hash', async () => {
    const forged = await openOffice();
    await createAudit(forged.store).write([line('r1'), line('r2'), line('another'), line('r4')]);
    const row = (await forged.records('audit')).find(({ id }) => id === rowOf(3))?.value ?? '';
    await forged.close();
    await change(3, () => row);
    expect(await verify()).toEqual({ ok: false, row: 3, why: 'changed' });
  });
  test('when one was put in behind the last', async () => {
    await office.store.write({ records: [{ kind: 'audit', id: rowOf(7), value: 'x' }] });
    expect(await verify()).toMatchObject({ ok: false, row: 7 });
  });
  test('when the head is gone', async () => {
    await office.store.write({ records: [{ kind: 'audit_head', id: 'head', value: null }] });
    expect(await verify()).toMatchObject({ ok: false, row: 1, why: 'added' });
  });
});

test('two processes that write at once make one chain, and nothing is lost', async () => {
  const audits = [createAudit(office.store), createAudit(office.store)];
  await Promise.all(
    Array.from({ length: 40 }, (_, number) => audits[number % 2]?.write([line(`r${number}`)])),
  );
  expect(await verify()).toEqual({ ok: true, rows: 40 });
  const subjects = (await office.records('audit')).map(
    ({ value }) => (JSON.parse(value) as { subject: string }).subject,
  );
  expect(new Set(subjects).size).toBe(40);
});

test('what is not as it was expected is told, and then there is no line either', async () => {
  const audit = createAudit(office.store);
  const record = { kind: 'callback', id: 'x', value: 'new', expected: 'old' };
  expect(await audit.write([line('x')], { records: [record] })).toBe('conflict');
  expect(await verify()).toEqual({ ok: true, rows: 0 });
});

test('a fault in the midst does not break the chain of what comes after', async () => {
  let failing = false;
  const audit = createAudit({
    ...office.store,
    write: async (changes: Changes) => {
      const done = await office.store.write(changes);
      // Written, but nobody hears of it.
      if (failing) throw new Error('the connection is gone');
      return done;
    },
  });
  await audit.write([line('one')]);
  failing = true;
  await expect(audit.write([line('two')])).rejects.toThrow('gone');
  failing = false;
  expect(await audit.write([line('three')])).toBe('done');
  expect(await verify()).toEqual({ ok: true, rows: 3 });
});

test('a commit of another kind has its line in the same commit, and none when it is refused', async () => {
  const audit = createAudit(office.store);
  const turn = (expected: number) =>
    audit.commit([line('r1')], (records) =>
      office.store.commit({
        conversation: 'c'.repeat(43),
        expected,
        session: '{}',
        expiresAt: 9e12,
        records,
      }),
    );
  expect((await Promise.all([turn(0), turn(0)])).map(({ status }) => status)).toEqual([
    'committed',
    'conflict',
  ]);
  await createAudit(office.store).write([line('of another process')]);
  expect(await turn(1)).toMatchObject({ status: 'committed' });
  expect(await verify()).toEqual({ ok: true, rows: 3 });
});

describe('kinline audit verify', () => {
  let said = '';
  const write = process.stdout.write;
  beforeEach(() => {
    said = '';
    process.stdout.write = (text: string | Uint8Array) => {
      said += String(text);
      return true;
    };
  });
  afterEach(() => {
    process.stdout.write = write;
  });
  const command = () =>
    runAuditVerify(
      {
        KINLINE_STORE: 'embedded',
        KINLINE_DATA: office.folder,
        KINLINE_SECRET: undefined,
        KINLINE_SECRET_BEFORE: undefined,
        KINLINE_MODE: 'demo',
      },
      () => office.clock.now,
    );

  test('looks while the service runs, and fails with the first broken row', async () => {
    await written(4);
    expect([await command(), said]).toEqual([0, 'The audit log is whole: 4 rows.\n']);
    await change(2, (value) => value.replace('r2', 'r9'));
    said = '';
    expect([await command(), said]).toEqual([
      1,
      'The audit log is broken: row 2 is not as it was written.\n',
    ]);
  });
});

describe('after a year', () => {
  const DAY = 86_400_000;
  const end = (now: number) =>
    endAuditLines({ store: office.store, audit: createAudit(office.store), now: () => now });
  const numbers = async () => (await office.records('audit')).map(({ id }) => Number(id));
  beforeEach(async () => {
    const audit = createAudit(office.store);
    for (const day of [0, 1, 2, 300, 301]) await audit.write([{ ...line(`of day ${day}`), at: day * DAY }]);
  });

  test('lines go, and what is left is whole', async () => {
    expect(await end(365 * DAY)).toBe(0);
    expect(await end(368 * DAY)).toBe(3);
    expect(await numbers()).toEqual([4, 5, 6]);
    expect(await verify()).toEqual({ ok: true, rows: 3 });
    expect(await end(667 * DAY)).toBe(2);
    expect(await numbers()).toEqual([6, 7]);
    expect(await verify()).toEqual({ ok: true, rows: 2 });
  });
  test('no more can be taken from the beginning without its being found', async () => {
    await change(1, () => null);
    expect(await verify()).toEqual({ ok: false, row: 1, why: 'missing' });
    await end(368 * DAY);
    await change(4, () => null);
    expect(await verify()).toEqual({ ok: false, row: 4, why: 'missing' });
  });
  test('nor can a line pretend that others went', async () => {
    await end(368 * DAY);
    await change(6, (value) => value.replace('"subject":"3"', '"subject":"4"'));
    await change(4, () => null);
    expect(await verify()).toMatchObject({ ok: false });
  });
});

test('rows are looked at in their own order, however the store gives them', async () => {
  await written(3);
  const [head] = await office.records('audit_head');
  const rows = (await office.records('audit')).reverse();
  expect(verifyChain(rows, head?.value)).toEqual({ ok: true, rows: 3 });
});
