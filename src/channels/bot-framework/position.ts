/** Finds a shared position in an activity: as an entity of the protocol, or as Messenger, Telegram and LINE send it. */
import type { Activity } from './activity.js';

export interface Position {
  latitude: number;
  longitude: number;
}

/** The person's own "share my position", in the channel's native message. It is the message, whatever text it has. */
export function sharedPosition(channelData: unknown): Position | undefined {
  const message = at(channelData, 'message');
  const attachments = at(message, 'attachments');
  const messenger = Array.isArray(attachments)
    ? attachments.find((attachment) => at(attachment, 'type') === 'location')
    : undefined;
  const coordinates = at(messenger, 'payload', 'coordinates');
  return (
    position(at(message, 'location', 'latitude'), at(message, 'location', 'longitude')) ??
    position(at(coordinates, 'lat'), at(coordinates, 'long')) ??
    (at(message, 'type') === 'location'
      ? position(at(message, 'latitude'), at(message, 'longitude'))
      : undefined)
  );
}

/** `GeoCoordinates`, or a `Place` that has some, by short name or by IRI. It may merely accompany a text. */
export function positionEntity(entities: Activity['entities']): Position | undefined {
  for (const entity of entities ?? []) {
    const type = String(at(entity, 'type'))
      .replace(/^https?:\/\/schema\.org\//, '')
      .replace(/\/$/, '');
    const geo = type === 'GeoCoordinates' ? entity : type === 'Place' ? at(entity, 'geo') : undefined;
    const found = position(at(geo, 'latitude'), at(geo, 'longitude'));
    if (found) return found;
  }
  return undefined;
}

function position(latitude: unknown, longitude: unknown): Position | undefined {
  return within(latitude, 90) && within(longitude, 180) ? { latitude, longitude } : undefined;
}

function within(value: unknown, limit: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= limit;
}

function at(value: unknown, ...path: string[]): unknown {
  let found = value;
  for (const key of path)
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined;
  return found;
}
