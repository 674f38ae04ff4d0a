/** `npm run bench [-- import|needs|turns|store|postgres|start|page|when] [--quick]`: measures, prints, and says which goals are met. */
import { availableParallelism, cpus, release } from 'node:os';
import { measureCallbacks } from './parts/callbacks.js';
import { measureDanger } from './parts/danger.js';
import { measureDesk } from './parts/desk.js';
import { measureFeedback } from './parts/feedback.js';
import { measureFuzz } from './parts/fuzz.js';
import { measureImport } from './parts/import.js';
import { measureNeeds } from './parts/needs.js';
import { measureNotices } from './parts/notices.js';
import { measurePage } from './parts/page.js';
import { measurePostgres } from './parts/postgres.js';
import { measureQuality } from './parts/quality.js';
import { measureSearch } from './parts/search.js';
import { measureStart } from './parts/start.js';
import { measureStore } from './parts/store.js';
import { measureTurns, type Pace } from './parts/turns.js';
import { measureWhen } from './parts/when.js';
import { type Goal, goalTable } from './table.js';

const FULL: Pace = { rounds: 5, run: 3000, warmUp: 6000 };
const QUICK: Pace = { rounds: 3, run: 1500, warmUp: 3000 };

type Measure = (pace: Pace, say: (words: string) => void) => Promise<Goal[]>;

const PARTS: Record<string, Measure> = {
  callbacks: measureCallbacks,
  danger: measureDanger,
  desk: measureDesk,
  feedback: measureFeedback,
  fuzz: measureFuzz,
  import: measureImport,
  needs: measureNeeds,
  notices: measureNotices,
  page: measurePage,
  postgres: measurePostgres,
  quality: measureQuality,
  search: measureSearch,
  start: measureStart,
  store: measureStore,
  turns: measureTurns,
  when: measureWhen,
};

function asked(given: readonly string[]): { parts: string[]; pace: Pace } {
  const names = given.filter((word) => word !== '--quick');
  const unknown = names.find((name) => !(name in PARTS));
  if (unknown !== undefined) {
    console.error(
      `There is no part “${unknown}”. Say one of: ${Object.keys(PARTS).join(', ')}; and --quick if you like.`,
    );
    process.exit(1);
  }
  return {
    parts: names.length === 0 ? Object.keys(PARTS) : names,
    pace: given.includes('--quick') ? QUICK : FULL,
  };
}

const { parts, pace } = asked(process.argv.slice(2));
console.log(
  `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${process.platform} ${release()}, ${pace.rounds} rounds. Absolute figures are this machine's, now; ratios carry over.`,
);
const goals: Goal[] = [];
for (const name of parts) goals.push(...((await PARTS[name]?.(pace, (words) => console.log(words))) ?? []));
console.log(`\n${goalTable(goals)}`);
