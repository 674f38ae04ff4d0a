// How fast the embedded store commits: node tests/bench/store.mjs [folder]. Each commit is a turn: a session of
// 1.5 KB and 2 KB of replies, sealed, written and synced to disk before it is acknowledged.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const base = process.argv[2] ?? tmpdir();
const work = await mkdtemp(join(base, 'kinline-bench-'));
const bundle = join(work, 'open.mjs');
await build({
  entryPoints: ['src/stores/lowdb/open.ts'],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
});
const { openLowdbStore } = await import(pathToFileURL(bundle).href);

const session = JSON.stringify({ answers: 'a'.repeat(1480) });
const content = JSON.stringify({ replies: 'r'.repeat(2030) });
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const pad = (value, width) => String(value).padStart(width);

async function filled(conversations) {
  const folder = join(work, `data-${conversations}`);
  const options = { folder, secret: 'bench', now: Date.now, warn: console.error };
  const store = await openLowdbStore(options);
  const people = Array.from({ length: conversations }, (_, n) => ({ key: keyOf(n), version: 0, lines: 0 }));
  await inParallel(500, people.length, (n) => turn(store, people[n]));
  return { store, people, options };
}

function keyOf(n) {
  return `${'k'.repeat(30)}${String(n).padStart(13, '0')}`;
}

async function turn(store, person) {
  const at = Date.now();
  const activity = `${person.key.slice(20)}-${person.version}-${at}`;
  const written = { activity, at, firstLine: person.lines, lines: 2, content };
  const commit = {
    conversation: person.key,
    expected: person.version,
    session,
    turn: written,
    expiresAt: at + 864e5,
  };
  const { status, version } = await store.commit(commit);
  if (status !== 'committed') throw new Error(status);
  person.version = version;
  person.lines += 2;
}

async function inParallel(width, count, work) {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** Commits a second, and CPU microseconds a commit. */
async function measure({ store, people }, width, count) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await inParallel(width, count, (n) => turn(store, people[(n * 7919) % people.length]));
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { rate: count / seconds, cpu: (user + system) / count };
}

const sizes = [1000, 100_000];
const stores = [];
for (const size of sizes) stores.push(await filled(size));
console.log('conversations  at once  commits/s  CPU µs/commit');
for (const [width, count] of [
  [1, 300],
  [50, 10_000],
]) {
  const runs = sizes.map(() => []);
  // Turn about, so that a change of the machine's pace touches both sizes.
  for (let round = 0; round < 7; round++) {
    for (const [index, subject] of stores.entries()) runs[index].push(await measure(subject, width, count));
  }
  for (const [index, size] of sizes.entries()) {
    const rate = Math.round(median(runs[index].map((run) => run.rate)));
    const cpu = median(runs[index].map((run) => run.cpu)).toFixed(0);
    console.log(pad(size, 13), pad(width, 8), pad(rate, 10), pad(cpu, 14));
  }
}
for (const [index, { store, options }] of stores.entries()) {
  await store.close();
  const start = performance.now();
  const again = await openLowdbStore(options);
  console.log(
    `opened again with ${sizes[index]} conversations in ${Math.round(performance.now() - start)} ms`,
  );
  await again.close();
}
console.log(`resident memory with both stores: ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
await rm(work, { recursive: true, force: true });
