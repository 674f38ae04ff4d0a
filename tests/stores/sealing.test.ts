import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Purpose,
  pooled,
  seal,
  unseal,
  unwrapKey,
  wrapKey,
  wrappingKey,
} from '../../src/stores/sealing.js';

const key = randomBytes(32);
const session: Purpose = { of: 'session', conversation: 'ana' };
const turn: Purpose = { of: 'turn', conversation: 'ana', activity: '1' };

test('any text opens again under its key and purpose', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
      expect(unseal(key, seal(key, text, session), session)).toBe(text);
      expect(unseal(key, seal(key, text, turn), turn)).toBe(text);
    }),
  );
});

test('nothing opens under another key, another purpose, or with one bit changed', () => {
  const sealed = seal(key, 'hello', turn);
  const others: Purpose[] = [
    session,
    { of: 'turn', conversation: 'ion', activity: '1' },
    { of: 'turn', conversation: 'ana', activity: '2' },
  ];
  for (const other of others) expect(unseal(key, sealed, other)).toBeUndefined();
  expect(unseal(randomBytes(32), sealed, turn)).toBeUndefined();
  for (const at of [0, 1, 12, 13, 100, sealed.length - 17, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(unseal(key, changed, turn)).toBeUndefined();
  }
  expect(unseal(key, sealed.subarray(0, 20), turn)).toBeUndefined();
});

test('sizes are whole buckets: 1 KB for sessions, 4 KB for turns, and grow with the text', () => {
  // The frame takes 33 bytes: version, nonce, tag and length.
  const sizes = [0, 991, 992, 2015, 2016].map((length) => seal(key, 'x'.repeat(length), session).length);
  expect(sizes).toEqual([1024, 1024, 2048, 2048, 3072]);
  expect(seal(key, 'x', turn)).toHaveLength(4096);
  expect(seal(key, 'x'.repeat(4064), turn)).toHaveLength(8192);
});

test('the same text sealed twice looks different', () => {
  expect(seal(key, 'same', session).equals(seal(key, 'same', session))).toBe(false);
});

test('a wrapped key opens under its secret and id only', () => {
  const wrapped = wrapKey(wrappingKey('one'), key, 'id');
  expect(unwrapKey(wrappingKey('one'), wrapped, 'id')?.equals(key)).toBe(true);
  expect(unwrapKey(wrappingKey('two'), wrapped, 'id')).toBeUndefined();
  expect(unwrapKey(wrappingKey('one'), wrapped, 'other')).toBeUndefined();
});

test('pooled bytes are handed out once each', () => {
  let next = 0;
  const take = pooled((size) => Buffer.from(Array.from({ length: size }, () => next++ % 256)), 64);
  const pieces = Array.from({ length: 20 }, () => take(12).toString('hex'));
  expect(new Set(pieces).size).toBe(20);
  expect(take(100)).toHaveLength(100);
});
