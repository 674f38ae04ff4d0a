import { expect, test } from '@jest/globals';
import { newReference, readReference } from '../../src/callbacks/reference.js';

const SIGNS = '23456789CDFHJKMNPRT';
let seed = 7;
const random = (limit: number) => {
  seed = (seed * 48271) % 2147483647;
  return seed % limit;
};
const references = Array.from({ length: 300 }, () => newReference(random));

test('a reference is read again however it is written', () => {
  for (const reference of references) {
    expect(reference).toMatch(/^[2-9A-Z]{2}-[2-9A-Z]{4}-[2-9A-Z]$/);
    expect(readReference(reference)).toBe(reference);
    expect(readReference(` ${reference.toLowerCase().replaceAll('-', ' ')}. `)).toBe(reference);
  }
});

test('any single wrong sign and any two swapped signs are noticed', () => {
  for (const reference of references) {
    const plain = reference.replaceAll('-', '');
    for (let at = 0; at < plain.length; at += 1) {
      for (const sign of SIGNS)
        if (sign !== plain[at])
          expect(readReference(plain.slice(0, at) + sign + plain.slice(at + 1))).toBeUndefined();
      for (let other = at + 1; other < plain.length; other += 1) {
        if (plain[at] === plain[other]) continue;
        const signs = [...plain];
        [signs[at], signs[other]] = [signs[other] ?? '', signs[at] ?? ''];
        expect(readReference(signs.join(''))).toBeUndefined();
      }
    }
  }
});

test('what is no reference is none', () => {
  for (const text of ['', 'hello', 'K7-4F2M', '11-1111-1', '0O-0O0O-0'])
    expect(readReference(text)).toBeUndefined();
});
