/**
 * Reads a directory from the files of a source: HSDS 3.0 as JSON or tabular CSV, or HSDS 1.x as Ohana publishes it.
 * Pure: the same files give the same directory. Every row ends up in it or in the report; a source in which not one
 * service could be read is refused as a whole.
 */
import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { Directory, Schedule, Service } from '../model.js';
import { createNeedMapper, type NeedTerms } from '../needs.js';
import { present } from '../present.js';
import type { Context, Defaults } from './context.js';
import { turnSwapped } from './coordinates.js';
import { decodeText, readCsv } from './csv.js';
import {
  readAreas,
  readContacts,
  readCosts,
  readDocuments,
  readEligibility,
  readLanguages,
  readPhones,
} from './details.js';

import { type Flattened, nothingFlattened } from './flatten.js';
import { readJson } from './json.js';
import { languageCode } from './languages.js';
import { readAccessibility, readAddresses, readLocations } from './locations.js';
import { createMeter } from './meter.js';
import { readAttributes, readOwnTerms } from './needs-of.js';
import { readOrganizations, readTerms } from './organizations.js';
import { readOthers } from './others.js';
import { PACKAGE, readPackage } from './package.js';
import { createReporter, type FileCount, type Reporter, type ReportRow } from './report.js';
import { readSchedules } from './schedules.js';
import { removeSecrets } from './secrets.js';
import { readMeetings, readServices } from './services.js';
import { isJson, type SourceFile } from './source-file.js';
import { createTables } from './tables.js';
import { readTranslations } from './translations.js';

export interface Source {
  files: readonly SourceFile[];
  /** For people: the folder or file this came from. */
  label: string;
  now: Date;
  /** Told how many bytes of how many have been read, now and then. */
  onProgress?: (done: number, total: number) => void;
}

export type ImportResult =
  | { ok: true; directory: Directory; exported: boolean; report: ReportRow[]; counts: FileCount[] }
  | { ok: false; reasons: string[]; report: ReportRow[]; counts: FileCount[] };

export function importDirectory(source: Source, needs: readonly NeedTerms[]): ImportResult {
  const report = createReporter();
  const defaults = readDefaults(source, report);
  const { tables, exported, invented } = readTables(source, report);
  const context: Context = {
    tables,
    report,
    needs: createNeedMapper(needs),
    today: source.now.toISOString().slice(0, 10),
    defaults,
    terms: new Map(),
    organizations: new Map(),
    refusedOrganizations: new Set(),
    ownTerms: [],
    spokenAt: new Map(),
    secrets: new Map(),
    exported: exported || defaults.exported,
    locations: new Map(),
    services: new Map(),
    meetings: new Map(),
    contacts: new Map(),
    phones: new Map(),
    addresses: new Map(),
    documents: new Map(),
  };
  for (const read of PASSES) read(context);
  const services = [...context.services.values()].map((held) => held.record);
  for (const service of services) tighten(service);
  if (services.length === 0) {
    const reasons = ['no service could be read, so nothing was changed: see the report of the rows'];
    return { ok: false, reasons, report: report.rows(), counts: report.counts() };
  }
  tellOrphans(context, services);
  tellZones(context, services, source.label);
  const directory: Directory = {
    ...present({ language: defaults.language }),
    source: source.label,
    importedAt: source.now.toISOString(),
    invented: defaults.invented || invented,
    services,
  };
  return { ok: true, directory, exported: context.exported, report: report.rows(), counts: report.counts() };
}

/** A list that grew keeps room for more; once nothing is added any more, that room is given back. */
function tighten(service: Service): void {
  const lists = service as unknown as Record<string, unknown>;
  for (const [name, list] of Object.entries(service)) if (Array.isArray(list)) lists[name] = list.slice();
  for (const location of service.locations) {
    location.accessibility = location.accessibility.slice();
    location.phones = location.phones.slice();
    location.schedules = location.schedules.slice();
  }
}

/** What no later row can point to takes room for nothing. */
function forget(...maps: { clear(): void }[]): void {
  for (const map of maps) map.clear();
}

/** In the order in which rows may point to each other. */
const PASSES: ((context: Context) => void)[] = [
  readTerms,
  readOrganizations,
  readLocations,
  turnSwapped,
  readAddresses,
  readAccessibility,
  readServices,
  readMeetings,
  readContacts,
  readPhones,
  readLanguages,
  ({ contacts, phones, spokenAt }) => forget(contacts, phones, spokenAt),
  readSchedules,
  ({ meetings }) => forget(meetings),
  readCosts,
  readEligibility,
  readDocuments,
  readAreas,
  readAttributes,
  readOwnTerms,
  readTranslations,
  ({ addresses, documents, terms }) => forget(addresses, documents, terms),
  readOthers,
  removeSecrets,
];

function readTables(source: Source, report: Reporter): Flattened {
  const tables = createTables();
  const flattened = nothingFlattened(tables);
  const names = readPackage(source.files);
  const progress = createMeter(source.onProgress);
  for (const file of source.files) {
    const name = file.name.toLowerCase();
    if (!isJson(name)) readCsv(file, names, tables, report, progress);
    else if (name !== 'kinline.json' && name !== PACKAGE) readJson(file, flattened, report, progress);
  }
  return flattened;
}

const settings = z.strictObject({
  invented: z.boolean().optional(),
  /** Written by `kinline directory export`. */
  exported: z.boolean().optional(),
  language: z
    .string()
    .refine((text) => languageCode(text) !== undefined)
    .optional(),
  timezone: z
    .string()
    .refine((text) => IANAZone.isValidZone(text))
    .optional(),
});

/** `kinline.json` beside the tables says what holds for all of them. */
function readDefaults(source: Source, report: Reporter): Defaults {
  const file = source.files.find((candidate) => candidate.name.toLowerCase() === 'kinline.json');
  const none: Defaults = { invented: false, exported: false, language: undefined, timezone: undefined };
  if (!file) return none;
  try {
    const { invented, exported, language, timezone } = settings.parse(
      JSON.parse(decodeText(file.bytes) ?? ''),
    );
    return {
      invented: invented ?? false,
      exported: exported ?? false,
      language: language && languageCode(language),
      timezone,
    };
  } catch (error) {
    const field = error instanceof z.ZodError ? error.issues[0]?.path.join('.') : undefined;
    report.once(
      file.name,
      field || undefined,
      'is not of the form {"invented": true, "language": "ro", "timezone": "Europe/Bucharest"}; it is not read',
    );
    return none;
  }
}

/** An organization or a place at which no service is given cannot be found by anybody. */
function tellOrphans(context: Context, services: Service[]): void {
  const organizations = new Set(services.map((service) => service.organization.id));
  const locations = new Set<string>();
  for (const service of services) for (const { id } of service.locations) locations.add(id);
  for (const [id, { row }] of context.organizations)
    if (!organizations.has(id))
      context.report.leftOut(row, undefined, 'has no service that could be read, so nobody could find it');
  for (const [id, { row }] of context.locations)
    if (!locations.has(id))
      context.report.leftOut(row, undefined, 'has no service that could be read, so nobody could find it');
}

function tellZones(context: Context, services: Service[], label: string): void {
  const zoneless = (schedule: Schedule): boolean => schedule.timezone === undefined;
  const found = services.some(
    ({ schedules, locations }) =>
      schedules.some(zoneless) || locations.some((location) => location.schedules.some(zoneless)),
  );
  if (context.defaults.timezone === undefined && found)
    context.report.once(
      label,
      'timezone',
      'is not known for some opening hours: name the zone of the area in kinline.json, such as {"timezone": "Europe/Bucharest"}',
    );
}
