/** The directory that is served: the imported one, else in demo mode the invented one that ships with Kinline. */
import { join } from 'node:path';
import type { Language } from '../content/language.js';
import { importDirectory } from '../directory/import/import.js';
import { readSource } from '../directory/import/source.js';
import type { Directory } from '../directory/model.js';
import type { NeedTerms } from '../directory/needs.js';
import { gazetteer } from '../directory/places/gazetteer.js';
import { createPlaces, type Places } from '../directory/places/places.js';
import { present } from '../directory/present.js';
import { countriesInWords } from '../directory/search/areas.js';
import { createDirectory, type DirectoryIndex } from '../directory/search/search.js';
import { loadCurrent, watchCurrent } from '../directory/storage.js';
import type { Place } from '../engine/input.js';
import { fold } from '../language/fold.js';
import type { FindPlaces } from '../language/understand.js';
import { DEMO_FOLDER, readDemo } from './ready/demo.js';

export interface ServedDirectory {
  index(): DirectoryIndex;
  findPlaces: FindPlaces;
  towns(language: string, limit: number): Place[];
  /** True while the invented directory is served. */
  invented(): boolean;
  stop(): void;
}

/** Forms of towns' names that are everyday words: "at the last level". */
const ALSO_WORDS = ['рівні', 'рівня', 'grădină', 'gradina', 'grădiniță'].map(fold);

const EMPTY: Directory = { source: 'none', importedAt: '', invented: false, services: [] };

export async function serveDirectory(options: {
  folder: string;
  /** The folder that holds `demo/`. */
  root: string;
  needs: readonly NeedTerms[];
  demo: boolean;
  timezone: string | undefined;
  /** The operator's country: its towns are known too. */
  region?: string;
  /** What else words may mean; towns of the same name are then not heard in them. */
  languages?: readonly Pick<Language, 'words' | 'needs'>[];
  /** The folder where the build may have kept the demo directory. */
  program?: string | undefined;
  now: Date;
  log(event: string, fields?: Record<string, string | number>): void;
}): Promise<ServedDirectory> {
  const imported = await loadCurrent(options.folder);
  let known: Set<string> | undefined;
  // Not before somebody says something: names of all countries in all languages take their room.
  const ordinary = (): Set<string> => {
    known ??= ordinaryWords(options.languages ?? []);
    return known;
  };
  const first = imported ?? (options.demo ? await demoDirectory(options) : EMPTY);
  let served = make(first);
  function make(directory: Directory) {
    const { timezone, region } = options;
    const defaults = present({ timezone, region });
    const places = createPlaces(directory, {
      towns: () => gazetteer(countriesOf(directory, options.region)),
      ordinary,
    });
    return { index: createDirectory(directory, defaults), places, towns: townsOf(directory, places) };
  }
  const stop = watchCurrent(
    options.folder,
    (directory) => {
      served = make(directory);
      options.log('directory_changed', { services: directory.services.length });
    },
    { having: imported, onError: () => options.log('directory_unreadable') },
  );
  return {
    index: () => served.index,
    towns: (language, limit) => served.towns(language, limit),
    invented: () => served.index.directory.invented,
    stop,
    findPlaces: (text, languages) =>
      served.places.find(text, languages).map(({ name, latitude, longitude, detail }) => ({
        name,
        latitude,
        longitude,
        detail,
      })),
  };
}

/** Where its services are, and the operator's own country. */
function countriesOf({ services }: Directory, region: string | undefined): Set<string> {
  const countries = new Set(region === undefined ? [] : [region]);
  for (const { locations } of services)
    for (const { country, address } of locations) {
      const code = country ?? address?.country;
      if (code !== undefined) countries.add(code);
    }
  return countries;
}

/** Words that commands, greetings and needs are made of. */
function ordinaryWords(languages: readonly Pick<Language, 'words' | 'needs'>[]): Set<string> {
  const ordinary = new Set<string>([...countriesInWords(), ...ALSO_WORDS]);
  for (const { words, needs } of languages) {
    const phrases = [
      ...Object.values(words.commands).flat(),
      ...Object.values(words.answers).flat(),
      ...words.greetings,
      ...words.fillers,
      ...Object.values(needs).flatMap(({ name, words: said }) => [name, ...said]),
    ];
    for (const phrase of phrases) for (const word of fold(phrase).split(' ')) ordinary.add(word);
  }
  return ordinary;
}

/** The towns with the most services, named in a language; made when first asked for. */
function townsOf({ services }: Directory, places: Places): (language: string, limit: number) => Place[] {
  const counts = new Map<string, number>();
  for (const { locations } of services)
    for (const { address } of locations) {
      const city = address?.city[''] ?? Object.values(address?.city ?? {})[0];
      if (city !== undefined) counts.set(city, (counts.get(city) ?? 0) + 1);
    }
  const names = [...counts].sort((a, b) => b[1] - a[1]).map(([city]) => city);
  const known = new Map<string, Place[]>();
  return (language, limit) => {
    const towns =
      known.get(language) ??
      names.slice(0, limit).flatMap((city) => {
        const [found] = places.find(city, [language]);
        return found === undefined
          ? []
          : [{ name: found.name, latitude: found.latitude, longitude: found.longitude }];
      });
    known.set(language, towns);
    return towns.slice(0, limit);
  };
}

export async function demoDirectory({
  root,
  needs,
  now,
  program,
}: {
  root: string;
  needs: readonly NeedTerms[];
  now: Date;
  program?: string | undefined;
}): Promise<Directory> {
  const ready = program === undefined ? undefined : readDemo(root, program, now);
  if (ready !== undefined) return ready;
  const source = await readSource(join(root, DEMO_FOLDER));
  if (!source.ok) throw new Error(`The demo directory could not be read: ${source.reason}.`);
  const result = importDirectory({ ...source, now }, needs);
  if (!result.ok) throw new Error(`The demo directory could not be read: ${result.reasons.join(' ')}`);
  return result.directory;
}
