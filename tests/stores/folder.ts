/** A data folder of a test's own, and a store in it on a clock that stands still. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedStore, type LowdbStoreOptions, openLowdbStore } from '../../src/stores/lowdb/open.js';
import { START } from '../conformance/commits.js';
import type { StoreSubject } from '../conformance/store.js';

export const SECRET = 'a secret for tests only';

export interface Folder {
  path: string;
  clock: { now: number };
  warnings: string[];
  open(options?: Partial<LowdbStoreOptions>): Promise<EmbeddedStore>;
  /** Every file in the folder with its bytes, the socket left out. */
  files(): Promise<Map<string, Buffer>>;
  remove(): Promise<void>;
}

export async function makeFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'kinline-store-'));
  const clock = { now: START };
  const warnings: string[] = [];
  return {
    path,
    clock,
    warnings,
    open: (options = {}) =>
      openLowdbStore({
        folder: path,
        secret: SECRET,
        now: () => clock.now,
        warn: (message) => warnings.push(message),
        ...options,
      }),
    async files() {
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      const names = entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      return new Map(await Promise.all(names.map(async (name) => [name, await readFile(name)] as const)));
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** For `storeConformance`. */
export async function lowdbSubject(options: Partial<LowdbStoreOptions> = {}): Promise<StoreSubject> {
  const folder = await makeFolder();
  let store = await folder.open(options);
  return {
    store,
    clock: folder.clock,
    async reopen() {
      await store.close();
      store = await folder.open(options);
      return store;
    },
    async close() {
      await store.close();
      await folder.remove();
    },
  };
}
