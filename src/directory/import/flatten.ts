/**
 * A record of HSDS JSON with all that hangs on it, laid flat into rows of the same tables as CSV: each nested record a
 * row that points to what it was nested in, a record that is mentioned many times one row.
 */
import { createHash } from 'node:crypto';
import { EXTENSION } from '../extension.js';
import { COLUMNS, columnNamed, tableNamed } from './columns.js';
import type { Reporter } from './report.js';
import { type Row, rowOf, type Tables } from './tables.js';

export type Json = Record<string, unknown>;
export const isObject = (value: unknown): value is Json =>
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

export interface Walk {
  file: string;
  row: number;
  known: Flattened;
  report: Reporter;
  depth: number;
}

/** What the JSON files of one import have in common. */
export interface Flattened {
  tables: Tables;
  /** Repeated records by table and id. */
  rows: Map<string, Row>;
  /** Hashes of all others: nested JSON has one phone wherever it is mentioned. */
  seen: Set<string>;
  /** True once a record bears the mark of an export of ours. */
  exported: boolean;
  /** True once a record says that it is invented. */
  invented: boolean;
}

export const nothingFlattened = (tables: Tables): Flattened => ({
  tables,
  rows: new Map(),
  seen: new Set(),
  exported: false,
  invented: false,
});

/** Real records nest six deep; one that nests further is made to break its reader. */
const DEEPEST = 12;

function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((part) => typeof part !== 'object'))
    return value.map(String).join(',');
  return undefined;
}

function place(
  { file, row: number, known, report }: Walk,
  table: string,
  cells: Row['cells'],
  at: string,
): void {
  const row = rowOf(file, table, number, at, cells);
  if (!REPEATED.has(table)) {
    const key = createHash('sha1')
      .update(`${table}\n${JSON.stringify(cells)}`)
      .digest('base64');
    if (known.seen.has(key)) return;
    known.seen.add(key);
    known.tables.addRow(table, row);
    return;
  }
  const key = `${table}\n${cells.id}`;
  const before = known.rows.get(key);
  if (before === undefined) {
    known.rows.set(key, row);
    known.tables.addRow(table, row);
  } else if (at === '' && before.at === '') {
    report.count(row);
    report.leftOut(row, 'id', 'is used by an earlier row: give every row an id of its own');
  } else for (const [name, text] of Object.entries(cells)) before.cells[name] ||= text;
}

function tableOfKey(name: string): string | undefined {
  if (Object.hasOwn(NESTED, name)) return NESTED[name];
  return Object.hasOwn(COLUMNS, name) ? name : tableNamed(name);
}

const scalarsOf = (table: string, record: Json): [name: string, text: string][] =>
  Object.entries(record).flatMap(([key, value]): [string, string][] => {
    const name = columnNamed(table, key);
    const text = name === undefined ? undefined : scalar(value);
    return name === undefined || text === undefined ? [] : [[name, text]];
  });

/** Our own fields of a record count before HSDS's, for they say more. */
function readExtension(walk: Walk, table: string, record: Json, cells: Row['cells']): void {
  const ours = record[EXTENSION];
  if (!isObject(ours)) return;
  if (table === 'services') walk.known.exported = true;
  if (ours.invented === true) walk.known.invented = true;
  for (const [name, text] of scalarsOf(table, ours)) cells[name] = text;
}

function readTranslations(walk: Walk, table: string, record: Json, id: string, at: string): void {
  const ours = record[EXTENSION];
  const languages = isObject(ours) && isObject(ours.translations) ? ours.translations : {};
  for (const [language, texts] of Object.entries(languages))
    for (const [field, text] of Object.entries(isObject(texts) ? texts : {}))
      if (typeof text === 'string')
        place(
          walk,
          'translations',
          { id: '', link_entity: table, link_id: id, language, field, text },
          `${at}${EXTENSION}.translations.`,
        );
}

/** Lays a record flat, and tells its id. */
export function flatten(
  walk: Walk,
  table: string,
  record: Json,
  at: string,
  parent: Record<string, string>,
): string {
  const cells: Record<string, string> = { ...parent };
  for (const [name, text] of scalarsOf(table, record)) cells[name] ||= text;
  readExtension(walk, table, record, cells);
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
  readTranslations(walk, table, record, id, at);
  place(walk, table, cells, at);
  return id;
}
