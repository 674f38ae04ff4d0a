import { expect, test } from '@jest/globals';
import { fold } from '../../src/language/fold.js';

test.each([
  ['IAȘI', 'iasi'],
  ['Iaşi', 'iasi'],
  ['  so   many\tspaces \n', 'so many spaces'],
  ['Don’t, please…', 'dont please'],
  ['п’ять', 'пять'],
  ['ЇЖА', 'іжа'],
  ['مَدْرَسَة', 'مدرسه'],
  ['٢٤ ۲۴', '24 24'],
  ['Straße', 'strasse'],
  ['½ kg', '1 2 kg'],
  ['!?', ''],
])('%j is compared as %j', (written, folded) => {
  expect(fold(written)).toBe(folded);
});

test('each letter is the same alone and in a text that has rare ones', () => {
  // What lies behind the table of letters is folded as a whole, and takes all that stands beside it along.
  const rare = ' 😀';
  const others: string[] = [];
  for (let code = 0x20; code < 0x2100; code += 1) {
    const letter = String.fromCharCode(code);
    others.push(
      ...[letter, `a${letter}b`, `${letter}${letter} ${letter}`, `б${letter}\u0301 ${letter}ا`].filter(
        (text) => fold(text) !== fold(text + rare),
      ),
    );
  }
  expect(others).toEqual([]);
});
