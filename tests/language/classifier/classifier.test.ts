import { describe, expect, test } from '@jest/globals';
import { readClassifier, serialise } from '../../../src/language/classifier/serialise.js';
import { type Example, trainClassifier } from '../../../src/language/classifier/train.js';

const EXAMPLES: Example[] = Object.entries({
  bakery: ['fresh bread', 'rolls for breakfast', 'a loaf of brown bread', 'bake a cake', 'birthday cake'],
  garage: [
    'flat tyre',
    'the engine is loud',
    'change the oil of my car',
    'brakes squeal',
    'car will not start',
  ],
  library: ['borrow a book', 'reading room', 'bring back the novel', 'books for children', 'quiet room'],
}).flatMap(([label, texts]) => texts.map((text) => ({ label, text })));
const classifier = trainClassifier(EXAMPLES, { fewest: 1 });
const first = (text: string) => classifier.scores(text)[0]?.label;

describe('a classifier', () => {
  test.each([
    ['do you have breads today', 'bakery'],
    ['my brakez are loud', 'garage'],
    ['BOOKS!', 'library'],
  ])('reads “%s”, which it never saw, as %s', (text, label) => {
    expect(first(text)).toBe(label);
  });

  test('is in doubt about words it does not know, and says so in its scores', () => {
    const scores = classifier.scores('xyzzy qqq');
    expect(Math.max(...scores.map(({ score }) => score))).toBeLessThan(0.5);
    expect(scores.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1);
  });

  test('learns the same from the same examples', () => {
    const again = trainClassifier(EXAMPLES, { fewest: 1 });
    expect(again.scores('oil and cake')).toEqual(classifier.scores('oil and cake'));
  });

  test('says which words made it think so', () => {
    expect(classifier.because('please change the tyre', 'garage')[0]).toMatch(/^(tyre|change)$/);
    expect(classifier.because('please change the tyre', 'no such label')).toEqual([]);
  });

  test('answers nearly the same after it was written to a file and read back', () => {
    const read = readClassifier(JSON.parse(JSON.stringify(serialise(classifier.model))));
    for (const text of ['a loaf of bread', 'loud car', 'quiet novel', '', 'ɮɮ'])
      for (const { label, score } of classifier.scores(text))
        expect(read.scores(text).find((other) => other.label === label)?.score).toBeCloseTo(score, 1);
  });

  test('does not read a file that lacks a part', () => {
    const written = serialise(classifier.model);
    expect(() => readClassifier({ ...written, weights: '' })).toThrow(/belong together/);
    expect(() => readClassifier({ ...written, version: 2 })).toThrow();
  });

  test('takes a wall of letters as quickly as a sentence', () => {
    const began = performance.now();
    classifier.scores('a'.repeat(100_000));
    classifier.scores('cake '.repeat(20_000));
    expect(performance.now() - began).toBeLessThan(500);
  });
});
