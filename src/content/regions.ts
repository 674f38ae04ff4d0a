/** Reads `locales/regions/`: a country’s numbers, each with its source, and its time zone. */
import { z } from 'zod';
import { NUMBER_KINDS } from '../engine/kinds/numbers.js';
import { type ContentFolder, check, parseYaml } from './files.js';
import type { Problem } from './problem.js';

const FOLDER = 'locales/regions';
/** Shown where a country has no file of its own. */
export const FALLBACK_REGION = 'EU';

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2026-01-31');

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 08:30');
/** Days of the week in the order that a week is told, and local times. */
const openingSchema = z.strictObject({
  from: z.enum(WEEKDAYS),
  to: z.enum(WEEKDAYS),
  opens: clock,
  closes: clock,
});

const numberSchema = z.strictObject({
  kind: z.enum(NUMBER_KINDS),
  number: z
    .string()
    .regex(/^\+?[0-9][0-9 -]*$/, 'must be digits with spaces, as people dial it in that country'),
  name: z.string().min(1).describe('Who answers, as they call themselves.'),
  hours: z.union([z.literal('always'), openingSchema, z.null()]),
  status: z.enum(['official', 'press', 'dated', 'secondary', 'unverified']),
  verified_on: date.nullable(),
  source: z.string().min(8, 'must say where the number was read'),
  confirmed: z.strictObject({ by: z.string().min(1), on: date, evidence: z.string().min(1) }).nullable(),
});

const regionSchema = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters, like RO'),
  timezone: z.string().refine(isZone, 'must be an IANA time zone, like Europe/Bucharest'),
  numbers: z
    .array(numberSchema)
    .refine((all) => all.some(({ kind }) => kind === 'emergency'), 'must have an emergency number'),
});

export type RegionNumber = z.infer<typeof numberSchema>;
export type Region = z.infer<typeof regionSchema>;

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export function loadRegions(folder: ContentFolder, problems: Problem[]): Map<string, Region> {
  const regions = new Map<string, Region>();
  for (const name of folder.names(FOLDER)) {
    if (!name.endsWith('.yaml')) continue;
    const file = `${FOLDER}/${name}`;
    const value = parseYaml({ file }, folder.read(file) ?? '', problems);
    const region = value === undefined ? undefined : check(regionSchema, value, { file }, problems);
    if (region === undefined) continue;
    if (`${region.country}.yaml` !== name)
      problems.push({
        file,
        message: `country is ${region.country}, but the file is ${name}. Make them the same.`,
      });
    regions.set(region.country, region);
  }
  if (!regions.has(FALLBACK_REGION))
    problems.push({ file: `${FOLDER}/${FALLBACK_REGION}.yaml`, message: 'The fallback region is missing.' });
  return regions;
}
