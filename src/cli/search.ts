/** `kinline directory search`: the results that the chat would show, with what each rank is made of. */
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { servableContent } from '../compose/content.js';
import { type ServedDirectory, serveDirectory } from '../compose/directory.js';
import type { Config } from '../config.js';
import type { Content } from '../content/load.js';
import { FALLBACK_REGION } from '../content/regions/region.js';
import type { Query } from '../directory/search/search.js';
import type { Place } from '../engine/input.js';
import type { ServiceFilters } from '../engine/ports.js';
import { createReader } from '../language/reading.js';
import { createSenses } from '../language/senses.js';
import { settingsOrExit } from './settings.js';
import { tellSearch } from './tell-search.js';

export interface SearchFlags {
  need?: string;
  near?: string;
  language?: string;
  age?: string;
  free?: boolean;
  stepFree?: boolean;
  open?: string;
  now?: string;
  limit?: string;
  json?: boolean;
}

/** A question that is ready to be asked, or what is wrong with it. */
type Made<T> = T | { wrong: string };

/** As many as the chat shows in three pages. */
const LIMIT = 9;
const POSITION = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/;

export async function runSearch(
  words: readonly string[],
  flags: SearchFlags,
  clock: () => Date,
): Promise<number> {
  const config = settingsOrExit();
  const content = servableContent(config.KINLINE_CONTENT);
  const region = config.KINLINE_REGION ?? 'RO';
  const zone = (content.regions.get(region) ?? content.regions.get(FALLBACK_REGION))?.timezone ?? 'UTC';
  const time = flags.now === undefined ? undefined : DateTime.fromISO(flags.now, { zone });
  if (time?.isValid === false)
    return refuse(`--now ${flags.now} is not a time. Write it like 2026-11-24T10:30`);
  const now = time?.toJSDate() ?? clock();
  const directory = await serveDirectory({
    folder: join(config.KINLINE_DATA, 'directory'),
    root: config.KINLINE_CONTENT,
    needs: content.needs,
    demo: config.KINLINE_MODE === 'demo',
    timezone: zone,
    region,
    languages: content.languages,
    now,
    log: () => undefined,
  });
  try {
    const made = await queryOf(words.join(' '), flags, now.getTime(), { config, content, directory });
    if ('wrong' in made) return refuse(made.wrong);
    const answer = directory.index().explain(made);
    process.stdout.write(tellSearch(made, answer, flags.json ?? false));
    return 0;
  } finally {
    directory.stop();
  }
}

function refuse(why: string): number {
  process.stderr.write(`${why}\n`);
  return 1;
}

interface Around {
  config: Config;
  content: Content;
  directory: ServedDirectory;
}

async function queryOf(
  words: string,
  flags: SearchFlags,
  now: number,
  { config, content, directory }: Around,
): Promise<Made<Query>> {
  const language = flags.language ?? config.KINLINE_LANGUAGE;
  const filters = filtersOf(flags);
  if ('wrong' in filters) return filters;
  const limit = Number(flags.limit ?? LIMIT);
  if (!Number.isInteger(limit) || limit < 1)
    return { wrong: `--limit ${flags.limit} is not a number from 1 on` };
  if (flags.need !== undefined && !content.needs.some(({ code }) => code === flags.need))
    return {
      wrong: `--need ${flags.need} is not known. Write one of: ${content.needs.map(({ code }) => code).join(', ')}`,
    };
  const near = flags.near === undefined ? undefined : placeOf(flags.near, language, directory);
  if (near !== undefined && 'wrong' in near) return near;
  const said = words === '' ? undefined : await understood(words, flags.language, content, directory, config);
  const need = flags.need ?? said?.need;
  const place = near ?? said?.place;
  if (need === undefined && words === '')
    return { wrong: 'Say what is looked for: --need CODE, or some words' };
  const named = words === '' ? [] : directory.index().named(words, 1);
  return {
    // A service that is called by its name is meant, whatever its name would also mean.
    need: flags.need ?? (named.length > 0 ? undefined : need),
    words: words === '' || (need !== undefined && named.length === 0) ? undefined : words,
    near: place,
    language,
    now,
    limit,
    offset: 0,
    filters,
  };
}

function filtersOf({ age, free, stepFree, open, language }: SearchFlags): Made<ServiceFilters> {
  const years = age === undefined ? undefined : Number(age);
  if (years !== undefined && !(years >= 0 && years <= 120))
    return { wrong: `--age ${age} is not an age in years` };
  const at =
    open === undefined || open === 'now' ? undefined : /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(open);
  if (at === null) return { wrong: `--open ${open} is neither “now” nor a time like 2026-11-24T10:30` };
  return {
    free,
    stepFree,
    language,
    age: years === undefined ? undefined : { from: years, to: years },
    open: at === undefined ? (open === 'now' ? 'now' : undefined) : window(at[1] ?? '', at[2] ?? ''),
  };
}

/** The minute from a local time on. */
function window(day: string, from: string): { day: string; from: string; to: string } {
  const minute = Number(from.slice(0, 2)) * 60 + Number(from.slice(3)) + 1;
  const two = (part: number): string => String(part).padStart(2, '0');
  return { day, from, to: minute >= 1440 ? '23:59' : `${two(Math.floor(minute / 60))}:${two(minute % 60)}` };
}

function placeOf(near: string, language: string, directory: ServedDirectory): Made<Place> {
  const position = POSITION.exec(near);
  if (position) return { name: near.trim(), latitude: Number(position[1]), longitude: Number(position[2]) };
  const [first, ...more] = directory.findPlaces(near, [language]);
  if (first === undefined)
    return { wrong: `--near ${near}: there is no such place. A position is written like 47.16,27.59` };
  if (more.length === 0) return first;
  const which = [first, ...more].map(
    ({ name, detail, latitude, longitude }) =>
      `  ${name} (${detail ?? ''}): --near ${latitude.toFixed(4)},${longitude.toFixed(4)}`,
  );
  return { wrong: `--near ${near} could be several:\n${which.join('\n')}` };
}

async function understood(
  words: string,
  language: string | undefined,
  content: Content,
  directory: ServedDirectory,
  config: Config,
): Promise<{ need: string | undefined; place: Place | undefined }> {
  const senses = createSenses(content.languages, content.needs);
  const reader = createReader(senses, directory.findPlaces, config.KINLINE_LANGUAGE);
  const { need, place } = await reader.read(words, language);
  return {
    need: need?.code,
    place: place === null ? undefined : { name: place.name, latitude: place.lat, longitude: place.lon },
  };
}
