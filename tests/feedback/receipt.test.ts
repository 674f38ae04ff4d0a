/** Receipts come back as children write them, and what is wrong with them is told. */
import { contentFolder } from '../../src/content/files.js';
import type { Problem } from '../../src/content/problem.js';
import { createGuesses, GUESS_LIMITS } from '../../src/feedback/guesses.js';
import { PICTURES } from '../../src/feedback/pictures.js';
import { newReceipt, receiptDigits, receiptHash, showReceipt } from '../../src/feedback/receipt.js';
import { BITS, check, LENGTH, partsOf, withChecks } from '../../src/feedback/receipt-code.js';
import { createReceiptReader, loadReceiptWords, type ReceiptWords } from '../../src/feedback/receipt-read.js';
import { fold } from '../../src/language/fold.js';
import { seeded } from './seeded.js';

const LANGUAGES = ['en', 'ro', 'uk', 'ar'];
const problems: Problem[] = [];
const words = LANGUAGES.map((code) => loadReceiptWords(contentFolder('.'), code, problems) as ReceiptWords);
const reader = createReceiptReader(words);
const random = seeded(7);
const exchange = <T>(list: readonly T[], a: number, b: number): T[] =>
  list.map((one, at) => (at === a ? (list[b] as T) : at === b ? (list[a] as T) : one));

describe('the pictures', () => {
  test('every language has a word for each', () => expect(problems).toEqual([]));

  test('no word means two pictures, in one language or in two', () => {
    const meant = new Map<string, string>();
    for (const language of words)
      for (const [id, word] of Object.entries(language)) {
        expect(meant.get(fold(word)) ?? id).toBe(id);
        expect(fold(word)).not.toContain(' ');
        meant.set(fold(word), id);
      }
  });

  test('there are 64, and a receipt holds at least 53 bits', () => {
    expect(new Set(PICTURES.map(({ emoji }) => emoji)).size).toBe(64);
    expect(BITS).toBeGreaterThanOrEqual(53);
  });
});

describe('reading a receipt', () => {
  const code = newReceipt(random);
  const shown = words.map((language) => showReceipt(code, language).flat());

  test.each(LANGUAGES)('in words of %s', (language) => {
    const spoken = shown[LANGUAGES.indexOf(language)]?.map(({ word }) => word).join(', ') ?? '';
    expect(reader.read(spoken.toUpperCase())).toEqual({ read: true, code });
  });

  test('in pictures, with or without the selectors that telephones add', () => {
    const pictures = code.map((symbol) => PICTURES[symbol]?.emoji);
    expect(reader.read(pictures.join(''))).toEqual({ read: true, code });
    expect(reader.read(pictures.join('\ufe0f '))).toEqual({ read: true, code });
  });

  test('in digits, however they are grouped, and in Arabic ones', () => {
    const digits = receiptDigits(code);
    expect(reader.read(digits)).toEqual({ read: true, code });
    expect(reader.read(digits.replaceAll(' ', ''))).toEqual({ read: true, code });
    expect(reader.read(digits.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? ''))).toEqual({
      read: true,
      code,
    });
  });

  test('in languages mixed with numbers and pictures', () => {
    const mixed = code.map((_, at) => {
      const picture = shown[at % 4]?.[at];
      return [picture?.word, picture?.number, picture?.emoji][at % 3];
    });
    expect(reader.read(mixed.join(' '))).toEqual({ read: true, code });
  });

  test('a slip of the finger in a long word is forgiven', () => {
    const elephants = withChecks([12, 12, 12, 3, 4, 5, 6, 7, 8]);
    const spoken = showReceipt(elephants, words[0] ?? {}).flat();
    const written = spoken.map(({ word }) => word.replace('elephant', 'elefhant')).join(' ');
    expect(reader.read(written)).toEqual({ read: true, code: elephants });
  });

  test('too few pictures are counted', () => {
    expect(
      reader.read(
        shown[0]
          ?.slice(1)
          .map(({ word }) => word)
          .join(' ') ?? '',
      ),
    ).toEqual({
      read: false,
      why: 'length',
      found: LENGTH - 1,
    });
  });

  test('a word that is no picture is in the part that is named', () => {
    const spoken = shown[0]?.map(({ word }, at) => (at === 7 ? 'zebra' : word)).join(' ') ?? '';
    expect(reader.read(spoken)).toEqual({ read: false, why: 'wrong', parts: [2] });
  });
});

describe('what is wrong is found', () => {
  test('any single wrong picture, and its part', () => {
    for (let round = 0; round < 5; round += 1) {
      const code = newReceipt(random);
      for (let at = 0; at < LENGTH; at += 1)
        for (let other = 0; other < 64; other += 1) {
          if (other === code[at]) continue;
          const wrong = code.map((symbol, place) => (place === at ? other : symbol));
          expect(check(wrong)).toEqual({ right: false, places: [at] });
        }
    }
  });

  test('any two that changed places, next to each other or not, and their parts', () => {
    for (let round = 0; round < 20; round += 1) {
      const code = newReceipt(random);
      for (let a = 0; a < LENGTH; a += 1)
        for (let b = a + 1; b < LENGTH; b += 1)
          if (code[a] !== code[b]) {
            const found = check(exchange(code, a, b));
            expect(found.right).toBe(false);
            expect(found.right ? [] : found.places).toEqual(expect.arrayContaining([a, b]));
          }
    }
  });

  test('any single wrong digit and any two swapped digits', () => {
    for (let round = 0; round < 5; round += 1) {
      const digits = [...receiptDigits(newReceipt(random)).replaceAll(' ', '')];
      for (let a = 0; a < digits.length; a += 1) {
        for (const digit of '0123456789') {
          if (digit === digits[a]) continue;
          const wrong = digits.map((one, place) => (place === a ? digit : one)).join('');
          expect(reader.read(wrong)).toEqual({
            read: false,
            why: 'wrong',
            parts: partsOf([Math.floor(a / 2)]),
          });
        }
        for (let b = a + 1; b < digits.length; b += 1) {
          if (digits[a] === digits[b]) continue;
          const read = reader.read(exchange(digits, a, b).join(''));
          expect(read).toMatchObject({ read: false, why: 'wrong' });
          if (read.read || read.why !== 'wrong') continue;
          const parts = partsOf([Math.floor(a / 2), Math.floor(b / 2)]);
          expect(read.parts.some((part) => parts.includes(part))).toBe(true);
        }
      }
    }
  });
});

test('what is stored of a receipt says nothing of it, and another secret stores another thing', async () => {
  const code = newReceipt(random);
  const [one, again, other] = await Promise.all([
    receiptHash('a secret for tests only')(code),
    receiptHash('a secret for tests only')(code),
    receiptHash('another')(code),
  ]);
  expect(one).toBe(again);
  expect(one).not.toBe(other);
  expect(one).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

describe('guessing', () => {
  test('one conversation has a few tries, then must wait, and others need not', () => {
    const guesses = createGuesses();
    const tries = Array.from({ length: GUESS_LIMITS.own.burst + 1 }, () => guesses.wait('one', 0));
    expect(tries.filter((wait) => wait === 0)).toHaveLength(GUESS_LIMITS.own.burst);
    expect(guesses.wait('one', 0)).toBe(GUESS_LIMITS.own.every);
    expect(guesses.wait('one', GUESS_LIMITS.own.every)).toBe(0);
    expect(guesses.wait('another', 0)).toBe(0);
  });

  test('many conversations together are slowed too', () => {
    const guesses = createGuesses();
    const allowed = Array.from({ length: 1000 }, (_, at) => guesses.wait(`c${at}`, 0)).filter(
      (wait) => wait === 0,
    );
    expect(allowed).toHaveLength(GUESS_LIMITS.all.burst);
  });
});
