/**
 * HSDS JSON flattened into the same tables as CSV: a service with all that hangs on it, a list or page of such, an
 * organization with its services, a service at a location, or a compiled `tabular.json`.
 */
import { decodeText } from './csv.js';
import type { Reporter } from './report.js';
import type { SourceFile } from './source-file.js';
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
  depth: number;
}

/** Real records nest six deep; one that nests further is made to break its reader. */
const DEEPEST = 12;

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
  const inside = { ...walk, depth: walk.depth + 1 };
  for (const [name, value] of Object.entries(record)) {
    const child = tableOfKey(name);
    if (child === undefined || inside.depth > DEEPEST) continue;
    if (isObject(value)) {
      const pointed = flatten(inside, child, value, `${at}${name}.`, {});
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
        if (isObject(item)) flatten(inside, child, item, `${at}${name}[${index}].`, link);
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

/** The value of a JSON text, or of one with a record a line; undefined when it is neither. */
function parseJson(text: string): { data: unknown; broken: number[] } | undefined {
  try {
    return { data: JSON.parse(text), broken: [] };
  } catch {
    // Perhaps a record a line.
  }
  const broken: number[] = [];
  const records: unknown[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      records.push(JSON.parse(line));
    } catch {
      // A text that was cut off is not one of lines.
      if (records.length === 0) return undefined;
      broken.push(index + 1);
    }
  }
  return records.some(isObject) ? { data: records, broken } : undefined;
}

/** Names under which a page or an envelope holds its records. */
const ENVELOPES = ['contents', 'services', 'items', 'results', 'data'];

/** The records of a file: a list, a page of one, `{"services": […]}`, or the one record that it is. */
function recordsIn(data: unknown): unknown[] {
  if (Array.isArray(data)) {
    // A list of pages is a list of their records.
    return data.flatMap((page) =>
      isObject(page) && Array.isArray(page.contents) && page.id === undefined ? page.contents : [page],
    );
  }
  if (!isObject(data)) return [data];
  const list = ENVELOPES.map((name) => data[name]).find(Array.isArray);
  // An organization has services too, and an identity of its own.
  return list !== undefined && data.id === undefined && data.name === undefined ? list : [data];
}

/** Tables by their names, each a list of flat rows: `tabular.json`. */
function tablesIn(data: unknown): [name: string, rows: unknown[]][] | undefined {
  if (!isObject(data)) return undefined;
  const names = Object.keys(data);
  const lists = names.filter((name) => tableName(name) && Array.isArray(data[name]));
  if (lists.length !== names.length || !lists.some((name) => name.endsWith('.csv'))) return undefined;
  return lists.map((name) => [name, data[name] as unknown[]]);
}

/** Adds the records of one JSON file to the tables. `seen` is shared by the files of one import. */
export function readJson(file: SourceFile, tables: Tables, seen: Map<string, Row>, report: Reporter): void {
  const text = decodeText(file.bytes);
  if (text === undefined) {
    report.once(file.name, undefined, 'is not in UTF-8: save it again in UTF-8');
    return;
  }
  const parsed = parseJson(text.replace(/^\uFEFF/, ''));
  if (parsed === undefined) {
    report.once(file.name, undefined, 'is not JSON: it may have been cut off; fetch it again');
    return;
  }
  for (const line of parsed.broken)
    report.leftOut(rowAt(file.name, line), undefined, 'is not JSON: correct the line');
  const flat = tablesIn(parsed.data);
  for (const [name, rows] of flat ?? [])
    for (const [index, item] of rows.entries()) {
      const walk = { file: `${file.name} ${name}`, row: index + 1, tables, seen, depth: 0 };
      if (isObject(item)) flatten(walk, tableName(name) ?? name, item, '', {});
      else report.leftOut(rowAt(walk.file, walk.row), undefined, NO_RECORD);
    }
  if (flat !== undefined) return;
  for (const [index, item] of recordsIn(parsed.data).entries()) {
    const kind = isObject(item) ? kindOf(item) : undefined;
    if (kind === undefined || !isObject(item))
      report.leftOut(rowAt(file.name, index + 1), undefined, NO_RECORD);
    else flatten({ file: file.name, row: index + 1, tables, seen, depth: 0 }, kind, item, '', {});
  }
}

const NO_RECORD = 'is no service, organization or location of HSDS';
const rowAt = (file: string, row: number): Row => ({ file, row, at: '', cells: {} });
