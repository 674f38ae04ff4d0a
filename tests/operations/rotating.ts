/**
 * A process that changes the secret of a folder and hangs after some writes to `keys.bin`, to be killed there, for
 * `rotate.test.ts`. Arguments: folder, new secret, former secret, writes.
 */
import { type Disk, realDisk } from '../../src/stores/lowdb/disk.js';
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import { wrappingOf } from '../../src/stores/sealing.js';
import { START } from '../conformance/commits.js';

const [folder = '', secret = '', before = '', writes = '1'] = process.argv.slice(2);
let left = Number.POSITIVE_INFINITY;

const disk: Disk = {
  async open(path, flags) {
    const file = await realDisk.open(path, flags);
    if (!path.endsWith('keys.bin')) return file;
    return {
      write: async (...values) => {
        if (left === 0) {
          console.log('in the middle');
          return new Promise(() => undefined);
        }
        left -= 1;
        return file.write(...values);
      },
      datasync: () => file.datasync(),
      truncate: (length) => file.truncate(length),
      close: () => file.close(),
    };
  },
};

const store = await openLowdbStore({ folder, secret, before, now: () => START, disk });
left = Number(writes);
// So that the process lives until it is killed.
setInterval(() => undefined, 1000);
await store.rotate(wrappingOf(secret));
