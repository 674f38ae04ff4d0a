/** What was read of a folder, so that one can tell later whether reading it again would give the same. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentFolder, contentFolder } from './files.js';

/** By folder the names in it, and by file what its text comes to; null where there was none. */
export interface Inputs {
  names: [folder: string, joined: string][];
  files: [file: string, fingerprint: string | null][];
}

/** A folder that remembers what it was asked. */
export function recorded(folder: ContentFolder): { folder: ContentFolder; inputs: Inputs } {
  const inputs: Inputs = { names: [], files: [] };
  return {
    inputs,
    folder: {
      names(path) {
        const names = folder.names(path);
        inputs.names.push([path, names.join('\n')]);
        return names;
      },
      read(file) {
        const text = folder.read(file);
        inputs.files.push([
          file,
          text === undefined ? null : createHash('sha256').update(text).digest('hex'),
        ]);
        return text;
      },
    },
  };
}

/** Is all that was read still there, and nothing beside it? */
export function unchanged(root: string, { names, files }: Inputs): boolean {
  const folder = contentFolder(root);
  return (
    names.every(([path, joined]) => folder.names(path).join('\n') === joined) &&
    files.every(([file, fingerprint]) => fingerprintOf(join(root, file)) === fingerprint)
  );
}

/** Of a file's bytes, through one small buffer: megabytes of content must not pass through memory for this. */
const buffer = Buffer.allocUnsafeSlow(1 << 16);

export function fingerprintOf(file: string): string | null {
  let open: number;
  try {
    open = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const hash = createHash('sha256');
    for (let read = readSync(open, buffer); read > 0; read = readSync(open, buffer))
      hash.update(buffer.subarray(0, read));
    return hash.digest('hex');
  } catch {
    return null;
  } finally {
    closeSync(open);
  }
}
