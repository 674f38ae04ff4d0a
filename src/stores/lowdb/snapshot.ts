/**
 * The snapshot: lowdb files, one a shard, and a manifest that names them and the journal position from which the
 * journal goes on. Only shards that changed are written again, one after the other, while commits go on: a file may
 * be newer than the position, which does no harm because entries are absolute. The manifest is replaced last.
 */
import { mkdir, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import type { Disk } from './disk.js';
import { durableJson } from './durable-json.js';
import type { JournalPosition } from './journal.js';
import type { Place } from './line.js';
import { damaged, FolderRefused } from './refused.js';
import { type LivingSession, SHARDS, type Shard, type State } from './state.js';

const FORMAT = 1;

export interface Manifest {
  format: number;
  generation: number;
  position: JournalPosition;
  /** A file name for each shard, null while it is empty. */
  files: (string | null)[];
  /** Bytes of all files. */
  size: number;
}

interface ShardFile {
  conversations: {
    conversation: string;
    version: number;
    lines: number;
    expiresAt: number;
    session?: { key: string; place: Place };
  }[];
  marks: {
    id: string;
    key?: string;
    place?: Place;
    at: number;
    firstLine: number;
    lines: number;
  }[];
  records: { kind: string; id: string; value: string }[];
}

const nothing = (): ShardFile => ({ conversations: [], marks: [], records: [] });

function folderIn(folder: string): string {
  return join(folder, 'snapshot');
}

/** Reads a snapshot into an empty state. Undefined when there is none; rejects with what is damaged. */
export async function loadSnapshot(folder: string, disk: Disk, state: State): Promise<Manifest | undefined> {
  const inside = folderIn(folder);
  const path = manifestPath(folder);
  const manifest = new Low(durableJson<Manifest | null>(path, disk), null);
  await manifest.read();
  if (!manifest.data) return undefined;
  if (manifest.data.format !== FORMAT) {
    throw new FolderRefused(
      'format',
      `${path} was written by a newer version. Start that version. Nothing was changed.`,
      { file: path },
    );
  }
  for (const name of manifest.data.files) {
    if (name === null) continue;
    const file = new Low(durableJson<ShardFile | null>(join(inside, name), disk), null);
    await file.read();
    if (!file.data) throw damaged(join(inside, name), 'the file is missing');
    fill(state, file.data);
  }
  for (const shard of state.shards) shard.changed = false;
  return manifest.data;
}

export function manifestPath(folder: string): string {
  return join(folderIn(folder), 'manifest.json');
}

/** Whether there are files of a snapshot, finished or not. */
export async function hasSnapshotFiles(folder: string): Promise<boolean> {
  const names = await readdir(folderIn(folder)).catch((): string[] => []);
  return names.length > 0;
}

/** Removes what an unfinished snapshot left. */
export async function tidySnapshot(folder: string, manifest: Manifest | undefined): Promise<void> {
  const inside = folderIn(folder);
  await mkdir(inside, { recursive: true, mode: 0o700 });
  const known = new Set<string | null>([...(manifest?.files ?? []), manifest ? 'manifest.json' : null]);
  for (const name of await readdir(inside)) if (!known.has(name)) await unlink(join(inside, name));
}

/** Puts a damaged snapshot out of the way without touching what is in it. Returns where it lies now. */
export async function setAside(folder: string): Promise<string> {
  const taken = new Set(await readdir(folder));
  let number = 1;
  while (taken.has(`snapshot-damaged-${number}`)) number++;
  const aside = join(folder, `snapshot-damaged-${number}`);
  await rename(folderIn(folder), aside);
  return aside;
}

/** Writes what changed since `previous`. Everything before `position` is in `state` already. */
export async function writeSnapshot(
  folder: string,
  disk: Disk,
  state: State,
  position: JournalPosition,
  previous: Manifest | undefined,
): Promise<Manifest> {
  const inside = folderIn(folder);
  const generation = (previous?.generation ?? 0) + 1;
  const files: (string | null)[] = [];
  let size = 0;
  const written: Shard[] = [];
  try {
    for (const [number, shard] of state.shards.entries()) {
      const before = previous?.files[number] ?? null;
      if (!shard.changed) {
        files.push(before);
        continue;
      }
      const name = `${generation}-${String(number).padStart(3, '0')}.json`;
      const adapter = durableJson<ShardFile>(join(inside, name), disk);
      const file = new Low<ShardFile>(adapter, nothing());
      // Described and written in one go: the adapter makes the text before it first waits.
      file.data = describe(shard);
      shard.changed = false;
      written.push(shard);
      await file.write();
      files.push(name);
      size += adapter.size();
    }
    const share = written.length / SHARDS;
    const total = size + Math.round((previous?.size ?? 0) * (1 - share));
    const manifest: Manifest = { format: FORMAT, generation, position, files, size: total };
    const file = new Low<Manifest>(durableJson(manifestPath(folder), disk), manifest);
    await file.write();
    const kept = new Set(files);
    for (const name of previous?.files ?? [])
      if (name !== null && !kept.has(name)) await unlink(join(inside, name));
    return manifest;
  } catch (cause) {
    for (const shard of written) shard.changed = true;
    throw cause;
  }
}

function describe(shard: Shard): ShardFile {
  const { conversations, marks, records } = nothing();
  for (const [conversation, { version, lines, expiresAt, session }] of shard.conversations) {
    const living = session && { session: { key: session.key, place: session.place } };
    conversations.push({ conversation, version, lines, expiresAt, ...living });
  }
  for (const { id, session, place, at, firstLine, lines } of shard.marks.values()) {
    const where = session && place && { key: session.key, place };
    marks.push({ id: Buffer.from(id, 'latin1').toString('base64'), ...where, at, firstLine, lines });
  }
  for (const [kind, ofKind] of shard.records)
    for (const [id, value] of ofKind) records.push({ kind, id, value });
  return { conversations, marks, records };
}

function fill(state: State, { conversations, marks, records }: ShardFile): void {
  const sessions = new Map<string, LivingSession>();
  for (const { conversation, session, ...values } of conversations) {
    const living: LivingSession | undefined = session && { ...session, turns: [] };
    if (living) sessions.set(living.key, living);
    state.setRow(conversation, { ...values, session: living });
  }
  for (const { id, key, place, ...values } of marks) {
    const session = key === undefined ? undefined : sessions.get(key);
    state.setMark({ id: Buffer.from(id, 'base64').toString('latin1'), session, place, ...values });
  }
  for (const { kind, id, value } of records) state.setRecord(kind, id, value);
}
