/**
 * Simulated children who talk to a real store at the times at which children talk, some of them to give feedback, and
 * what really belongs to whom. Every child and word is invented.
 */
import { createHash } from 'node:crypto';
import { type GivenEntry, givenEntry } from '../../../src/feedback/entry.js';
import { type Mixing, mix } from '../../../src/feedback/mixing.js';
import { poolChanges } from '../../../src/feedback/pool.js';
import { ENTRY_RECORD, rawDocument } from '../../../src/feedback/shelf.js';
import type { Store } from '../../../src/stores/port.js';

/** One conversation, as whoever watches the channel knows it. */
export interface Talk {
  child: number;
  conversation: string;
  at: number;
}

export interface Simulated {
  talks: Talk[];
  /** By child: the id of the entry that is truly theirs. */
  truth: Map<number, string>;
  /** Sizes of the batches that left. */
  batches: number[];
}

const AGES = ['6-9', '10-13', '14-17', '18-25'] as const;
const HOUR = 3_600_000;

export interface Simulation {
  children: number;
  random(limit: number): number;
  clock: { now: number };
  /** Parts of the build that are made leaky on purpose. */
  leak?: Pick<Mixing, 'shuffle' | 'batch'>;
}

export async function simulate(store: Store, options: Simulation): Promise<Simulated> {
  const { children, random, clock, leak = {} } = options;
  const talks: Talk[] = [];
  const batches: number[] = [];
  for (let child = 0; child < children; child += 1) {
    clock.now = nextTime(clock.now, random);
    const conversation = createHash('sha256').update(`child ${child}`).digest('base64url');
    talks.push({ child, conversation, at: clock.now });
    const expiresAt = clock.now + 30 * 60_000;
    const session = JSON.stringify({ child, step: 'feedback' });
    await store.commit({ conversation, expected: 0, session, expiresAt });
    // Nine of ten children end up giving feedback; the others only talked.
    const gives = random(10) > 0;
    const changes = gives
      ? poolChanges({ what: 'entry', given: givenBy(child, random), receipt: null }, clock.now)
      : {};
    await store.commit({ conversation, expected: 1, session: null, expiresAt, ...changes });
    const mixed = await mix(store, { now: clock.now, mask: () => '[masked]', ...leak });
    if (mixed.status === 'mixed') batches.push(mixed.entries);
  }
  return { talks, truth: await truthIn(store), batches };
}

/** After school more than in the morning, never at night, sometimes a whole class at once. */
function nextTime(now: number, random: (limit: number) => number): number {
  const gap = random(4) === 0 ? random(60_000) : random(8 * 60_000);
  const at = now + 1 + gap;
  const hour = new Date(at).getUTCHours();
  return hour >= 7 && hour < 21 ? at : at + ((31 - hour) % 24) * HOUR;
}

export function givenBy(child: number, random: (limit: number) => number): GivenEntry {
  return givenEntry.parse({
    age: AGES[random(AGES.length)],
    about: { kind: `kind-${random(5)}` },
    category: 'suggestion',
    taps: { listened: ['yes', 'partly', 'no'][random(3)] },
    words: { change: `child:${child} ${'more '.repeat(random(300))}` },
    language: 'en',
  });
}

/** The leak of a build that mixes nothing: entries leave in the order in which they came. */
export function inOrder<T>(list: readonly T[]): T[] {
  const numberOf = (item: T): number => Number(/child:(\d+)/.exec(JSON.stringify(item))?.[1] ?? 0);
  return [...list].sort((a, b) => numberOf(a) - numberOf(b));
}

async function truthIn(store: Store): Promise<Map<number, string>> {
  const truth = new Map<number, string>();
  for await (const { id } of store.records(ENTRY_RECORD)) {
    const raw = await store.document(rawDocument(id));
    const child = /child:(\d+)/.exec(raw?.value ?? '')?.[1];
    if (child !== undefined) truth.set(Number(child), id);
  }
  return truth;
}
