/** Young people's words in the store of an invented office, as their chats leave them there. */
import type { GivenEntry, Recipient } from '../../src/feedback/entry.js';
import { mix } from '../../src/feedback/mixing.js';
import { poolChanges } from '../../src/feedback/pool.js';
import { quarantineChanges } from '../../src/feedback/quarantine.js';
import type { Store } from '../../src/stores/port.js';

export const GIVEN: GivenEntry = {
  age: '10-13',
  about: { kind: 'day_care' },
  category: 'suggestion',
  taps: { listen: 'yes' },
  words: { own: 'The big room is cold, ask Olivia' },
  mayShow: true,
  language: 'en',
};

export const mask = (words: string): string => words.replaceAll('Olivia', '[name]');

/** So many, mixed: the first ones as they are given, the rest like the first. */
export async function sayAll(
  store: Store,
  now: number,
  entries: readonly Partial<GivenEntry>[] = [],
  least = 10,
): Promise<void> {
  const all = Array.from({ length: Math.max(least, entries.length) }, (_, at) => entries[at] ?? {});
  for (const [at, over] of all.entries()) {
    const given = { ...GIVEN, ...over };
    await store.write(poolChanges({ what: 'entry', given, receipt: `receipt-${now}-${at}` }, now));
  }
  const mixed = await mix(store, { now, mask });
  if (mixed.status !== 'mixed') throw new Error('Nothing was mixed.');
}

/** One that must not wait. @returns its id */
export async function sayAlone(
  store: Store,
  now: number,
  recipient: Recipient = 'safeguarding_lead',
  over: Partial<GivenEntry> = {},
): Promise<string> {
  const given: GivenEntry = {
    ...GIVEN,
    category: 'concern',
    words: { own: 'I am afraid of Olivia' },
    ...over,
  };
  const receipt = `alone-${now}-${recipient}`;
  const { id, changes } = quarantineChanges({ given, recipient, receipt, contact: false, now, mask });
  await store.write(changes);
  return id;
}
