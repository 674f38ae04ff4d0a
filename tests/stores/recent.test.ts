import { expect, test } from '@jest/globals';
import { createRecent } from '../../src/stores/lowdb/recent.js';

const at = (offset: number) => ({ segment: 1, offset, length: 10 });

test('of a session that ended, nothing stays in memory, and no other is touched', () => {
  const recent = createRecent();
  recent.keep('ana', at(0), 'what ana said');
  recent.keep('ion', at(20), 'what ion said');
  recent.forget(['ana', 'nobody']);
  expect(recent.get('ana', at(0))).toBeUndefined();
  expect(recent.get('ion', at(20))).toBe('what ion said');
});

test('only what was written last is held, and only for the place it lies at', () => {
  const recent = createRecent();
  recent.keep('ana', at(0), 'first');
  recent.keep('ana', at(40), 'second');
  expect(recent.get('ana', at(0))).toBeUndefined();
  expect(recent.get('ana', { ...at(40), segment: 2 })).toBeUndefined();
  expect(recent.get('ana', at(40))).toBe('second');
});

test('the memory it takes is bounded: the session that was quiet longest goes first', () => {
  const recent = createRecent(25);
  recent.keep('ana', at(0), 'a'.repeat(10));
  recent.keep('ion', at(20), 'i'.repeat(10));
  recent.keep('ana', at(40), 'b'.repeat(10));
  recent.keep('eva', at(60), 'e'.repeat(10));
  expect(recent.get('ion', at(20))).toBeUndefined();
  expect(recent.get('ana', at(40))).toBe('b'.repeat(10));
  expect(recent.get('eva', at(60))).toBe('e'.repeat(10));
});

test('a session too long to be held leaves no earlier text of its own behind', () => {
  const recent = createRecent();
  recent.keep('ana', at(0), 'short');
  recent.keep('ana', at(20), 'x'.repeat(20_000));
  expect(recent.get('ana', at(0))).toBeUndefined();
  expect(recent.get('ana', at(20))).toBeUndefined();
});
