/**
 * An export of Kinline holds only what is public. Importing one must not lose the rest: records of the directory in use
 * that are private, excluded or inactive stay when the export has no such record, and one that is private or excluded
 * here stays so even when the export, made somewhere else or earlier, shows it.
 */
import type { Directory, Service } from '../model.js';

/** Records that no export holds. */
export const isUnpublished = ({ status, visibility }: Service): boolean =>
  visibility !== undefined || status === 'inactive' || status === 'defunct';

export interface Kept {
  directory: Directory;
  /** How many records stayed, and how many of those the export would have shown. */
  kept: number;
  hidden: number;
}

/** @param before the unpublished services of the directory in use */
export function keepUnpublished(imported: Directory, before: readonly Service[]): Kept {
  const there = new Set(imported.services.map(({ id }) => id));
  const absent = before.filter((service) => isUnpublished(service) && !there.has(service.id));
  const hiding = new Map(
    before
      .filter(({ id, visibility }) => visibility !== undefined && there.has(id))
      .map((service) => [service.id, service]),
  );
  const services = [...imported.services.map((service) => hiding.get(service.id) ?? service), ...absent];
  return { directory: { ...imported, services }, kept: absent.length + hiding.size, hidden: hiding.size };
}
