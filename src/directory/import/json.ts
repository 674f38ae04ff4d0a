/**
 * HSDS JSON flattened into the same tables as CSV: a service with all that hangs on it, a list or page of such, an
 * organization with its services, a service at a location, or a compiled `tabular.json`.
 */
import { decodeText } from './csv.js';
import type { Reporter } from './report.js';
import { addRow, COLUMNS, type Row, type Tables } from './tables.js';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names under which a record nests another, and the table that one belongs to. */
const NESTED: Record<string, string> = {
  organization: 'organizations',
  service: 'services',
  location: 'locations',
  service_at_locations: 'service_at_location',
  program: 'programs',
  taxonomy_term: 'taxonomy_terms',
  taxonomy_detail: 'taxonomies',
};
/** The column by which a row points to the record it was nested in. */
const PARENT: Record<string, string> = {
  organizations: 'organization_id',
  services: 'service_id',
  locations: 'location_id',
  service_at_location: 'service_at_location_id',
  contacts: 'contact_id',
  phones: 'phone_id',
};
/** Records that are repeated wherever they are mentioned: the fullest mention counts. */
const REPEATED = new Set([
  'organizations',
  'services',
  'locations',
  'programs',
  'taxonomy_terms',
  'taxonomies',
]);
/** A single record nested in another is pointed to by it. */
const POINTER: Record<string, string> = {
  organization: 'organization_id',
  service: 'service_id',
  location: 'location_id',
  program: 'program_id',
  taxonomy_term: 'taxonomy_term_id',
  taxonomy_detail: 'taxonomy_id',
};

interface Walk {
  file: string;
  row: number;
  tables: Tables;
  seen: Map<string, Row>;
}

function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((part) => typeof part !== 'object'))
    return value.map(String).join(',');
  return undefined;
}

function place(walk: Walk, table: string, cells: Record<string, string>, at: string): void {
  if (REPEATED.has(table)) {
    const key = `${table}\n${cells.id}`;
    const before = walk.seen.get(key);
    if (before) {
      for (const [name, text] of Object.entries(cells)) before.cells[name] ||= text;
      return;
    }
    const row = { file: walk.file, row: walk.row, at, cells };
    walk.seen.set(key, row);
    addRow(walk.tables, table, row);
    return;
  }
  const key = `${table}\n${JSON.stringify(cells)}`;
  if (walk.seen.has(key)) return;
  const row = { file: walk.file, row: walk.row, at, cells };
  walk.seen.set(key, row);
  addRow(walk.tables, table, row);
}

function tableOfKey(name: string): string | undefined {
  if (Object.hasOwn(NESTED, name)) return NESTED[name];
  return Object.hasOwn(COLUMNS, name) ? name : undefined;
}

function flatten(
  walk: Walk,
  table: string,
  record: Json,
  at: string,
  parent: Record<string, string>,
): string {
  const cells: Record<string, string> = { ...parent };
  for (const [name, value] of Object.entries(record)) {
    const text = scalar(value);
    if (text !== undefined) cells[name] = text;
  }
  // What hangs on a record needs something to hang on, whether or not the source numbered it.
  cells.id ||= `${walk.file}#${walk.row}${at === '' ? '' : `.${at.slice(0, -1)}`}`;
  const { id } = cells;
  for (const [name, value] of Object.entries(record)) {
    const child = tableOfKey(name);
    if (child === undefined) continue;
    if (isObject(value)) {
      const pointed = flatten(walk, child, value, `${at}${name}.`, {});
      const pointer = POINTER[name];
      if (pointer !== undefined) cells[pointer] = pointed;
    } else if (Array.isArray(value)) {
      const up = PARENT[table];
      const link: Record<string, string> =
        child === 'attributes' || child === 'translations'
          ? { link_id: id, link_entity: table }
          : up === undefined
            ? {}
            : { [up]: id };
      for (const [index, item] of value.entries())
        if (isObject(item)) flatten(walk, child, item, `${at}${name}[${index}].`, link);
    }
  }
  if (table === 'attributes' || table === 'translations') Object.assign(cells, parent);
  place(walk, table, cells, at);
  return id;
}

function kindOf(record: Json): string | undefined {
  if (isObject(record.service) && isObject(record.location)) return 'service_at_location';
  if ('services' in record || 'tax_status' in record || 'year_incorporated' in record) return 'organizations';
  if ('organization' in record || 'organization_id' in record || 'status' in record) return 'services';
  if ('location_type' in record || 'latitude' in record) return 'locations';
  if ('taxonomy' in record || 'taxonomy_detail' in record) return 'taxonomy_terms';
  return 'website' in record && 'name' in record ? 'organizations' : undefined;
}

function tableName(key: string): string | undefined {
  const base = key.replace(/\.csv$/, '');
  return Object.hasOwn(COLUMNS, base) ? base : undefined;
}

/** Adds the records of one JSON file to the tables. `seen` is shared by the files of one import. */
export function readJson(
  file: { name: string; bytes: Buffer },
  tables: Tables,
  seen: Map<string, Row>,
  report: Reporter,
): void {
  let data: unknown;
  try {
    data = JSON.parse((decodeText(file.bytes) ?? '').replace(/^\uFEFF/, ''));
  } catch {
    report.once(file.name, undefined, 'is not JSON: it may have been cut off; fetch it again');
    return;
  }
  if (isObject(data)) {
    const names = Object.keys(data);
    const lists = names.filter((name) => tableName(name) && Array.isArray(data[name]));
    // tabular.json: tables by their file names, each a list of flat rows.
    if (lists.length === names.length && lists.some((name) => name.endsWith('.csv'))) {
      for (const name of lists) {
        for (const [index, item] of (data[name] as unknown[]).entries()) {
          const walk = { file: `${file.name} ${name}`, row: index + 1, tables, seen };
          if (isObject(item)) flatten(walk, tableName(name) ?? name, item, '', {});
        }
      }
      return;
    }
  }
  const items = Array.isArray(data)
    ? data
    : isObject(data) && Array.isArray(data.contents)
      ? data.contents
      : [data];
  for (const [index, item] of items.entries()) {
    const kind = isObject(item) ? kindOf(item) : undefined;
    if (kind === undefined || !isObject(item)) {
      report.once(
        file.name,
        undefined,
        `record ${index + 1} is no service, organization or location of HSDS`,
      );
      continue;
    }
    flatten({ file: file.name, row: index + 1, tables, seen }, kind, item, '', {});
  }
}
