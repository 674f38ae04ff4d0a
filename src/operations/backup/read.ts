/** Brings a backup back: unpacked beside the data, looked at, and only then put in place. */
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { FORMAT, LABEL, type Label } from './entries.js';
import { readTar } from './tar.js';

/** Why a backup is not restored, in a sentence for the operator. Nothing was changed. */
export class BackupRefused extends Error {
  override name = 'BackupRefused';
}

export interface Unpacked {
  label: Label;
  /** Where it lies; the caller puts it in place, or removes it. */
  folder: string;
}

/** Names that lead nowhere but into the folder. */
const NAME = /^(?!.*(^|\/)\.\.?(\/|$))[\w.@+-]+(\/[\w.@+-]+)*$/;

/** Rejects with `BackupRefused` where it is not a whole backup; then nothing is left of it. */
export async function unpack(file: string, folder: string): Promise<Unpacked> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    let label: Label | undefined;
    const source = createReadStream(file);
    const plain = source.pipe(createGunzip());
    source.on('error', (cause) => plain.destroy(cause));
    for await (const { name, body } of readTar(plain)) {
      if (label === undefined) {
        if (name !== LABEL) throw new BackupRefused(`${file} is not a backup of Kinline.`);
        label = readLabel(await textOf(body));
        continue;
      }
      if (!NAME.test(name)) throw new BackupRefused(`${file} holds a name that no backup of Kinline has.`);
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await pipeline(body, createWriteStream(path, { mode: 0o600 }));
    }
    if (label === undefined) throw new BackupRefused(`${file} is not a backup of Kinline.`);
    return { label, folder };
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    if (cause instanceof BackupRefused) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new BackupRefused(`There is no file ${file}.`);
    throw new BackupRefused(
      `${file} cannot be read as a backup: it is damaged, cut off, or something else.`,
      {
        cause,
      },
    );
  }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

function readLabel(text: string): Label {
  const label = JSON.parse(text) as Label;
  if (label.format === FORMAT) return label;
  throw new BackupRefused(
    'The backup was made by another version. Restore it with the version that made it.',
  );
}

/** The keys of living sessions go where the store looks for them. */
export async function putKeys(keys: string, store: string): Promise<void> {
  await mkdir(store, { recursive: true, mode: 0o700 });
  await copyFile(keys, join(store, 'keys.bin')).catch((cause: NodeJS.ErrnoException) => {
    throw new BackupRefused(
      cause.code === 'ENOENT' ? `There is no file ${keys}.` : `${keys} cannot be read.`,
    );
  });
}

/** Sets what lies in the data folder aside, puts the unpacked in place. Resolves with where the former lies. */
export async function putInPlace(unpacked: string, data: string, aside: string): Promise<string | undefined> {
  const inside = await readdir(unpacked);
  const before = new Set(await readdir(data));
  let moved: string | undefined;
  for (const name of inside) {
    if (!before.has(name)) continue;
    await mkdir(aside, { recursive: true, mode: 0o700 });
    await rename(join(data, name), join(aside, name));
    moved = aside;
  }
  for (const name of inside) await rename(join(unpacked, name), join(data, name));
  await rm(unpacked, { recursive: true });
  return moved;
}
