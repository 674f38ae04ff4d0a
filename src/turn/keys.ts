/** Names under which things are stored: hashed with a secret, so that a store never holds a person's id. */
import { createHmac, createSecretKey } from 'node:crypto';

export interface Keys {
  /** A conversation's key: 43 characters. */
  conversation(channel: string, user: string): string;
  /** An activity's mark within its conversation: 22 characters. */
  activity(channel: string, id: string): string;
}

export function createKeys(secret: string | Buffer): Keys {
  const key = createSecretKey(Buffer.from(secret));
  const hash = (...parts: string[]): Buffer => {
    const told = parts.map((part) => `${part.length}:${part}`).join('');
    return createHmac('sha256', key).update(told).digest();
  };
  return {
    conversation: (channel, user) => hash('conversation', channel, user).toString('base64url'),
    activity: (channel, id) => hash('activity', channel, id).subarray(0, 16).toString('base64url'),
  };
}
