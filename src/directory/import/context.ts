/** What the parts of an import share while they put the directory together. */
import type { Location, Organization, Phone, Service, Translated } from '../model.js';
import type { NeedMapper, Term } from '../needs.js';
import { type Fields, fieldsOf } from './fields.js';
import { languageCode } from './languages.js';
import type { Reporter } from './report.js';
import { type Row, rowsOf, type Tables } from './tables.js';

export interface Defaults {
  invented: boolean;
  language: string | undefined;
  timezone: string | undefined;
}

/** A record that other rows may point to, with the row it came from. */
export interface Held<T> {
  record: T;
  row: Row;
  language: string | undefined;
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
  locations: Map<string, Held<Location>>;
  services: Map<string, Held<Service>>;
  /** `service_at_location` by id: this service, at this copy of the location. */
  meetings: Map<string, SpokenHere>;
  contacts: Map<string, Row>;
  /** By id; nested JSON repeats one phone wherever it is mentioned. */
  phones: Map<string, Phone[]>;
  /** The location of each address, by the address's id. */
  addresses: Map<string, string>;
  documents: Map<string, { text: Translated; language: string | undefined }>;
}

/** Walks the rows of a table that are not left out yet, with their fields. */
export function eachRow(context: Context, table: string, use: (fields: Fields) => void): void {
  for (const row of rowsOf(context.tables, table)) {
    if (!context.report.isLeftOut(row)) use(fieldsOf(row, context.report));
  }
}

/** An id, and the row left out where it has none or one that an earlier row has. */
export function freshId(
  context: Context,
  fields: Fields,
  taken: ReadonlyMap<string, unknown>,
  column = 'id',
): string | undefined {
  const id = fields.needed(column, 'is empty: give every row an id of its own');
  if (id !== undefined && taken.has(id)) {
    context.report.leftOut(fields.row, column, 'is used by an earlier row: give every row an id of its own');
    return undefined;
  }
  return id;
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

/** A text under `''`, and under its language where that is known; empty when there is none. */
export function translated(text: string | undefined, language: string | undefined): Translated {
  if (text === undefined) return {};
  return language === undefined ? { '': text } : { '': text, [language]: text };
}
