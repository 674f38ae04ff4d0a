/**
 * A lowdb adapter that keeps what lowdb's own does not: a file is either the old one or the new one after a power
 * cut, and it carries its own checksum, so damage is noticed instead of read. The file is `{"sum":…,"data":…}`.
 */
import { readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Adapter } from 'lowdb';
import { type Disk, syncFolder, writeAll } from './disk.js';
import { damaged } from './refused.js';

const SUM = /^\{"sum":"([0-9a-f]{8})","data":/;
const HEAD_BYTES = '{"sum":"00000000","data":'.length;

export interface DurableJson<T> extends Adapter<T> {
  /** Bytes last written or read. */
  size(): number;
}

export function durableJson<T>(path: string, disk: Disk): DurableJson<T> {
  let size = 0;
  return {
    size: () => size,

    async read() {
      const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      if (!bytes) return null;
      size = bytes.length;
      const sum = SUM.exec(bytes.toString('latin1', 0, HEAD_BYTES))?.[1];
      const json = bytes.subarray(HEAD_BYTES, -1);
      if (sum === undefined || sumOf(json) !== sum) throw damaged(path, 'the checksum does not fit');
      return JSON.parse(json.toString()) as T;
    },

    async write(data) {
      const json = Buffer.from(JSON.stringify(data));
      const bytes = Buffer.concat([Buffer.from(`{"sum":"${sumOf(json)}","data":`), json, Buffer.from('}')]);
      const file = await disk.open(`${path}.new`, 'w');
      try {
        await writeAll(file, bytes, 0);
        await file.datasync();
      } finally {
        await file.close();
      }
      await rename(`${path}.new`, path);
      await syncFolder(dirname(path));
      size = bytes.length;
    },
  };
}

function sumOf(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(8, '0');
}
