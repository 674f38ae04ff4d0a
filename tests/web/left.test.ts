import { expect, test } from '@jest/globals';
import { rememberLeft } from '../../src/web/chat/left.js';

test('a left page is remembered for its time', () => {
  let now = 0;
  const left = rememberLeft(() => now, 10, 1000);
  left.add('a');
  now = 999;
  expect([left.has('a'), left.has('b')]).toEqual([true, false]);
  now = 1000;
  expect(left.has('a')).toBe(false);
});

test('a flood pushes out the oldest and never grows the memory', () => {
  const left = rememberLeft(() => 0, 3, 1000);
  for (const nonce of ['a', 'b', 'c', 'a', 'd']) left.add(nonce);
  expect(['a', 'b', 'c', 'd'].filter(left.has)).toEqual(['a', 'c', 'd']);
});
