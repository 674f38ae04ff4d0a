/** Several instances of the whole turn on one database, each with connections of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildHouse, type House } from '../../src/compose/house.js';
import { readConfig } from '../../src/config.js';
import type { Store } from '../../src/stores/port.js';
import { openPostgresStore } from '../../src/stores/postgres/open.js';
import { TUESDAY } from './bot.js';
import { ownContent, ROOT } from './content.js';
import { type Database, makeDatabase, SECRET } from './postgres.js';

export interface Instance {
  house: House;
  store: Store;
  /** Round trips to the database so far, by the name of their statement. */
  asked: string[];
}

export interface Instances {
  all: Instance[];
  database: Database;
  clock: { now: number };
  close(): Promise<void>;
}

export async function openInstances(count: number): Promise<Instances> {
  const database = await makeDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'kinline-instances-'));
  const clock = { now: TUESDAY };
  const now = () => clock.now;
  const settings = readConfig({ KINLINE_DATA: folder, KINLINE_CONTENT: ROOT });
  if (!settings.ok) throw new Error(settings.problems.join(' '));
  const { config } = settings;
  const open = async (): Promise<Instance> => {
    const asked: string[] = [];
    const store = await openPostgresStore({
      url: database.url,
      secret: SECRET,
      now,
      asked: (name) => asked.push(name),
    });
    const log = () => undefined;
    const house = await buildHouse({ config, content: ownContent(), store, secret: SECRET, now, log });
    return { house, store, asked };
  };
  const all: Instance[] = [];
  for (let n = 0; n < count; n += 1) all.push(await open());
  return {
    all,
    database,
    clock,
    async close() {
      for (const { house, store } of all) {
        house.stop();
        await store.close();
      }
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
