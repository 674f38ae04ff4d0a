/** The short form of `npm run faults`: killed while it works on everything that is stored. */
import { beforeAll, expect, test } from '@jest/globals';
import { makeDatabase } from '../helpers/postgres.js';
import { bundleUpkeeper, killUpkeep } from './upkeep.js';

const PATIENCE = 240_000;
const TIMES = 2;
const WHOLE = { kills: TIMES, lost: 0, doubled: 0 };

let script: string;
beforeAll(() => {
  script = bundleUpkeeper();
});

test.each(['snapshot', 'rotation', 'retention'] as const)(
  'killed in the middle of a %s, a folder holds everything once when it is done again',
  async (upkeep) => {
    const killed = await killUpkeep(script, upkeep, TIMES);
    expect(killed).toMatchObject(WHOLE);
    expect(killed.turns).toBeGreaterThan(0);
    expect(killed.inTheMiddle).toBeGreaterThan(0);
  },
  PATIENCE,
);

test.each(['migration', 'rotation', 'retention'] as const)(
  'killed in the middle of a %s, PostgreSQL holds everything once when it is done again',
  async (upkeep) => {
    const database = await makeDatabase();
    const killed = await killUpkeep(script, upkeep, TIMES, database.url);
    expect(killed).toMatchObject(WHOLE);
    expect(killed.turns).toBeGreaterThan(0);
    expect(killed.inTheMiddle).toBeGreaterThan(0);
    await database.drop();
  },
  PATIENCE,
);
