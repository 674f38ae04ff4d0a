/** Tables that Kinline has no use for: looked through for broken rows, so that a person can mend them, and not kept. */
import { type Context, eachRow } from './context.js';
import type { Fields } from './fields.js';
import { keepSecret } from './secrets.js';

interface Check {
  needed: string[];
  parents: [string, keyof Pick<Context, 'organizations' | 'locations' | 'services'>][];
}

const CHECKS: Record<string, Check> = {
  programs: {
    needed: ['organization_id', 'name'],
    parents: [['organization_id', 'organizations']],
  },
  mail_addresses: {
    needed: ['location_id', 'address_1', 'city', 'country'],
    parents: [['location_id', 'locations']],
  },
  payments_accepted: { needed: [], parents: [] },
  taxonomies: { needed: [], parents: [] },
  funding: { needed: [], parents: [] },
  metadata: { needed: [], parents: [] },
  meta_table_descriptions: { needed: [], parents: [] },
  organization_identifiers: { needed: [], parents: [['organization_id', 'organizations']] },
  urls: { needed: [], parents: [] },
};

export function readOthers(context: Context): void {
  for (const [table, check] of Object.entries(CHECKS)) {
    eachRow(context, table, (fields) => {
      const place = context.locations.get(fields.text('location_id') ?? '')?.record;
      if (place?.addressConfidential) keepSecret(context, place.id, fields.row);
      if (!check.needed.every((field) => fields.needed(field) !== undefined)) return;
      if (!check.parents.every(([field, kind]) => isThere(context, fields, field, kind))) return;
      context.report.notUsed(fields.row, 'is not shown to anybody, so it is not kept');
    });
  }
}

function isThere(context: Context, fields: Fields, field: string, kind: Check['parents'][0][1]): boolean {
  const id = fields.text(field);
  if (id === undefined || context[kind].has(id)) return true;
  context.report.leftOut(
    fields.row,
    field,
    'points to a record that is not there or was left out: add that first, or correct the id',
  );
  return false;
}
