/**
 * Commits as long as it is asked to and tells of each whether it was taken, for a disk that runs full. Arguments: the
 * folder, the secret.
 */
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import { StoreUnavailable } from '../../src/stores/port.js';
import { commitOf, START, turnOf } from '../conformance/commits.js';

const [folder = '', secret = ''] = process.argv.slice(2);
const store = await openLowdbStore({ folder, secret, now: () => START });
process.once('disconnect', () => process.exit());
process.send?.('ready');

for (let n = 0; ; n += 1) {
  const turn = turnOf(`turn ${n}`, 'x'.repeat(20_000));
  try {
    await store.commit(commitOf(`person ${n}`, { turn }));
    process.send?.({ taken: n });
  } catch (cause) {
    if (!(cause instanceof StoreUnavailable)) throw cause;
    process.send?.({ refused: n });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
