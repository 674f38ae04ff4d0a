/** The whole turn on a real store in a folder of its own, with a clock that the test moves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildHouse, type House } from '../../src/compose/house.js';
import { type Config, readConfig } from '../../src/config.js';
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import type { Store } from '../../src/stores/port.js';
import type { Incoming, IncomingContent } from '../../src/turn/incoming.js';
import { TUESDAY } from './bot.js';
import { ownContent, ROOT } from './content.js';

export interface TestHouse {
  house: House;
  store: Store;
  folder: string;
  config: Config;
  clock: { now: number };
  logged: { event: string; fields: Record<string, string | number> }[];
  /** A message of one person with an id of its own. */
  message(content: string | IncomingContent, more?: Partial<Incoming>): Incoming;
  /** Closes the store and opens everything again on the same folder, as a restart does. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export const SECRET = 'a secret for tests only, long enough to be one';

/** @param wrap puts something between the turn and the store, to make it fail */
export async function openHouse(wrap: (store: Store) => Store = (store) => store): Promise<TestHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'kinline-test-'));
  const clock = { now: TUESDAY };
  const now = () => clock.now;
  const settings = readConfig({ KINLINE_DATA: folder, KINLINE_CONTENT: ROOT });
  if (!settings.ok) throw new Error(settings.problems.join(' '));
  const { config } = settings;
  const logged: TestHouse['logged'] = [];
  async function start() {
    const opened = await openLowdbStore({ folder: join(folder, 'store'), secret: SECRET, now });
    const store = wrap(opened);
    const house = await buildHouse({
      config,
      content: ownContent(),
      store,
      secret: SECRET,
      now,
      log: (event, fields = {}) => void logged.push({ event, fields }),
    });
    return { opened, store, house };
  }
  let running = await start();
  const stop = async () => {
    running.house.stop();
    await running.opened.close();
  };
  let count = 0;
  return {
    get house() {
      return running.house;
    },
    get store() {
      return running.store;
    },
    folder,
    config,
    clock,
    logged,
    message(content, more = {}) {
      count += 1;
      return {
        channel: 'test',
        user: 'somebody',
        activity: `activity ${count}`,
        content: typeof content === 'string' ? { kind: 'text', text: content } : content,
        locale: 'en',
        ...more,
      };
    },
    async restart() {
      await stop();
      running = await start();
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
