/** The short form of `npm run faults`: each point once, on both stores. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { START } from '../conformance/commits.js';
import { makeDatabase } from '../helpers/postgres.js';
import { bundleTalker, killAgainAndAgain } from './kills.js';
import { POINTS } from './points.js';

let script: string;
beforeAll(() => {
  script = bundleTalker();
});

/** Eighteen processes start here, one after the other. */
const PATIENCE = 240_000;
const plan = { points: POINTS, times: POINTS.length, people: 12, now: START };
const jumping = { ...plan, points: ['committing'] as const, times: 2, jumps: true };
const whole = { kills: POINTS.length, lost: 0, doubled: 0, disordered: 0 };

test(
  'killed at each point of a turn, a folder holds every acknowledged message once',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kinline-killed-'));
    const killed = await killAgainAndAgain(script, { ...plan, store: { folder } });
    expect(killed).toMatchObject(whole);
    expect(killed.turns).toBeGreaterThan(POINTS.length);
    rmSync(folder, { recursive: true, force: true });
  },
  PATIENCE,
);

test(
  'killed at each point of a turn, PostgreSQL holds every acknowledged message once',
  async () => {
    const database = await makeDatabase();
    const killed = await killAgainAndAgain(script, { ...plan, store: { url: database.url } });
    expect(killed).toMatchObject(whole);
    expect(killed.turns).toBeGreaterThan(POINTS.length);
    await database.drop();
  },
  PATIENCE,
);

test(
  'clocks that are set forward and back lose and double nothing, in a folder and in PostgreSQL',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kinline-jumps-'));
    const database = await makeDatabase();
    for (const store of [{ folder }, { url: database.url }]) {
      const killed = await killAgainAndAgain(script, { ...jumping, store });
      expect(killed).toMatchObject({ ...whole, kills: jumping.times });
      expect(killed.turns).toBeGreaterThan(jumping.times);
    }
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  },
  PATIENCE,
);
