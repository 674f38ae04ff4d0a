/** Who, where and how to reach somebody cannot be read any more; nearly everything else can. */
import { LANGUAGES, makeMasker, measure, readCorpus } from './masking/corpus.js';

const masker = makeMasker();
const masked = (text: string): string => masker.mask(text).text;

test.each(LANGUAGES)('in %s, at least 60 texts', (language) => {
  const corpus = readCorpus(language);
  const counted = measure(masker, corpus);
  if (process.env.SHOW) console.log(language, counted);
  expect(corpus.length).toBeGreaterThanOrEqual(60);
  expect(counted.hidden / counted.marked).toBeGreaterThanOrEqual(0.95);
  expect(counted.right / counted.masked).toBeGreaterThanOrEqual(0.9);
});

test('the kind stands in brackets', () => {
  expect(masked('Olivia said: call 07700 900123 or write to a@example.com')).toBe(
    '[name] said: call [phone] or write to [email]',
  );
});

test('a long text without spaces is masked in no time', () => {
  const began = performance.now();
  masker.mask('1-'.repeat(2000));
  masker.mask('a@'.repeat(2000));
  masker.mask('@.'.repeat(2000));
  expect(performance.now() - began).toBeLessThan(3000);
});

test('a number across the pieces in which a text is looked at is found', () => {
  for (let length = 80; length < 130; length += 7)
    expect(masked(`${'so '.repeat(Math.floor(length / 3))}mail me at sunny.fox@example.com`)).toContain(
      '[email]',
    );
});
