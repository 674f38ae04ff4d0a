/** Reads `locales/regions/`, one file a country, and refuses numbers that belong elsewhere. */
import { type ContentFolder, check, parseYaml } from '../files.js';
import type { Problem } from '../problem.js';
import { FALLBACK_REGION, type Region, regionSchema } from './region.js';
import { misplaced } from './traps.js';

export const REGIONS_FOLDER = 'locales/regions';

export function loadRegions(folder: ContentFolder, problems: Problem[]): Map<string, Region> {
  const regions = new Map<string, Region>();
  for (const name of folder.names(REGIONS_FOLDER)) {
    if (!name.endsWith('.yaml')) continue;
    const file = `${REGIONS_FOLDER}/${name}`;
    const value = parseYaml({ file }, folder.read(file) ?? '', problems);
    const region = value === undefined ? undefined : check(regionSchema, value, { file }, problems);
    if (region === undefined) continue;
    if (`${region.country}.yaml` !== name)
      problems.push({
        file,
        message: `country is ${region.country}, but the file is ${name}. Make them the same.`,
      });
    for (const { kind, number, abroad } of region.numbers)
      for (const dialled of abroad === null ? [number] : [number, abroad]) {
        const reason = misplaced(dialled, region.country, kind, region.phone?.calling_code);
        if (reason !== undefined) problems.push({ file, message: `${kind} ${dialled}: ${reason}` });
      }
    regions.set(region.country, region);
  }
  if (!regions.has(FALLBACK_REGION))
    problems.push({
      file: `${REGIONS_FOLDER}/${FALLBACK_REGION}.yaml`,
      message: 'The fallback region is missing.',
    });
  return regions;
}
