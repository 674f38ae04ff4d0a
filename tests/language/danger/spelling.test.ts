import { expect, test } from '@jest/globals';
import { HIDDEN, plainText } from '../../../src/language/danger/spelling.js';

test('letters that cannot be seen are taken out of words, whichever they are', () => {
  const left: string[] = [];
  for (let code = 0; code < 0xffff; code += 1) {
    const letter = String.fromCharCode(code);
    if (letter.replace(HIDDEN, '') === '' && plainText(`kill${letter} me`) !== 'kill me')
      left.push(code.toString(16));
  }
  expect(left).toEqual([]);
});

test.each(['he hit me – again…', 'він мене б’є', 'بيضربني'])('%s stays as it is', (text) => {
  expect(plainText(text)).toBe(text);
});
