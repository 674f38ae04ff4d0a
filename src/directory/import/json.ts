/**
 * Files of HSDS JSON in the shapes that are found: a service with all that hangs on it, a list or pages of such, an
 * envelope, a record a line, an organization with its services, a service at a location, or a compiled `tabular.json`.
 */
import { tableNamed } from './columns.js';
import { decodeText } from './csv.js';
import { type Flattened, flatten, isObject, type Json } from './flatten.js';
import type { Meter } from './meter.js';
import type { Reporter } from './report.js';
import type { SourceFile } from './source-file.js';
import { rowOf } from './tables.js';

function kindOf(record: Json): string | undefined {
  if (isObject(record.service) && isObject(record.location)) return 'service_at_location';
  if ('services' in record || 'tax_status' in record || 'year_incorporated' in record) return 'organizations';
  if ('organization' in record || 'organization_id' in record || 'status' in record) return 'services';
  if ('location_type' in record || 'latitude' in record) return 'locations';
  if ('taxonomy' in record || 'taxonomy_detail' in record) return 'taxonomy_terms';
  return 'website' in record && 'name' in record ? 'organizations' : undefined;
}

function tableName(key: string): string | undefined {
  return tableNamed(key.replace(/\.csv$/, ''));
}

/** The value of a JSON text, or of one with a record a line; undefined when it is neither. */
function parseJson(text: string): { data: unknown; broken: number[]; lines: number[] } | undefined {
  try {
    return { data: JSON.parse(text), broken: [], lines: [] };
  } catch {
    // Perhaps a record a line.
  }
  const broken: number[] = [];
  const lines: number[] = [];
  const records: unknown[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      records.push(JSON.parse(line));
      lines.push(index + 1);
    } catch {
      // A text that was cut off is not one of lines.
      if (records.length === 0) return undefined;
      broken.push(index + 1);
    }
  }
  return records.some(isObject) ? { data: records, broken, lines } : undefined;
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

/** Adds the records of one JSON file to the tables. */
export function readJson(file: SourceFile, known: Flattened, report: Reporter, meter: Meter): void {
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
  const refuse = (name: string, row: number, reason: string): void => {
    const lost = rowOf(name, '', row, '', {});
    report.count(lost);
    report.leftOut(lost, undefined, reason);
  };
  for (const line of parsed.broken) refuse(file.name, line, 'is not JSON: correct the line');
  const flat = tablesIn(parsed.data);
  for (const [name, rows] of flat ?? [])
    for (const [index, item] of rows.entries()) {
      const walk = { file: `${file.name} ${name}`, row: index + 1, known, report, depth: 0 };
      if (isObject(item)) flatten(walk, tableName(name) ?? name, item, '', {});
      else refuse(walk.file, walk.row, NO_RECORD);
    }
  if (flat !== undefined) return;
  const size = file.bytes.length;
  const records = recordsIn(parsed.data);
  meter.expect(size);
  for (const [index, item] of records.entries()) {
    if (index % TOLD_EVERY === 0) meter.at((size * index) / records.length);
    const row = parsed.lines[index] ?? index + 1;
    const kind = isObject(item) ? kindOf(item) : undefined;
    if (kind === undefined || !isObject(item)) refuse(file.name, row, NO_RECORD);
    else flatten({ file: file.name, row, known, report, depth: 0 }, kind, item, '', {});
  }
  meter.next(size);
}

/** Records after which whoever waits hears how far it is. */
const TOLD_EVERY = 500;
const NO_RECORD = 'is no service, organization or location of HSDS';
