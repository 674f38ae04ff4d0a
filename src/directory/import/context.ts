/** What the parts of an import share while they put the directory together. */
import { createHash } from 'node:crypto';
import type { Language, Location, Organization, Phone, Service, Translated } from '../model.js';
import type { NeedMapper, Term } from '../needs.js';
import { createFields, type Fields } from './fields.js';
import { languageCode } from './languages.js';
import type { Reporter } from './report.js';
import type { Row, Tables } from './tables.js';

export interface Defaults {
  invented: boolean;
  exported: boolean;
  language: string | undefined;
  timezone: string | undefined;
}

/** A record that other rows may point to, with the row it came from. */
export interface Held<T> {
  record: T;
  row: Row;
  language: string | undefined;
}

export interface HeldLocation extends Held<Location> {
  organizationId: string | undefined;
  cityPublic: boolean;
}

export interface SpokenHere {
  service: Held<Service>;
  location: Location;
}

export interface Context {
  tables: Tables;
  report: Reporter;
  needs: NeedMapper;
  today: string;
  defaults: Defaults;
  terms: Map<string, Term>;
  organizations: Map<string, Held<Organization>>;
  /** Ids of organizations whose rows were left out, which is another thing than being missing. */
  refusedOrganizations: Set<string>;
  locations: Map<string, HeldLocation>;
  services: Map<string, Held<Service>>;
  /** `service_at_location` by id: this service, at this copy of the location. */
  meetings: Map<string, SpokenHere>;
  /** What 1.x services say of themselves by the ids of terms and by keywords. */
  ownTerms: { row: Row; service: Service; ids: string[]; keywords: string[] }[];
  /** The languages of a location, by its id. */
  spokenAt: Map<string, Language[]>;
  /** What must not be known of confidential locations, folded, by their ids. */
  secrets: Map<string, string[]>;
  /** True where the source is an export of Kinline. */
  exported: boolean;
  /** By id: the columns by which a contact points to what it belongs to. */
  contacts: Map<string, Record<string, string>>;
  /** By id; nested JSON repeats one phone wherever it is mentioned. */
  phones: Map<string, Phone[]>;
  /** The location of each address, by the address's id. */
  addresses: Map<string, string>;
  documents: Map<string, { text: Translated; language: string | undefined }>;
}

/** Walks the rows of a table with their fields, which hold only until the next row. Each table can be walked once: its rows are forgotten behind. */
export function eachRow(context: Context, table: string, use: (fields: Fields) => void): void {
  const fields = createFields(context.report);
  context.tables.take(table, (row) => {
    context.report.count(row);
    use(fields.at(row));
  });
}

/** An id, made from the row where it is blank; the row is left out where an earlier row has it. */
export function freshId(
  context: Context,
  fields: Fields,
  taken: ReadonlyMap<string, unknown>,
  column = 'id',
): string | undefined {
  const id = fields.text(column) ?? madeId(context, fields, column);
  if (taken.has(id)) {
    context.report.leftOut(fields.row, column, 'is used by an earlier row: give every row an id of its own');
    return undefined;
  }
  return id;
}

/** The same row gets the same id in every import. */
function madeId(context: Context, fields: Fields, column: string): string {
  context.report.keptWithout(
    fields.row,
    column,
    'is empty: one was made, but no other row can point to it; give every row an id of its own',
  );
  const text = JSON.stringify([fields.row.table, Object.entries(fields.row.cells)]);
  return `made-${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
}

/** The language a record's own texts are in: its `language` column, or the source's. */
export function languageOf(context: Context, fields: Fields): string | undefined {
  const given = fields.text('language');
  if (given === undefined) return context.defaults.language;
  const code = languageCode(given);
  if (code === undefined)
    context.report.keptWithout(fields.row, 'language', 'is not a language code: write one such as ro or uk');
  return code ?? context.defaults.language;
}

/** Lists of this length and more grow in place. */
const LONG = 8;

/** A list with one more. A short list that grows in place would keep room for seventeen, and there are very many. */
export function added<T>(list: T[], item: T): T[] {
  if (list.length < LONG) return [...list, item];
  list.push(item);
  return list;
}

/** A text under `''`, and under its language where that is known; empty when there is none. */
export function translated(text: string | undefined, language: string | undefined): Translated {
  if (text === undefined) return {};
  return language === undefined ? { '': text } : { '': text, [language]: text };
}
