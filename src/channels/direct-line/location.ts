/** A shared position, in each of the shapes in which Direct Line clients send one. */

export type Properties = Record<string, unknown>;

export function isRecord(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Degrees, WGS 84; undefined when there is none, or none on this planet. */
export function readLocation(activity: Properties): { latitude: number; longitude: number } | undefined {
  const { channelData, entities } = activity;
  const candidates: unknown[] = [isRecord(channelData) ? channelData.location : undefined];
  if (Array.isArray(entities)) candidates.push(...entities.slice(0, 20).map(positionOf));
  for (const candidate of candidates) {
    if (!isRecord(candidate)) continue;
    const { latitude, longitude } = candidate;
    if (isWithin(latitude, 90) && isWithin(longitude, 180)) return { latitude, longitude };
  }
  return undefined;
}

/** The Activity protocol names both with and without the schema.org prefix, and a place around a position. */
function positionOf(entity: unknown): unknown {
  if (!isRecord(entity) || typeof entity.type !== 'string') return undefined;
  const type = entity.type.replace(/^https?:\/\/schema\.org\//, '');
  if (type === 'GeoCoordinates') return entity;
  return type === 'Place' ? entity.geo : undefined;
}

function isWithin(value: unknown, limit: number): value is number {
  return typeof value === 'number' && value >= -limit && value <= limit;
}
