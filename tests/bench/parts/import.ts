/** How long an import takes and what it holds at most, beside csv-parse alone reading the same files and keeping nothing. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generateDirectory } from '../generated-directory.js';
import { median } from '../statistics.js';
import { type Goal, table } from '../table.js';
import type { Pace } from './turns.js';

const SIZES = [10_000, 100_000];
/** The size that has goals, and those. */
const GOAL_SIZE = 10_000;
const SECONDS = 15;
const MEGABYTES = 400;

/** Tells at the end of a process, in kilobytes, what it held at most. */
const PEAK = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\npeak '+process.resourceUsage().maxRSS))`;
const BARE = `
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
let rows = 0;
const on_record = () => { rows += 1; return null; };
for (const file of process.argv.slice(1)) parse(readFileSync(file), { bom: true, trim: true, on_record });
console.log(rows);`;

interface Run {
  seconds: number;
  megabytes: number;
  output: string;
}

export async function measureImport(pace: Pace, say: (words: string) => void): Promise<Goal[]> {
  const folder = mkdtempSync(join(process.cwd(), 'tests/output/bench/import-'));
  try {
    const goals: Goal[] = [];
    const rows: string[][] = [];
    for (const size of SIZES) {
      const source = join(folder, `source-${size}`);
      const files = await generateDirectory(source, size);
      const rounds = size > GOAL_SIZE ? 1 : pace.rounds;
      const ours: Run[] = [];
      const bare: Run[] = [];
      for (let round = 0; round < rounds; round += 1) {
        bare.push(runNode(['--input-type=module', '-e', BARE, ...files], {}));
        ours.push(
          runNode(['dist/kinline.js', 'directory', 'import', source], { KINLINE_DATA: join(folder, 'data') }),
        );
      }
      const stored = /Imported (\d+) services/.exec(ours[0]?.output ?? '')?.[1] ?? '0';
      rows.push(rowOf('Kinline', size, ours, stored, bare), rowOf('csv-parse alone', size, bare, '', bare));
      goals.push(...goalsOf(size, ours, stored));
    }
    say('\nImport of a directory in HSDS 3.0 CSV, the whole process\n');
    say(table(['', 'services', 'seconds', 'peak MB', 'stored', '× csv-parse'], rows));
    return goals;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runNode(words: readonly string[], settings: Record<string, string>): Run {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [`--import=${PEAK}`, ...words], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...settings },
    maxBuffer: 1e8,
  });
  const seconds = (performance.now() - began) / 1000;
  const peak = /peak (\d+)/.exec(stderr)?.[1];
  if (status !== 0 || peak === undefined) throw new Error(`It ended with ${status}: ${stderr.slice(0, 500)}`);
  return { seconds, megabytes: Number(peak) / 1000, output: stdout };
}

const secondsOf = (runs: readonly Run[]): number => median(runs.map(({ seconds }) => seconds));
const megabytesOf = (runs: readonly Run[]): number => Math.max(...runs.map(({ megabytes }) => megabytes));

function rowOf(
  name: string,
  size: number,
  runs: readonly Run[],
  stored: string,
  bare: readonly Run[],
): string[] {
  return [
    name,
    size.toLocaleString('en'),
    secondsOf(runs).toFixed(1),
    megabytesOf(runs).toFixed(0),
    stored,
    (secondsOf(runs) / secondsOf(bare)).toFixed(1),
  ];
}

function goalsOf(size: number, runs: readonly Run[], stored: string): Goal[] {
  const what = `Import of ${size.toLocaleString('en')} services`;
  const all: Goal = {
    what: `${what}: stored`,
    measured: stored,
    goal: String(size),
    met: stored === String(size),
  };
  if (size !== GOAL_SIZE) return [all];
  const seconds = secondsOf(runs);
  const megabytes = megabytesOf(runs);
  return [
    all,
    { what, measured: `${seconds.toFixed(1)} s`, goal: `below ${SECONDS} s`, met: seconds < SECONDS },
    {
      what,
      measured: `${megabytes.toFixed(0)} MB`,
      goal: `below ${MEGABYTES} MB`,
      met: megabytes < MEGABYTES,
    },
  ];
}
