/**
 * A process that commits as fast as it can until it is killed, for `crash.test.ts`. It prints a line for each commit
 * that was acknowledged: the person and the version. Arguments: folder, secret, persons.
 */
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import { commitOf, keyOf, START, turnOf } from '../conformance/commits.js';

const [folder = '', secret = '', persons = '1'] = process.argv.slice(2);
const store = await openLowdbStore({ folder, secret, now: () => START, snapshotBytes: 200_000 });
console.log('open');

async function write(person: string): Promise<never> {
  for (;;) {
    const { version = 0, lines = 0 } = (await store.load(keyOf(person))) ?? {};
    const next = version + 1;
    const turn = turnOf(`${person} ${next}`, `turn ${next}`, { firstLine: lines });
    const records = [
      { kind: 'a', id: `${person} ${next}`, value: 'once' },
      { kind: 'b', id: person, value: `${next}` },
    ];
    // Every tenth commit ends the session, so that keys are made and destroyed all the time.
    const session = next % 10 === 0 ? null : `{"version":${next}}`;
    await store.commit(commitOf(person, { expected: version, session, turn, records }));
    process.stdout.write(`${person} ${next}\n`);
  }
}

await Promise.all(Array.from({ length: Number(persons) }, (_, n) => write(`person-${n}`)));
