/** Searching directories of a hundred thousand and a million services, beside MiniSearch alone on the same records. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Measured } from '../search/process.js';
import { type Goal, table } from '../table.js';
import type { Pace } from './turns.js';

const PROCESS = join(process.cwd(), 'tests/output/bench/search.mjs');
const P99_GOAL = 20;
const BYTES_GOAL = 1200;
/** In a quick run only the first. */
const SIZES = [100_000, 1_000_000] as const;

export async function measureSearch({ rounds }: Pace, say: (words: string) => void): Promise<Goal[]> {
  const sizes = rounds < 5 ? SIZES.slice(0, 1) : SIZES;
  const measured = sizes.map(measure);
  const ms = (value: number) => value.toFixed(2);
  const rows = measured.flatMap(
    ({ size, search, narrowed, words, peer, bytes, peerBytes, built, peerBuilt }) => [
      [
        `${size.toLocaleString('en')} services: need and place`,
        ms(search.p50),
        ms(search.p99),
        bytes.toFixed(0),
        built.toFixed(1),
      ],
      ['  the same, narrowed', ms(narrowed.p50), ms(narrowed.p99), '', ''],
      ['  by the words of a name', ms(words.p50), ms(words.p99), '', ''],
      ['  MiniSearch alone', ms(peer.p50), ms(peer.p99), peerBytes.toFixed(0), peerBuilt.toFixed(1)],
    ],
  );
  say('\nSearch over generated services; bytes a service beyond the records, words included\n');
  say(table(['', 'p50 ms', 'p99 ms', 'bytes', 'made in s'], rows));
  const [first] = measured;
  if (first === undefined) return [];
  const worst = Math.max(first.search.p99, first.narrowed.p99);
  return [
    {
      what: 'Search over 100,000 services, p99',
      measured: `${ms(worst)} ms`,
      goal: `below ${P99_GOAL} ms`,
      met: worst < P99_GOAL,
    },
    {
      what: 'Memory a service beyond the records',
      measured: `${first.bytes.toFixed(0)} bytes`,
      goal: `below ${BYTES_GOAL}`,
      met: first.bytes < BYTES_GOAL,
    },
  ];
}

function measure(size: number): Measured {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', '--max-old-space-size=16000', PROCESS, String(size)],
    { encoding: 'utf8', maxBuffer: 1e7 },
  );
  if (status !== 0) throw new Error(`The search bench ended with ${status}: ${stderr.slice(0, 2000)}`);
  return JSON.parse(stdout) as Measured;
}
