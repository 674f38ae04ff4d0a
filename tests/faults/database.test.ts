/** The short form of `npm run faults`: a database that goes away while people talk, and comes back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { START } from '../conformance/commits.js';
import { databaseFault } from './database.js';
import { bundleTalker } from './kills.js';

const PATIENCE = 240_000;
/** Milliseconds, on a machine that is busy with other tests; a database that is silent may take 5,000 to be given up. */
const SOON = 4_500;
const WHOLE = { lost: 0, doubled: 0, disordered: 0 };

let script: string;
let folder: string;
beforeAll(() => {
  script = bundleTalker();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinline-database-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test(
  'while the database is stopped everybody is answered that nothing was taken, and nothing acknowledged is lost',
  async () => {
    const plan = { fault: 'stopped', folder, people: 20, away: 3_000, now: START } as const;
    const { played, ...verdict } = await databaseFault(script, plan);
    expect(verdict).toMatchObject(WHOLE);
    expect(verdict.turns).toBeGreaterThanOrEqual(40);
    expect(played.apologies).toBeGreaterThan(10);
    expect(played.slowestApology).toBeLessThan(SOON);
  },
  PATIENCE,
);

test(
  'while the database stands still everybody is answered soon, and what it did meanwhile counts once',
  async () => {
    const plan = { fault: 'frozen', folder, people: 20, away: 5_000, now: START } as const;
    const { played, ...verdict } = await databaseFault(script, plan);
    expect(verdict).toMatchObject(WHOLE);
    expect(played.apologies).toBeGreaterThan(10);
    expect(played.slowestApology).toBeLessThan(SOON);
  },
  PATIENCE,
);

test(
  'connections that are cut in the middle of a statement lose and double nothing',
  async () => {
    const plan = { fault: 'cut', folder, people: 20, away: 2_000, now: START } as const;
    const { played: _, ...verdict } = await databaseFault(script, plan);
    expect(verdict).toMatchObject(WHOLE);
    expect(verdict.turns).toBeGreaterThanOrEqual(40);
  },
  PATIENCE,
);
