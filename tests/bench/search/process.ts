/** One process for each size, so that nothing but its own records lies in its memory: measures and prints JSON. */
import MiniSearch from 'minisearch';
import { createDirectory, type Query } from '../../../src/directory/search/search.js';
import { quantile } from '../statistics.js';
import { dice, generate, NEEDS, townFor, towns } from './generate.js';

export interface Measured {
  size: number;
  search: Times;
  narrowed: Times;
  words: Times;
  peer: Times;
  /** Bytes a service beyond the records. */
  bytes: number;
  peerBytes: number;
  /** Seconds to make ready. */
  built: number;
  peerBuilt: number;
}
interface Times {
  p50: number;
  p99: number;
}

const NOW = Date.parse('2026-11-24T10:30:00+02:00');
const collect = (globalThis as { gc?: () => void }).gc;

function held(): number {
  for (let round = 0; round < 3; round += 1) collect?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function timed(questions: readonly (() => unknown)[]): Times {
  const took: number[] = [];
  for (const ask of questions.slice(0, 50)) ask();
  for (const ask of questions) {
    const from = performance.now();
    ask();
    took.push(performance.now() - from);
  }
  return { p50: quantile(took, 0.5), p99: quantile(took, 0.99) };
}

const size = Number(process.argv[2]);
const roll = dice(7);
const places = towns();
const directory = generate(size);
const count = size > 200_000 ? 1000 : 3000;

const queries = Array.from({ length: count }, () => {
  const { name, latitude, longitude } = townFor(places, roll);
  const need = NEEDS[roll(NEEDS.length)] as string;
  const query: Query = {
    need,
    near: { name, latitude, longitude },
    language: 'uk',
    now: NOW,
    limit: 3,
    offset: 0,
  };
  const narrowed: Query = {
    ...query,
    filters: [
      { free: true },
      { open: 'now' as const },
      { language: 'uk' },
      { age: { from: 3, to: 5 }, stepFree: true },
    ][roll(4)],
  };
  const service = directory.services[roll(size)];
  return { query, narrowed, words: service?.name[''] ?? '', text: `${need.replaceAll('_', ' ')} ${name}` };
});

const before = held();
const began = performance.now();
const index = createDirectory(directory, { timezone: 'Europe/Bucharest', region: 'RO' });
index.find({ ...(queries[0] as (typeof queries)[0]).query });
const built = (performance.now() - began) / 1000;
const search = timed(
  queries.map(
    ({ query }) =>
      () =>
        index.find(query),
  ),
);
const narrowed = timed(
  queries.map(
    ({ narrowed: query }) =>
      () =>
        index.find(query),
  ),
);
const some = queries.slice(0, size > 200_000 ? 200 : 500);
const words = timed(
  some.map(
    ({ query, words: said }) =>
      () =>
        index.find({ ...query, need: undefined, words: said }),
  ),
);
const bytes = (held() - before) / size;

const peerFrom = held();
const peerBegan = performance.now();
const peer = new MiniSearch<{
  id: number;
  name: string;
  organization: string;
  description: string;
  city: string;
  needs: string;
}>({
  fields: ['name', 'organization', 'description', 'city', 'needs'],
});
peer.addAll(
  directory.services.map((service, id) => ({
    id,
    name: service.name[''] ?? '',
    organization: service.organization.name[''] ?? '',
    description: service.description[''] ?? '',
    city: service.locations[0]?.address?.city[''] ?? '',
    needs: service.needs.join(' ').replaceAll('_', ' '),
  })),
);
const peerBuilt = (performance.now() - peerBegan) / 1000;
const peerTimes = timed(
  queries.slice(0, size > 200_000 ? 100 : 300).map(
    ({ text }) =>
      () =>
        peer.search(text).slice(0, 3),
  ),
);
const peerBytes = (held() - peerFrom) / size;
// Both are held until here.
const kept = index.directory.services.length + peer.documentCount;

process.stdout.write(
  JSON.stringify({
    size,
    search,
    narrowed,
    words,
    peer: peerTimes,
    bytes,
    peerBytes,
    built,
    peerBuilt,
    kept,
  }),
);
