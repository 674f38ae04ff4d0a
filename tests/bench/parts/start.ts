/** How long it takes until somebody is served, and what the service holds when nobody is there. */
import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../statistics.js';
import { startKinline } from '../subjects.js';
import { type Goal, table } from '../table.js';

const STARTS = 5;
const REST = 5000;
const START_GOAL = 2000;
const MEMORY_GOAL = 150;
const PROVE_GOAL = 10_000;

export async function measureStart(_pace: unknown, say: (words: string) => void): Promise<Goal[]> {
  const started: number[] = [];
  const resident: number[] = [];
  for (let run = 0; run < STARTS; run += 1) {
    const server = await startKinline('start');
    started.push(server.startedIn);
    await pause(REST);
    resident.push((await server.usage()).resident / 1e6);
    await server.stop();
  }
  const proved = proveTimes();
  say(`\nStart, memory after ${REST / 1000} s at rest, and the prover, median of ${STARTS}\n`);
  const row = (name: string, values: number[], unit: string) => [
    name,
    `${median(values).toFixed(0)} ${unit}`,
    `${Math.max(...values).toFixed(0)} ${unit}`,
  ];
  say(
    table(
      ['', 'median', 'worst'],
      [
        row('from spawn to ready line', started, 'ms'),
        row('resident memory', resident, 'MB'),
        row('kinline prove', proved, 'ms'),
      ],
    ),
  );
  const below = (what: string, values: number[], limit: number, unit: string): Goal => ({
    what,
    measured: `${median(values).toFixed(0)} ${unit}`,
    goal: `below ${limit} ${unit}`,
    met: median(values) < limit,
  });
  return [
    below('Start', started, START_GOAL, 'ms'),
    below('Memory at rest', resident, MEMORY_GOAL, 'MB'),
    below('kinline prove', proved, PROVE_GOAL, 'ms'),
  ];
}

function proveTimes(): number[] {
  return Array.from({ length: STARTS }, () => {
    const began = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/kinline.js', 'prove'], {
      encoding: 'utf8',
    });
    if (status !== 0)
      throw new Error(`kinline prove ended with ${status}: ${stdout}${stderr}`.slice(0, 2000));
    return performance.now() - began;
  });
}
