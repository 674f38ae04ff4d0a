/** A hundred thousand generated inputs over all boundaries: no crash, nothing unhandled, no 5xx that was not meant. */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import type { Goal } from '../table.js';
import type { Pace } from './turns.js';

const INPUTS = 100_000;
const QUICK_INPUTS = 4_000;
const BOUNDARIES = 9;

export async function measureFuzz(pace: Pace, say: (words: string) => void): Promise<Goal[]> {
  const inputs = pace.rounds < 5 ? QUICK_INPUTS : INPUTS;
  const seed = randomInt(2 ** 31);
  const each = Math.ceil(inputs / BOUNDARIES);
  say(`\nFuzzing: ${each} inputs at each of ${BOUNDARIES} boundaries, KINLINE_FUZZ_SEED=${seed}`);
  const { status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      'tests/operations/fuzz.test.ts',
      'tests/operations/fuzz-desk.test.ts',
    ],
    {
      stdio: 'inherit',
      env: { ...process.env, KINLINE_FUZZ: String(each), KINLINE_FUZZ_SEED: String(seed) },
    },
  );
  return [
    {
      what: `${inputs} generated inputs, seed ${seed}`,
      goal: 'nothing breaks',
      measured: status === 0 ? 'nothing broke' : 'something broke',
      met: status === 0,
    },
  ];
}
