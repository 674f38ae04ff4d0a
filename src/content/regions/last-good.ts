/**
 * The numbers that were served last, kept with the data. A file that is damaged, emptied or lost later cannot take a
 * card's numbers away: these stand in until somebody mends it.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isComplete, type Region, regionSchema } from './region.js';

const FILE = 'regions.json';
const schema = z.object({ version: z.literal(1), regions: z.array(z.unknown()) });

/** Empty before the first launch, and where the file itself cannot be read. */
export async function readLastGood(folder: string): Promise<Map<string, Region>> {
  const regions = new Map<string, Region>();
  try {
    const stored = schema.parse(JSON.parse(await readFile(join(folder, FILE), 'utf8')));
    for (const value of stored.regions) {
      const region = regionSchema.safeParse(value);
      if (region.success) regions.set(region.data.country, region.data);
    }
  } catch {
    // Nothing was kept yet, or nothing that can be used.
  }
  return regions;
}

export async function keepLastGood(folder: string, regions: ReadonlyMap<string, Region>): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, FILE);
  await writeFile(`${file}.part`, JSON.stringify({ version: 1, regions: [...regions.values()] }), {
    mode: 0o600,
    flush: true,
  });
  await rename(`${file}.part`, file);
}

/**
 * The regions to serve: those of the files, and the last good one wherever a file cannot be used, or has lost a
 * number without which no region may be served.
 * @param damaged countries whose file has problems
 * @returns `kept`: countries for which the last good one stands in
 */
export function steadyRegions(
  regions: ReadonlyMap<string, Region>,
  lastGood: ReadonlyMap<string, Region>,
  damaged: ReadonlySet<string>,
): { regions: Map<string, Region>; kept: string[] } {
  const steady = new Map(regions);
  const kept: string[] = [];
  for (const [country, good] of lastGood) {
    const now = regions.get(country);
    if (now !== undefined && !damaged.has(country) && (isComplete(now) || !isComplete(good))) continue;
    steady.set(country, good);
    kept.push(country);
  }
  return { regions: steady, kept };
}
