/** Commits as the service makes them, for tests of stores. */
import { createHash } from 'node:crypto';
import type { Commit, NewTurn, Store } from '../../src/stores/port.js';

export const HOUR = 60 * 60 * 1000;
export const DAY = 24 * HOUR;
export const START = Date.UTC(2026, 10, 2, 9);

/** A conversation's key as the service makes it: 43 characters of base64url. */
export function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url');
}

export function turnOf(name: string, content: string, values: Partial<NewTurn> = {}): NewTurn {
  return { activity: keyOf(name), at: START, firstLine: 0, lines: 1, content, ...values };
}

export function commitOf(name: string, values: Partial<Commit> = {}): Commit {
  return { conversation: keyOf(name), expected: 0, session: '{}', expiresAt: START + 7 * DAY, ...values };
}

export async function recordsOf(store: Store, kind: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { id, value } of store.records(kind)) found.set(id, value);
  return found;
}
