/** The part of the file system through which everything is written, so that a full or failing disk can be played. */
import { open } from 'node:fs/promises';

export interface DiskFile {
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }>;
  datasync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

export interface Disk {
  /** `flags` as in `node:fs`; files are readable by their owner only. */
  open(path: string, flags: string): Promise<DiskFile>;
}

export const realDisk: Disk = { open: (path, flags) => open(path, flags, 0o600) };

/** Writes all bytes; one call of the system may take only some of them. */
export async function writeAll(file: DiskFile, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    if (bytesWritten === 0) throw new Error('the disk took no more bytes');
    done += bytesWritten;
  }
}

/** Makes the names in a folder durable: a new or renamed file is not found after a power cut without this. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
