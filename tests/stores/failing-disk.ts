/** A disk that can be told to be full or broken. What it does not refuse goes to the real one. */
import { type Disk, realDisk } from '../../src/stores/lowdb/disk.js';

export interface FailingDisk extends Disk {
  /** Bytes that still fit; a write that does not fit writes what does, as a full disk would. */
  room: number;
  /** Names of calls that fail, by the end of the file's name. */
  broken: { file: RegExp; call: 'write' | 'datasync' | 'truncate' | 'open' }[];
}

export function createFailingDisk(): FailingDisk {
  const disk: FailingDisk = {
    room: Number.POSITIVE_INFINITY,
    broken: [],
    async open(path, flags) {
      const check = (call: string) => {
        if (disk.broken.some((fault) => fault.call === call && fault.file.test(path))) throw fault('EIO');
      };
      check('open');
      const file = await realDisk.open(path, flags);
      return {
        async write(bytes, offset, length, position) {
          check('write');
          const fits = Math.min(length, disk.room);
          if (fits === 0 && length > 0) throw fault('ENOSPC');
          disk.room -= fits;
          return file.write(bytes, offset, fits, position);
        },
        async datasync() {
          check('datasync');
          await file.datasync();
        },
        async truncate(length) {
          check('truncate');
          await file.truncate(length);
        },
        close: () => file.close(),
      };
    },
  };
  return disk;
}

function fault(code: string): Error {
  return Object.assign(new Error(`${code}: played by a test`), { code });
}
