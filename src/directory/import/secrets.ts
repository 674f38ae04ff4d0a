/**
 * The address of a shelter sometimes stands in another text as well: in a description, in how to apply. A text that
 * holds it is taken out of the directory, and the operator is told which, without repeating it.
 */
import { fold } from '../../language/fold.js';
import type { Context } from './context.js';
import type { Row } from './tables.js';

const SECRET_CELLS = ['address_1', 'address_2', 'postal_code', 'latitude', 'longitude'];

/** Takes every text that holds an address we must not know out of the services at confidential locations. */
export function removeSecrets(context: Context): void {
  const { secrets } = context;
  if (secrets.size === 0) return;
  for (const [id, { record, row }] of context.services) {
    const mine = record.locations.flatMap((location) => secrets.get(location.id) ?? []);
    if (mine.length === 0) continue;
    const holds = (text: string): boolean => {
      const folded = ` ${fold(text)} `;
      return mine.some((secret) => folded.includes(` ${secret} `));
    };
    if (Object.values(record.name).some(holds) || Object.values(record.organization.name).some(holds)) {
      context.report.leftOut(
        row,
        'name',
        'holds the address of a confidential location: write a name without it',
      );
      context.services.delete(id);
      continue;
    }
    const { locations, ...own } = record;
    clean(own, holds, '', (field) => tell(context, row, field));
    for (const location of locations)
      if (location.addressConfidential) clean(location, holds, '', (field) => tell(context, row, field));
  }
}

function tell(context: Context, row: Row, field: string): void {
  context.report.keptWithout(
    row,
    field,
    'holds the address of a confidential location, so it is not kept: write it without the address',
  );
}

/** Remembers what a row holds of where a confidential location is, to be looked for in other texts. */
export function keepSecret(context: Context, location: string, { cells }: Row): void {
  const found = SECRET_CELLS.map((cell) => fold(cells[cell] ?? '')).filter((text) => text.length >= 4);
  context.secrets.set(location, [...(context.secrets.get(location) ?? []), ...found]);
}

/** Texts are removed in place: those of a list fall out of it, those of a record lose their field. */
function clean(
  value: object,
  holds: (text: string) => boolean,
  at: string,
  tell: (at: string) => void,
): void {
  const record = value as Record<string, unknown>;
  for (const [key, part] of Object.entries(record)) {
    const here = at === '' ? key : Array.isArray(value) ? at : `${at}.${key}`;
    if (typeof part === 'object' && part !== null) clean(part, holds, here, tell);
    else if (typeof part === 'string' && holds(part)) {
      tell(here.replace(/\.$/, ''));
      if (Array.isArray(value)) record[key] = '';
      else delete record[key];
    }
  }
  if (!Array.isArray(value)) return;
  // A phone without its number or an area without its name says nothing any more.
  const kept = value.filter((part) => part !== '' && !(isRecord(part) && isHollow(part)));
  value.splice(0, value.length, ...kept);
}

const isRecord = (part: unknown): part is Record<string, unknown> =>
  typeof part === 'object' && part !== null;
const isHollow = (part: Record<string, unknown>): boolean =>
  Object.keys(part).length === 0 ||
  ('extent' in part && !('name' in part)) ||
  ('languages' in part && !('number' in part) && !('id' in part));
