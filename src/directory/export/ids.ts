/** HSDS wants UUIDs. What has another id gets one made from it, the same each time. */
import { createHash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** The namespace of our ids, so that nobody else's names make the same. */
const NAMESPACE = Buffer.from('6f2d1c5e8a4b4d0f9e3a7b5c2d1e0f4a', 'hex');

export const isUuid = (id: string): boolean => UUID.test(id);

/** A UUID of version 5 of a table and whatever tells a record in it. */
export function uuidOf(table: string, ...parts: readonly (string | number)[]): string {
  const bytes = createHash('sha1')
    .update(NAMESPACE)
    .update(JSON.stringify([table, ...parts]))
    .digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/** How records of an export are numbered. */
export interface Ids {
  /** The id of a record that has one. */
  of(table: string, id: string): string;
  /** What goes into the extension to bring the record's own id back. */
  own(id: string): { id?: string };
  /** An id for a part that has none of its own. */
  made(table: string, ...parts: (string | number)[]): string;
}

/** For JSON: UUIDs throughout, other ids kept in the extension. */
export const UUIDS: Ids = {
  of: (table, id) => (isUuid(id) ? id : uuidOf(table, id)),
  own: (id) => (isUuid(id) ? {} : { id }),
  made: uuidOf,
};

/** For CSV, where rows point to each other by the ids that the directory has. */
export const OWN_IDS: Ids = { of: (_table, id) => id, own: () => ({}), made: uuidOf };
