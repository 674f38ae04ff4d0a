/**
 * What every store promises, whatever it is made of. A store's own test calls `storeConformance` with a way to open
 * an empty one. Everything that is true of a store is looked at twice: as it is, and after closing and opening it.
 */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/stores/port.js';
import { commitOf, DAY, HOUR, keyOf, recordsOf, START, turnOf } from './commits.js';

export interface StoreSubject {
  store: Store;
  /** Closes the store and opens it again on the same data. */
  reopen(): Promise<Store>;
  /** The store's clock, milliseconds since 1970; a test moves it. */
  clock: { now: number };
  close(): Promise<void>;
}

export function storeConformance(name: string, open: () => Promise<StoreSubject>): void {
  describe(`${name}, as any store`, () => {
    let subject: StoreSubject;
    beforeEach(async () => {
      subject = await open();
    });
    afterEach(() => subject.close());

    /** Looks now, and again after the store was closed and opened. */
    async function always(look: (store: Store) => Promise<void>): Promise<void> {
      await look(subject.store);
      subject.store = await subject.reopen();
      await look(subject.store);
    }

    test('what was never stored is undefined, and removing it is no fault', async () => {
      const removal = { kind: 'callback', id: 'none', value: null };
      await subject.store.commit(commitOf('elsewhere', { records: [removal] }));
      await always(async (store) => {
        expect(await store.load(keyOf('nobody'))).toBeUndefined();
        expect(await store.turn(keyOf('nobody'), keyOf('nothing'))).toBeUndefined();
        expect(await store.turn(keyOf('elsewhere'), keyOf('nothing'))).toBeUndefined();
        expect(await store.turns(keyOf('nobody'), 0)).toEqual([]);
        expect(await store.record('callback', 'none')).toBeUndefined();
        expect((await recordsOf(store, 'callback')).size).toBe(0);
        await store.ping();
      });
    });

    test('a session is found again as it was last committed', async () => {
      await subject.store.commit(commitOf('ana', { session: '{"step":1}' }));
      await subject.store.commit(commitOf('ana', { session: '{"step":2}', expected: 1 }));
      await always(async (store) => {
        expect(await store.load(keyOf('ana'))).toEqual({ session: '{"step":2}', version: 2, lines: 0 });
      });
    });

    test('from a commit that renews on, what was said before cannot be read, and what is said then can', async () => {
      const { store } = subject;
      await store.commit(commitOf('ana', { session: '{"step":1}', turn: turnOf('before', 'before') }));
      const renewed = { session: '{"step":2}', expected: 1, renew: true as const };
      const turn = { ...turnOf('then', 'then'), firstLine: 1 };
      await store.commit(commitOf('ana', { ...renewed, turn }));
      await always(async (again) => {
        expect((await again.load(keyOf('ana')))?.session).toBe('{"step":2}');
        expect((await again.turns(keyOf('ana'), 0)).map(({ content }) => content)).toEqual(['then']);
        const before = await again.turn(keyOf('ana'), keyOf('before'));
        expect(before).toBeDefined();
        expect(before?.content).toBeUndefined();
      });
    });

    test('a commit on an outdated version changes nothing', async () => {
      const { store } = subject;
      expect(await store.commit(commitOf('ana'))).toEqual({ status: 'committed', version: 1 });
      const late = { session: '{"late":true}', turn: turnOf('late', 'late'), records: [record('a', 'late')] };
      expect(await store.commit(commitOf('ana', late))).toEqual({ status: 'conflict' });
      expect(await store.commit(commitOf('ana', { ...late, expected: 2 }))).toEqual({ status: 'conflict' });
      expect(await store.commit(commitOf('new', { ...late, expected: 1 }))).toEqual({ status: 'conflict' });
      await always(async (again) => {
        expect(await again.load(keyOf('ana'))).toEqual({ session: '{}', version: 1, lines: 0 });
        expect(await again.load(keyOf('new'))).toBeUndefined();
        expect(await again.turn(keyOf('ana'), keyOf('late'))).toBeUndefined();
        expect(await again.record('a', 'late')).toBeUndefined();
      });
    });

    test('of several commits at once on one version exactly one is kept', async () => {
      const { store } = subject;
      const results = await Promise.all(
        range(8).map((n) =>
          store.commit(commitOf('ana', { session: `{"n":${n}}`, records: [record('n', `${n}`)] })),
        ),
      );
      expect(results.filter(({ status }) => status === 'committed')).toHaveLength(1);
      expect(results.filter(({ status }) => status === 'conflict')).toHaveLength(7);
      const winner = results.findIndex(({ status }) => status === 'committed');
      await always(async (again) => {
        expect(await again.load(keyOf('ana'))).toMatchObject({ session: `{"n":${winner}}`, version: 1 });
        expect([...(await recordsOf(again, 'n')).keys()]).toEqual([`${winner}`]);
      });
    });

    test('commits that were sent one after the other without waiting are all kept', async () => {
      const { store } = subject;
      const results = await Promise.all(range(5).map((n) => store.commit(commitOf('ana', { expected: n }))));
      expect(results).toEqual(range(5).map((n) => ({ status: 'committed', version: n + 1 })));
      await always(async (again) => expect(await again.load(keyOf('ana'))).toMatchObject({ version: 5 }));
    });

    test('session, turn and three kinds of record are kept together', async () => {
      const records = [record('callback', '1'), record('feedback', '1'), record('receipt', '1')];
      await subject.store.commit(
        commitOf('ana', { session: '{"a":1}', turn: turnOf('t', '["hi"]'), records }),
      );
      await always(async (store) => {
        expect(await store.load(keyOf('ana'))).toEqual({ session: '{"a":1}', version: 1, lines: 1 });
        expect(await store.turn(keyOf('ana'), keyOf('t'))).toEqual(stored(0, 1, '["hi"]'));
        for (const { kind, id, value } of records) expect(await store.record(kind, id)).toBe(value);
      });
    });

    test('records are replaced and removed, each kind by itself', async () => {
      const { store } = subject;
      await store.commit(
        commitOf('ana', { records: [record('a', '1'), record('a', '2'), record('b', '1')] }),
      );
      const change = [
        { kind: 'a', id: '1', value: 'new' },
        { kind: 'a', id: '2', value: null },
      ];
      await store.commit(commitOf('ion', { records: change }));
      await always(async (again) => {
        expect(await recordsOf(again, 'a')).toEqual(new Map([['1', 'new']]));
        expect(await recordsOf(again, 'b')).toEqual(new Map([['1', 'b 1']]));
      });
    });

    test('the same activity again is a duplicate, even on an outdated version, and its turn is found', async () => {
      const { store } = subject;
      const commit = commitOf('ana', { turn: turnOf('t', 'first') });
      await store.commit(commit);
      expect(await store.commit(commit)).toEqual({ status: 'duplicate' });
      const again = commitOf('ana', {
        expected: 1,
        turn: turnOf('t', 'second'),
        records: [record('a', '1')],
      });
      expect(await store.commit(again)).toEqual({ status: 'duplicate' });
      expect(await store.commit(commitOf('ion', { turn: turnOf('t', 'of another') }))).toMatchObject({
        version: 1,
      });
      await always(async (reopened) => {
        expect(await reopened.commit(again)).toEqual({ status: 'duplicate' });
        expect(await reopened.turn(keyOf('ana'), keyOf('t'))).toEqual(stored(0, 1, 'first'));
        expect(await reopened.turn(keyOf('ion'), keyOf('t'))).toEqual(stored(0, 1, 'of another'));
        expect(await reopened.record('a', '1')).toBeUndefined();
        expect(await reopened.load(keyOf('ana'))).toMatchObject({ version: 1 });
      });
    });

    test('the same activity twenty times at once is done once', async () => {
      const { store } = subject;
      const commit = commitOf('ana', { turn: turnOf('t', 'once') });
      const results = await Promise.all(range(20).map(() => store.commit(commit)));
      expect(results.filter(({ status }) => status === 'committed')).toHaveLength(1);
      expect(results.filter(({ status }) => status === 'duplicate')).toHaveLength(19);
      await always(async (again) => {
        expect(await again.load(keyOf('ana'))).toMatchObject({ version: 1, lines: 1 });
        expect(await again.turns(keyOf('ana'), 0)).toHaveLength(1);
      });
    });

    test('turns come oldest first, from the line asked for', async () => {
      for (const n of range(5)) {
        const turn = turnOf(`t${n}`, `turn ${n}`, { firstLine: n * 3, lines: 3, at: START + n });
        await subject.store.commit(commitOf('ana', { expected: n, turn }));
      }
      await always(async (store) => {
        const from = async (line: number) =>
          (await store.turns(keyOf('ana'), line)).map(({ content }) => content);
        expect(await from(0)).toEqual(['turn 0', 'turn 1', 'turn 2', 'turn 3', 'turn 4']);
        expect(await from(5)).toEqual(['turn 1', 'turn 2', 'turn 3', 'turn 4']);
        expect(await from(6)).toEqual(['turn 2', 'turn 3', 'turn 4']);
        expect(await from(14)).toEqual(['turn 4']);
        expect(await from(15)).toEqual([]);
        expect(await store.load(keyOf('ana'))).toMatchObject({ lines: 15 });
      });
    });

    test('an ended session cannot be read again; that its activities were done stays known', async () => {
      const { store } = subject;
      await store.commit(commitOf('ana', { turn: turnOf('t1', 'hello') }));
      const end = { session: null, turn: turnOf('t2', 'goodbye', { firstLine: 1, at: START + 1 }) };
      expect(await store.commit(commitOf('ana', { expected: 1, ...end }))).toEqual({
        status: 'committed',
        version: 2,
      });
      await always(async (again) => {
        expect(await again.load(keyOf('ana'))).toEqual({ session: undefined, version: 2, lines: 2 });
        expect(await again.turn(keyOf('ana'), keyOf('t1'))).toEqual(stored(0, 1, undefined));
        expect(await again.turn(keyOf('ana'), keyOf('t2'))).toEqual({
          ...stored(1, 1, undefined),
          at: START + 1,
        });
        expect(await again.turns(keyOf('ana'), 0)).toEqual([]);
        expect(await again.commit(commitOf('ana', { expected: 2, ...end }))).toEqual({ status: 'duplicate' });
      });
    });

    test('after an end the next session goes on with version and lines, and has only its own turns', async () => {
      const { store } = subject;
      await store.commit(commitOf('ana', { turn: turnOf('t1', 'old', { lines: 4 }) }));
      await store.commit(commitOf('ana', { expected: 1, session: null }));
      const turn = turnOf('t2', 'new', { firstLine: 4, lines: 2 });
      expect(await store.commit(commitOf('ana', { expected: 2, session: '{"new":1}', turn }))).toMatchObject({
        version: 3,
      });
      await always(async (again) => {
        expect(await again.load(keyOf('ana'))).toEqual({ session: '{"new":1}', version: 3, lines: 6 });
        expect(await again.turns(keyOf('ana'), 0)).toEqual([stored(4, 2, 'new')]);
        expect((await again.turn(keyOf('ana'), keyOf('t1')))?.content).toBeUndefined();
      });
    });

    test('a conversation past its time is forgotten and starts anew, and is counted once', async () => {
      const { store, clock } = subject;
      await store.commit(commitOf('ana', { expiresAt: START + HOUR, turn: turnOf('t', 'hello') }));
      await store.commit(commitOf('ion', { expiresAt: START + 2 * HOUR }));
      clock.now = START + HOUR;
      expect(await store.load(keyOf('ana'))).toBeUndefined();
      expect(await store.expire(clock.now)).toEqual({ conversations: 1, marks: 0 });
      expect(await store.expire(clock.now)).toEqual({ conversations: 0, marks: 0 });
      await always(async (again) => {
        expect(await again.load(keyOf('ana'))).toBeUndefined();
        expect(await again.turns(keyOf('ana'), 0)).toEqual([]);
        expect((await again.turn(keyOf('ana'), keyOf('t')))?.content).toBeUndefined();
        expect(await again.commit(commitOf('ana', { turn: turnOf('t', 'x') }))).toEqual({
          status: 'duplicate',
        });
        expect(await again.load(keyOf('ion'))).toMatchObject({ version: 1 });
      });
      expect(await subject.store.commit(commitOf('ana'))).toEqual({ status: 'committed', version: 1 });
      await always(async (again) => expect(await again.load(keyOf('ana'))).toMatchObject({ lines: 0 }));
    });

    test('a conversation that goes on is kept as long as its last commit says', async () => {
      const { store, clock } = subject;
      await store.commit(commitOf('ana', { expiresAt: START + HOUR }));
      await store.commit(commitOf('ana', { expected: 1, expiresAt: START + 3 * HOUR }));
      await store.commit(commitOf('ion', { expiresAt: START + 3 * HOUR }));
      await store.commit(commitOf('ion', { expected: 1, expiresAt: START + HOUR }));
      clock.now = START + 2 * HOUR;
      expect(await store.expire(clock.now)).toMatchObject({ conversations: 1 });
      await always(async (again) => {
        expect(await again.load(keyOf('ana'))).toMatchObject({ version: 2 });
        expect(await again.load(keyOf('ion'))).toBeUndefined();
      });
      clock.now = START + 3 * HOUR;
      expect(await subject.store.expire(clock.now)).toMatchObject({ conversations: 1 });
    });

    test('an activity is known for 48 hours and then can be done again', async () => {
      const { store, clock } = subject;
      await store.commit(commitOf('ana', { turn: turnOf('t', 'hello') }));
      clock.now = START + 2 * DAY - 1;
      expect(await store.expire(clock.now)).toEqual({ conversations: 0, marks: 0 });
      expect(await store.turn(keyOf('ana'), keyOf('t'))).toMatchObject({ content: 'hello' });
      clock.now = START + 2 * DAY;
      await always(async (again) => expect(await again.turn(keyOf('ana'), keyOf('t'))).toBeUndefined());
      expect(await subject.store.expire(clock.now)).toEqual({ conversations: 0, marks: 1 });
      const turn = turnOf('t', 'again', { at: clock.now, firstLine: 1 });
      expect(await subject.store.commit(commitOf('ana', { expected: 1, turn }))).toMatchObject({
        version: 2,
      });
      await always(async (again) => {
        expect(await again.turns(keyOf('ana'), 0)).toEqual([
          { at: clock.now, firstLine: 1, lines: 1, content: 'again' },
        ]);
      });
    });

    test('every script and sign comes back as it was', async () => {
      const words = [
        'Ajutor în apropiere',
        'Допомога поруч — їжа',
        'مساعدة قريبة',
        '家族支援',
        '👩‍👧‍👦🇲🇩',
        '𐍈𝒳',
        '\u202Eabc\u2028\u2029',
      ];
      const planes = range(17).map((plane) => String.fromCodePoint(plane * 0x10000 + 0xe0a1));
      const odd = ['"\\/\b\f\n\r\t', '\u0000', '\ud800', 'a\udfffb', ',"content":"x"}'];
      const text = JSON.stringify([...words, ...planes, ...odd]);
      const records = [{ kind: 'заявка', id: 'ідентифікатор 🙂', value: text }];
      await subject.store.commit(commitOf('ana', { session: text, turn: turnOf('t', text), records }));
      await always(async (store) => {
        expect((await store.load(keyOf('ana')))?.session).toBe(text);
        expect((await store.turn(keyOf('ana'), keyOf('t')))?.content).toBe(text);
        expect(await recordsOf(store, 'заявка')).toEqual(new Map([['ідентифікатор 🙂', text]]));
      });
    });

    test('values of 1 MB come back whole', async () => {
      const large = JSON.stringify('ж€x'.repeat(175_000));
      expect(Buffer.byteLength(large)).toBeGreaterThan(1_000_000);
      const records = [record('a', '1'), { kind: 'a', id: '2', value: large }];
      await subject.store.commit(commitOf('ana', { session: large, turn: turnOf('t', large), records }));
      await always(async (store) => {
        expect((await store.load(keyOf('ana')))?.session === large).toBe(true);
        expect((await store.turn(keyOf('ana'), keyOf('t')))?.content === large).toBe(true);
        expect((await store.record('a', '2')) === large).toBe(true);
        expect(await store.record('a', '1')).toBe('a 1');
      });
    });

    test('many conversations at once do not disturb each other', async () => {
      const names = range(200).map((n) => `person ${n}`);
      const { store } = subject;
      await Promise.all(
        names.map(async (name) => {
          await store.commit(commitOf(name, { session: `"${name}"`, turn: turnOf(name, `first ${name}`) }));
          const turn = turnOf(`${name} 2`, `second ${name}`, { firstLine: 1 });
          await store.commit(commitOf(name, { expected: 1, session: `"${name} again"`, turn }));
        }),
      );
      await always(async (again) => {
        for (const name of names) {
          expect(await again.load(keyOf(name))).toEqual({ session: `"${name} again"`, version: 2, lines: 2 });
          const contents = (await again.turns(keyOf(name), 0)).map(({ content }) => content);
          expect(contents).toEqual([`first ${name}`, `second ${name}`]);
        }
      });
    });

    const document = (id: string, value: string | null, expected = 0) => ({
      id,
      expected,
      value,
      expiresAt: START + 90 * DAY,
    });

    test('a document is found again as it was last written, however long it is', async () => {
      const { store } = subject;
      const long = JSON.stringify({ words: 'ж'.repeat(500_000) });
      expect(await store.write({ documents: [document('a', '"one"'), document('b', long)] })).toBe('done');
      expect(await store.write({ documents: [document('a', '"two"', 1)] })).toBe('done');
      await always(async (again) => {
        expect(await again.document('a')).toEqual({ value: '"two"', version: 2 });
        expect(await again.document('b')).toEqual({ value: long, version: 1 });
        expect(await again.document('c')).toBeUndefined();
        expect(await again.load('a')).toBeUndefined();
      });
    });

    test('what was removed does not come back by a change that was looked at before', async () => {
      for (let round = 0; round < 20; round += 1) {
        const id = `seat ${round}`;
        await subject.store.write({ records: [{ kind: 'seat', id, value: 'a' }] });
        const [, changed] = await Promise.all([
          subject.store.write({ records: [{ kind: 'seat', id, value: null }] }),
          subject.store.write({ records: [{ kind: 'seat', id, value: 'b', expected: 'a' }] }),
        ]);
        // Whichever came first, the removal was the last word, or the change was before it.
        expect(await subject.store.record('seat', id)).toBeUndefined();
        expect(['done', 'conflict']).toContain(changed);
      }
    });

    test('ten thousand records change in one write', async () => {
      const many = range(10_000).map((n) => ({ kind: 'many', id: `${n}`, value: '1' }));
      expect(await subject.store.write({ records: many })).toBe('done');
      expect((await recordsOf(subject.store, 'many')).size).toBe(10_000);
    });

    test('documents and records change all together or not at all', async () => {
      const { store } = subject;
      await store.write({ documents: [document('a', '"one"')], records: [record('index', 'a')] });
      const late = document('a', '"late"');
      const refused = [
        { documents: [late, document('new', '"new"')], records: [record('index', 'new')] },
        {
          documents: [document('a', '"two"', 1)],
          records: [{ ...record('index', 'a'), value: 'two', expected: null }],
        },
        { records: [{ ...record('index', 'new'), expected: 'something else' }] },
      ];
      for (const changes of refused) expect(await store.write(changes)).toBe('conflict');
      expect(await store.commit(commitOf('ana', { documents: [late], turn: turnOf('t', 'said') }))).toEqual({
        status: 'conflict',
      });
      await always(async (again) => {
        expect(await again.document('a')).toEqual({ value: '"one"', version: 1 });
        expect(await again.document('new')).toBeUndefined();
        expect([...(await recordsOf(again, 'index'))]).toEqual([['a', 'index a']]);
        expect(await again.load(keyOf('ana'))).toBeUndefined();
      });
    });

    test('a turn, a document and its record are one commit', async () => {
      const { store } = subject;
      const commit = commitOf('ana', {
        turn: turnOf('t', 'said'),
        documents: [document('callback', '"private"')],
        records: [{ ...record('callback', 'callback'), expected: null }],
      });
      expect(await store.commit(commit)).toEqual({ status: 'committed', version: 1 });
      expect(await store.commit(commit)).toEqual({ status: 'duplicate' });
      await always(async (again) => {
        expect(await again.document('callback')).toEqual({ value: '"private"', version: 1 });
        expect(await again.record('callback', 'callback')).toBe('callback callback');
      });
      // The conversation ends; what was asked for outlives it.
      await subject.store.commit(commitOf('ana', { expected: 1, session: null }));
      await always(async (again) => {
        expect(await again.document('callback')).toEqual({ value: '"private"', version: 1 });
      });
    });

    test('a removed document is gone, and may be begun again', async () => {
      const { store } = subject;
      await store.write({ documents: [document('a', '"one"')] });
      expect(await store.write({ documents: [document('a', null, 1)] })).toBe('done');
      await always(async (again) => expect(await again.document('a')).toBeUndefined());
      expect(await subject.store.write({ documents: [document('a', '"two"', 2)] })).toBe('done');
      await always(async (again) => {
        expect(await again.document('a')).toEqual({ value: '"two"', version: 3 });
      });
    });

    test('a document past its time is forgotten', async () => {
      await subject.store.write({ documents: [document('a', '"one"')] });
      subject.clock.now = START + 90 * DAY;
      expect(await subject.store.document('a')).toBeUndefined();
      await subject.store.expire(subject.clock.now);
      await always(async (again) => expect(await again.document('a')).toBeUndefined());
    });

    test('of a hundred who change the same thing at once one wins each time', async () => {
      const { store } = subject;
      await store.write({ documents: [document('a', '0')], records: [{ kind: 'n', id: 'a', value: '0' }] });
      const add = async (): Promise<number> => {
        for (let tries = 1; ; tries += 1) {
          const before = await store.document('a');
          const next = String(Number(before?.value) + 1);
          const wrote = await store.write({
            documents: [document('a', next, before?.version)],
            records: [{ kind: 'n', id: 'a', value: next, expected: before?.value ?? null }],
          });
          if (wrote === 'done') return tries;
        }
      };
      await Promise.all(range(100).map(add));
      await always(async (again) => {
        expect((await again.document('a'))?.value).toBe('100');
        expect(await again.record('n', 'a')).toBe('100');
      });
    });

    test('a closed store takes nothing and says so', async () => {
      await subject.store.close();
      await expect(subject.store.commit(commitOf('ana'))).rejects.toMatchObject({ name: 'StoreUnavailable' });
      await expect(subject.store.load(keyOf('ana'))).rejects.toMatchObject({ name: 'StoreUnavailable' });
      await expect(subject.store.ping()).rejects.toMatchObject({ name: 'StoreUnavailable' });
    });
  });
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

function record(kind: string, id: string) {
  return { kind, id, value: `${kind} ${id}` };
}

function stored(firstLine: number, lines: number, content: string | undefined) {
  return { at: START, firstLine, lines, content };
}
