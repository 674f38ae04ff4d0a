/** Finds what a row belongs to. A row may name several parents; the nearest that is there counts. */
import type { Organization } from '../model.js';
import type { Context, Held, SpokenHere } from './context.js';
import type { Fields } from './fields.js';

export type Parent =
  | ({ kind: 'meeting' } & SpokenHere)
  | { kind: 'service'; service: SpokenHere['service'] }
  | { kind: 'location'; location: Held<SpokenHere['location']> }
  | { kind: 'organization'; organization: Held<Organization> };

const COLUMNS = {
  service_at_location_id: 'a service at a location',
  service_id: 'a service',
  location_id: 'a location',
  contact_id: 'a contact',
  organization_id: 'an organization',
} as const;
export type ParentColumn = keyof typeof COLUMNS;

function lookUp(context: Context, column: ParentColumn, id: string): Parent | undefined {
  if (column === 'service_at_location_id') {
    const meeting = context.meetings.get(id);
    return meeting && { kind: 'meeting', ...meeting };
  }
  if (column === 'service_id') {
    const service = context.services.get(id);
    return service && { kind: 'service', service };
  }
  if (column === 'location_id') {
    const location = context.locations.get(id);
    return location && { kind: 'location', location };
  }
  if (column === 'organization_id') {
    const organization = context.organizations.get(id);
    return organization && { kind: 'organization', organization };
  }
  const contact = context.contacts.get(id);
  if (!contact) return undefined;
  for (const up of Object.keys(COLUMNS) as ParentColumn[]) {
    const pointed = up === 'contact_id' ? undefined : contact[up];
    const parent = pointed ? lookUp(context, up, pointed) : undefined;
    if (parent) return parent;
  }
  return undefined;
}

/** The nearest parent of a row. Pointers to nothing are reported, and a row with no parent at all is left out. */
export function parentOf(context: Context, fields: Fields, columns: ParentColumn[]): Parent | undefined {
  const given = columns.filter((column) => fields.text(column) !== undefined);
  const missing = (column: ParentColumn): string =>
    `points to ${COLUMNS[column]} that is not there or was left out: add that first, or correct the id`;
  let found: Parent | undefined;
  const dangling: ParentColumn[] = [];
  for (const column of given) {
    const parent = lookUp(context, column, fields.text(column) ?? '');
    if (parent === undefined) dangling.push(column);
    found ??= parent;
  }
  if (found) {
    for (const column of dangling) context.report.keptWithout(fields.row, column, missing(column));
    return found;
  }
  const [first] = dangling;
  if (first) context.report.leftOut(fields.row, first, missing(first));
  else
    context.report.leftOut(
      fields.row,
      columns.find((column) => column in fields.row.cells) ?? columns[0],
      'belongs to nothing: write the id of what it is about',
    );
  return undefined;
}
