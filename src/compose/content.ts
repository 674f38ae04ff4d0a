/** Content that may be served: read, proved, and refused as a whole when anything in it could strand somebody. */
import { type Content, loadContent } from '../content/load.js';
import { describe } from '../content/problem.js';
import { prove } from '../content/prove/prove.js';
import { steadyRegions } from '../content/regions/last-good.js';
import type { Region } from '../content/regions/region.js';
import type { PackedSenses } from '../language/packed-senses.js';
import { readReady } from './ready/ready.js';
import { PROGRAM_TEXTS } from './texts.js';

/** @throws ContentRefused */
export function servableContent(root: string): Content {
  return steadyContent(root, new Map()).content;
}

export interface Served {
  content: Content;
  /** Countries for which the last good numbers stand in. */
  kept: string[];
  senses?: PackedSenses;
}

/**
 * The same, but a region whose file is damaged or lost is served as it was last, where it was.
 * @param program the folder where the build may have kept content that it had read and proved
 * @throws ContentRefused
 */
export function steadyContent(root: string, lastGood: ReadonlyMap<string, Region>, program?: string): Served {
  const ready = program === undefined ? undefined : readReady(root, program);
  if (ready !== undefined) return { ...ready, kept: [] };
  const { content: read, problems } = loadContent(root);
  const damaged = new Set(problems.flatMap(({ file }) => countryOf(file) ?? []));
  const { regions, kept } = steadyRegions(read.regions, lastGood, damaged);
  const content = { ...read, regions };
  const left = problems.filter(({ file }) => !kept.includes(countryOf(file) ?? ''));
  const found = left.length > 0 ? left : prove(content, PROGRAM_TEXTS);
  if (found.length > 0) throw new ContentRefused(found.map(describe));
  return { content, kept };
}

const countryOf = (file: string): string | undefined =>
  /^locales\/regions\/([A-Z]{2})\.yaml$/.exec(file)?.[1];

/** The content has problems; each is one line for the person who wrote it. */
export class ContentRefused extends Error {
  override name = 'ContentRefused';
  constructor(readonly problems: string[]) {
    super(`The content has ${problems.length} problems.`);
  }
}
