/**
 * An export as tables: each record's plain fields in a row of its table, what is nested in rows of theirs. Our
 * extension becomes columns of the same names, and translations a table, as the import reads them.
 */
import { EXTENSION, type Translations } from '../extension.js';
import type { Hsds } from './parts.js';

type Row = Record<string, string>;
export type TableRows = Map<string, Row[]>;

const TABLES: Record<string, string> = {
  organization: 'organizations',
  location: 'locations',
  service_at_locations: 'service_at_location',
  taxonomy_term: 'taxonomy_terms',
};
const POINTERS: Record<string, string> = {
  organizations: 'organization_id',
  services: 'service_id',
  locations: 'location_id',
  service_at_location: 'service_at_location_id',
  phones: 'phone_id',
};

const isRecord = (value: unknown): value is Hsds =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Adds the rows of a service to the tables; a record that was there before is not added again. */
export function addRows(service: Hsds, tables: TableRows, seen: Set<string>): void {
  flatten('services', service, {}, tables, seen);
}

function flatten(table: string, record: Hsds, parent: Row, tables: TableRows, seen: Set<string>): void {
  const key = `${table} ${String(record.id)}`;
  if (seen.has(key)) return;
  seen.add(key);
  const row: Row = { ...parent };
  const id = String(record.id);
  const pointer = POINTERS[table];
  const link: Row = pointer === undefined ? {} : { [pointer]: id };
  for (const [name, value] of Object.entries(record)) {
    const nested = TABLES[name] ?? name;
    if (name === EXTENSION && isRecord(value)) extend(table, id, value, row, tables);
    else if (Array.isArray(value)) {
      for (const item of value)
        if (isRecord(item)) flatten(nested, item, nested === 'attributes' ? {} : link, tables, seen);
    } else if (isRecord(value)) flatten(nested, value, {}, tables, seen);
    else row[name] = String(value);
  }
  put(tables, table, row);
}

function extend(table: string, id: string, extension: Hsds, row: Row, tables: TableRows): void {
  for (const [name, value] of Object.entries(extension)) {
    if (name === 'translations') {
      for (const [language, texts] of Object.entries(value as Translations))
        for (const [field, text] of Object.entries(texts))
          put(tables, 'translations', {
            id: `${id}.${language}.${field}`,
            link_entity: table,
            link_id: id,
            language,
            field,
            text,
          });
    } else if (name !== 'invented') row[name] = Array.isArray(value) ? value.join(';') : String(value);
  }
}

function put(tables: TableRows, table: string, row: Row): void {
  const rows = tables.get(table);
  if (rows) rows.push(row);
  else tables.set(table, [row]);
}

/** One table as a CSV text, its columns in the order in which they came up. */
export function csvOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort(
    (a, b) => Number(b === 'id') - Number(a === 'id'),
  );
  const lines = rows.map((row) => columns.map((column) => cellOf(row[column] ?? '')).join(','));
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

/**
 * A spreadsheet runs what begins like a formula, so such a text is marked as text; the import takes the mark off.
 * Plain numbers are left as they are.
 */
export function cellOf(text: string): string {
  const safe = /^'*[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",;\r\n\t']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
