/**
 * Whoever has the whole data folder and knows who talked when, and wants to know whose words are whose. Reads raw
 * bytes and nothing of Kinline's own code. Each way of guessing pairs the conversations of a batch, in the order of
 * time, with its entries in some order that may have come from it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Talk } from './children.js';

interface Line {
  talk?: { conversation: string };
  documents?: { id: string; key: string | null }[];
  records?: { kind: string; id: string; value: string | null }[];
}

interface Written {
  line: Line;
  /** Sealed texts in the order of the documents that are not destroyed. */
  sealed: string[];
}

interface Batch {
  /** Children whose pool documents went in, in the order of time. */
  children: number[];
  /** The same children, in the order in which their pool documents are destroyed. */
  leaving: number[];
  entries: Came[];
}

interface Came {
  id: string;
  key: string;
  size: number;
  inRecords: number;
}

/** By way of guessing: by child, the entry that is guessed. */
export type Guessed = Map<string, Map<number, string>>;

/** @param journals where the journal lies, with what a store has removed since */
export function attack(folder: string, talks: readonly Talk[], journals = folder): Guessed {
  const whose = new Map(talks.map(({ conversation, child }) => [conversation, child]));
  const order = new Map(talks.map(({ child }, at) => [child, at]));
  const pooled = new Map<string, { child: number; size: number }>();
  const batches: (Batch & { sizes: Map<number, number> })[] = [];
  for (const { line, sealed } of linesIn(journals)) {
    const documents = line.documents ?? [];
    const child = whose.get(line.talk?.conversation ?? '');
    const kept = documents.filter(({ key }) => key !== null);
    for (const [at, { id }] of kept.entries())
      if (id.startsWith('feedback-pool:') && child !== undefined)
        pooled.set(id, { child, size: sealed[at]?.length ?? 0 });
    const gone = documents.filter(({ id, key }) => key === null && pooled.has(id));
    if (gone.length === 0) continue;
    const leaving = gone.flatMap(({ id }) => pooled.get(id) ?? []);
    const records = (line.records ?? []).filter(({ kind }) => kind === 'feedback-entry').map(({ id }) => id);
    const entries = kept.flatMap(({ id, key }, at): Came[] => {
      const [kind, name = ''] = id.split(':');
      if (kind !== 'feedback-entry' || key === null) return [];
      return [{ id: name, key, size: sealed[at]?.length ?? 0, inRecords: records.indexOf(name) }];
    });
    batches.push({
      children: leaving
        .map(({ child: one }) => one)
        .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
      leaving: leaving.map(({ child: one }) => one),
      sizes: new Map(leaving.map(({ child: one, size }) => [one, size])),
      entries,
    });
  }
  return guess(batches, placesIn(folder), slotsIn(folder));
}

function guess(
  batches: readonly (Batch & { sizes: Map<number, number> })[],
  places: ReadonlyMap<string, number>,
  slots: (key: string) => number,
): Guessed {
  const by = (value: (entry: Came) => number | string) => (entries: readonly Came[]) =>
    [...entries].sort((a, b) => (value(a) < value(b) ? -1 : 1));
  const orders: Record<string, (entries: readonly Came[]) => Came[]> = {
    'order in the journal': (entries) => [...entries],
    'order of records': by(({ inRecords }) => inRecords),
    'order of ids': by(({ id }) => id),
    'order of keys': by(({ key }) => key),
    'slots of keys': by(({ key }) => slots(key)),
    'order in the snapshot': by(({ id }) => places.get(id) ?? 0),
  };
  const guessed: Guessed = new Map();
  const put = (way: string, children: readonly number[], entries: readonly Came[]) => {
    const pairs = guessed.get(way) ?? new Map<number, string>();
    for (const [at, child] of children.entries()) pairs.set(child, entries[at]?.id ?? '');
    guessed.set(way, pairs);
  };
  for (const { children, leaving, sizes, entries } of batches) {
    for (const [way, sort] of Object.entries(orders)) {
      put(way, children, sort(entries));
      put(`${way}, from behind`, children, sort(entries).reverse());
    }
    put('order of leaving', leaving, entries);
    const bySize = [...children].sort((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0));
    put('sizes', bySize, by(({ size }) => size)(entries));
  }
  return guessed;
}

/** The share of children whose entry the best way of guessing names. */
export function success(
  guessed: Guessed,
  truth: ReadonlyMap<number, string>,
): { way: string; share: number } {
  const shares = [...guessed].map(([way, pairs]) => ({
    way,
    share: [...truth].filter(([child, id]) => pairs.get(child) === id).length / truth.size,
  }));
  return shares.sort((a, b) => b.share - a.share)[0] ?? { way: 'none', share: 0 };
}

function* linesIn(folder: string): Generator<Written> {
  const names = readdirSync(folder).filter((name) => name.startsWith('journal-'));
  for (const name of names.sort()) {
    // As bytes: a whole journal is longer than a text may be.
    const bytes = readFileSync(join(folder, name));
    for (let from = 0, to = bytes.indexOf(10); to >= 0; from = to + 1, to = bytes.indexOf(10, from)) {
      const line = bytes.toString('latin1', from, to);
      const body = line.slice(line.indexOf('{'));
      if (!body.startsWith('{') || body.startsWith('{"segment"')) continue;
      const marks = [...body.matchAll(/,"(?:document|session|content)":"([^"]*)"/g)];
      const head = body.slice(0, marks[0]?.index ?? body.length - 1);
      yield { line: JSON.parse(`${head}}`) as Line, sealed: marks.map(([, sealed = '']) => sealed) };
    }
  }
}

/** Where each entry stands in the snapshot's files. */
function placesIn(folder: string): Map<string, number> {
  const inside = join(folder, 'snapshot');
  const places = new Map<string, number>();
  for (const name of existing(inside).sort())
    for (const [, id = ''] of readFileSync(join(inside, name), 'latin1').matchAll(
      /feedback-entry:([\w-]{22})/g,
    ))
      if (!places.has(id)) places.set(id, places.size);
  return places;
}

function slotsIn(folder: string): (key: string) => number {
  const bytes = readFileSync(join(folder, 'keys.bin'));
  const slots = new Map<string, number>();
  for (let at = 0; at < bytes.length; at += 128)
    slots.set(bytes.subarray(at, at + 12).toString('base64url'), at / 128);
  return (key) => slots.get(key) ?? slots.get(Buffer.from(key, 'base64').toString('base64url')) ?? 0;
}

function existing(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
