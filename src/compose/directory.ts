/** The directory that is served: the imported one, else in demo mode the invented one that ships with Kinline. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importDirectory } from '../directory/import/import.js';
import { readSource } from '../directory/import/source.js';
import type { Directory } from '../directory/model.js';
import { readNeedTerms } from '../directory/needs.js';
import { createPlaces } from '../directory/places/places.js';
import { createDirectory, type DirectoryIndex } from '../directory/search/search.js';
import { loadCurrent, watchCurrent } from '../directory/storage.js';
import type { FindPlaces } from '../language/understand.js';

export interface ServedDirectory {
  index(): DirectoryIndex;
  findPlaces: FindPlaces;
  /** True while the invented directory is served. */
  invented(): boolean;
  stop(): void;
}

const EMPTY: Directory = { source: 'none', importedAt: '', invented: false, services: [] };

export async function serveDirectory(options: {
  folder: string;
  content: string;
  demo: boolean;
  timezone: string | undefined;
  now: Date;
  log(event: string, fields?: Record<string, string | number>): void;
}): Promise<ServedDirectory> {
  const imported = await loadCurrent(options.folder);
  const first = imported ?? (options.demo ? await demoDirectory(options.content, options.now) : EMPTY);
  let served = make(first);
  function make(directory: Directory) {
    const zone = options.timezone === undefined ? {} : { timezone: options.timezone };
    return { index: createDirectory(directory, zone), places: createPlaces(directory) };
  }
  const stop = watchCurrent(
    options.folder,
    (directory) => {
      served = make(directory);
      options.log('directory_changed', { services: directory.services.length });
    },
    { onError: () => options.log('directory_unreadable') },
  );
  return {
    index: () => served.index,
    invented: () => served.index.directory.invented,
    stop,
    findPlaces: (text, languages) =>
      served.places.find(text, languages).map(({ name, latitude, longitude, country }) => ({
        name,
        latitude,
        longitude,
        detail: country,
      })),
  };
}

async function demoDirectory(content: string, now: Date): Promise<Directory> {
  const source = await readSource(join(content, 'demo/directory'));
  if (!source.ok) throw new Error(`The demo directory could not be read: ${source.reason}.`);
  const needs = readNeedTerms(readFileSync(join(content, 'locales/needs.yaml'), 'utf8'));
  const result = importDirectory({ ...source, now }, needs);
  if (!result.ok) throw new Error(`The demo directory could not be read: ${result.reasons.join(' ')}`);
  return result.directory;
}
