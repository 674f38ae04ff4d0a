/**
 * Which files of a store's folder make a whole copy of it, also while the store is written to: the snapshot that the
 * manifest names, then the journal, which is only ever added to. Keys are not among them.
 */
import { readFile } from 'node:fs/promises';
import { segmentName, segmentsIn } from './scan.js';
import { type Manifest, manifestPath } from './snapshot.js';

export interface FilesToCopy {
  /** The manifest as it was when the names were found; undefined before the first snapshot. */
  manifest: Buffer | undefined;
  /**
   * Paths within the folder, in the order in which they must be copied. A file that is gone when its turn comes was
   * replaced by newer ones: ask again and copy all.
   */
  names: string[];
}

export const MANIFEST_NAME = 'snapshot/manifest.json';

export async function filesToCopy(folder: string): Promise<FilesToCopy> {
  for (;;) {
    const manifest = await readManifest(folder);
    const segments = (await segmentsIn(folder)).map(segmentName);
    // Else a snapshot was finished in between, and segments that the former one needs may be gone.
    if ((await readManifest(folder))?.equals(manifest ?? Buffer.alloc(0)) === false) continue;
    const { files } = manifest ? (JSON.parse(manifest.toString()) as { data: Manifest }).data : { files: [] };
    const shards = files.flatMap((name) => (name === null ? [] : [`snapshot/${name}`]));
    return { manifest, names: [...shards, ...segments] };
  }
}

function readManifest(folder: string): Promise<Buffer | undefined> {
  return readFile(manifestPath(folder)).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw cause;
  });
}
