/**
 * Keys that must outlive a change of the secret: the one by which people’s names are hashed, for instance. They are
 * random, made once, and stored as a record wrapped under the secret; when that is changed only the wrapping is.
 */
import type { Store } from './port.js';
import { type RandomBytes, unwrapKey, type Wrapping, wrapKey } from './sealing.js';

const KIND = 'wrapped_key';

/** The secret that was given is not the one that the stored key is wrapped under. */
export class OtherSecret extends Error {
  override name = 'OtherSecret';
  constructor() {
    super(
      'The keys in the store do not open with this secret. Give the one that they were written with; while it is being changed, the new one as KINLINE_SECRET and the former as KINLINE_SECRET_BEFORE. Nothing was changed.',
    );
  }
}

/**
 * The key of that name, made of `initial` the first time. Whoever of several instances comes first makes it for all.
 * Rejects with `OtherSecret`.
 */
export async function dataKey(
  store: Store,
  name: string,
  wrappings: readonly [Wrapping, ...Wrapping[]],
  initial: () => Buffer,
  random: RandomBytes,
): Promise<Buffer> {
  const stored = await store.record(KIND, name);
  if (stored !== undefined) {
    const { key } = opened(stored, name, wrappings);
    if (key === undefined) throw new OtherSecret();
    return key;
  }
  const key = initial();
  const value = wrapped(wrappings[0], key, name, random);
  const done = await store.write({ records: [{ kind: KIND, id: name, value, expected: null }] });
  return done === 'done' ? key : dataKey(store, name, wrappings, initial, random);
}

/** Wraps all of them under the first secret that are still under another. Resolves with how many it wrapped. */
export async function rewrapDataKeys(
  store: Store,
  wrappings: readonly [Wrapping, ...Wrapping[]],
  random: RandomBytes,
): Promise<number> {
  const [to] = wrappings;
  let count = 0;
  for await (const { id, value } of store.records(KIND)) {
    const { key, under } = opened(value, id, wrappings);
    if (key === undefined) throw new OtherSecret();
    if (under === to.id) continue;
    const anew = wrapped(to, key, id, random);
    await store.write({ records: [{ kind: KIND, id, value: anew, expected: value }] });
    count += 1;
  }
  return count;
}

function opened(
  value: string,
  name: string,
  wrappings: readonly Wrapping[],
): { key: Buffer | undefined; under: string } {
  const [under = '', bytes = ''] = value.split(' ');
  const wrapping = wrappings.find(({ id }) => id === under);
  return { key: wrapping && unwrapKey(wrapping.key, Buffer.from(bytes, 'base64'), bound(name)), under };
}

const wrapped = (to: Wrapping, key: Buffer, name: string, random: RandomBytes): string =>
  `${to.id} ${wrapKey(to.key, key, bound(name), random).toString('base64')}`;

const bound = (name: string): string => `data key ${name}`;
