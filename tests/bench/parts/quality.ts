/** Whether parents find what they mean: our search and MiniSearch alone, on the same records and the same words. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { loadContent } from '../../../src/content/load.js';
import { importDirectory } from '../../../src/directory/import/import.js';
import type { Directory, Translated } from '../../../src/directory/model.js';
import { gazetteer } from '../../../src/directory/places/gazetteer.js';
import { createPlaces } from '../../../src/directory/places/places.js';
import { createDirectory } from '../../../src/directory/search/search.js';
import { createReader } from '../../../src/language/reading.js';
import { createSenses } from '../../../src/language/senses.js';
import { towns } from '../search/generate.js';
import { hitAt5, type Judged, judgedQueries, ndcgAt10, spreadOver } from '../search/judged.js';
import { type Goal, table } from '../table.js';

const NOW = new Date('2026-11-24T10:30:00+02:00');
const OHANA = '../shared/fixtures/hsds-ohana-fixtures/sample-csv';
const GOAL = 1.25;
const SHOWN = 10;

type Ask = (query: Judged) => Promise<string[]> | string[];

interface Subject {
  name: string;
  directory: Directory;
  languages: string[];
  each: number;
}

export async function measureQuality(_pace: unknown, say: (words: string) => void): Promise<Goal[]> {
  const { content } = loadContent(process.cwd());
  const senses = createSenses(content.languages, content.needs);
  const read = (folder: string): Directory => {
    const files = readdirSync(folder)
      .filter((name) => /\.(csv|json)$/.test(name))
      .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
    const result = importDirectory({ files, label: folder, now: NOW }, content.needs);
    if (!result.ok) throw new Error(result.reasons.join(' '));
    return result.directory;
  };
  const demo = read('demo/directory');
  const subjects: Subject[] = [
    { name: 'demo', directory: demo, languages: ['en', 'ro', 'uk', 'ar'], each: 2 },
    {
      name: 'demo in 90 towns',
      directory: spreadOver(demo, towns().slice(0, 90)),
      languages: ['en', 'ro', 'uk', 'ar'],
      each: 2,
    },
    ...(existsSync(OHANA)
      ? [{ name: 'Ohana sample', directory: read(OHANA), languages: ['en'], each: 3 }]
      : []),
  ];
  const rows: string[][] = [];
  const all = { ours: [] as Measured[], peer: [] as Measured[] };
  for (const { name, directory, languages, each } of subjects) {
    const queries = judgedQueries(directory, languages, each);
    const places = createPlaces(directory, { towns: () => gazetteer(new Set(['RO', 'UA', 'MD'])) });
    const reader = createReader(senses, (text, spoken) => places.find(text, spoken), 'en');
    const index = createDirectory(directory, { timezone: 'Europe/Bucharest', region: 'RO' });
    const ours = await measured(queries, async ({ text, language }) => {
      const { need, place } = await reader.read(text, language);
      const near =
        place === null ? undefined : { name: place.name, latitude: place.lat, longitude: place.lon };
      const asked = { near, language, now: NOW.getTime(), limit: SHOWN, offset: 0 };
      return index
        .search(need === null ? { ...asked, words: text } : { ...asked, need: need.code })
        .results.map(({ id }) => id);
    });
    const plain = await measured(queries, plainSearch(directory, {}));
    const loose = await measured(queries, plainSearch(directory, { prefix: true, fuzzy: 0.2 }));
    // The better of its two ways is what we are held against.
    const peer = mean(plain).ndcg >= mean(loose).ndcg ? plain : loose;
    all.ours.push(...ours);
    all.peer.push(...peer);
    rows.push(rowOf(`${name}: ${directory.services.length} services`, ours, peer));
  }
  rows.push(rowOf('all', all.ours, all.peer));
  say('\nWhat parents say, judged answers: hit@5 and nDCG@10\n');
  say(table(['', 'queries', 'hit@5', 'MiniSearch', 'nDCG@10', 'MiniSearch '], rows));
  const [ours, peer] = [mean(all.ours), mean(all.peer)];
  const times = Math.min(ours.hit / peer.hit, ours.ndcg / peer.ndcg);
  return [
    {
      what: 'Queries judged',
      measured: String(all.ours.length),
      goal: 'at least 300',
      met: all.ours.length >= 300,
    },
    {
      what: 'Search quality against MiniSearch',
      measured: `${times.toFixed(2)} ×`,
      goal: `at least ${GOAL} ×`,
      met: times >= GOAL,
    },
  ];
}

interface Measured {
  hit: number;
  ndcg: number;
}

async function measured(queries: readonly Judged[], ask: Ask): Promise<Measured[]> {
  const results: Measured[] = [];
  for (const query of queries) {
    const found = await ask(query);
    results.push({ hit: hitAt5(found, query), ndcg: ndcgAt10(found, query) });
  }
  return results;
}

function mean(results: readonly Measured[]): Measured {
  const of = (key: keyof Measured) => results.reduce((sum, one) => sum + one[key], 0) / results.length;
  return { hit: of('hit'), ndcg: of('ndcg') };
}

function rowOf(name: string, ours: readonly Measured[], peer: readonly Measured[]): string[] {
  const [a, b] = [mean(ours), mean(peer)];
  return [name, String(ours.length), ...[a.hit, b.hit, a.ndcg, b.ndcg].map((value) => value.toFixed(3))];
}

/** All of a record's words in one index, in all its languages. */
function plainSearch(directory: Directory, options: { prefix?: boolean; fuzzy?: number }): Ask {
  const all = (text: Translated): string => Object.values(text).join(' ');
  const index = new MiniSearch<{
    id: string;
    name: string;
    organization: string;
    description: string;
    city: string;
    terms: string;
  }>({
    fields: ['name', 'organization', 'description', 'city', 'terms'],
  });
  index.addAll(
    directory.services
      .filter(({ status, visibility }) => status === 'active' && visibility === undefined)
      .map(({ id, name, organization, description, locations, taxonomyTerms, needs }) => ({
        id,
        name: all(name),
        organization: all(organization.name),
        description: all(description),
        city: locations.map(({ address }) => all(address?.city ?? {})).join(' '),
        terms: [...taxonomyTerms, ...needs.map((need) => need.replaceAll('_', ' '))].join(' '),
      })),
  );
  return ({ text }) =>
    index
      .search(text, options)
      .slice(0, SHOWN)
      .map(({ id }) => String(id));
}
