/** Feedback without a store: one receipt is known and answered, and fresh ones follow from where the talk stands. */
import { createHash } from 'node:crypto';
import { contentFolder } from '../../src/content/files.js';
import type { FeedbackEntry } from '../../src/feedback/entry.js';
import { newReceipt, receiptDigits } from '../../src/feedback/receipt.js';
import { createReceiptReader, loadReceiptWords, type ReceiptWords } from '../../src/feedback/receipt-read.js';
import { entryDocument, RECEIPT_RECORD } from '../../src/feedback/shelf.js';
import { createFeedbackPorts } from '../../src/turn/feedback-ports.js';
import { ROOT } from './content.js';

const counting = (seed: number) => {
  let state = seed >>> 0;
  return (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
};

const KNOWN = newReceipt(counting(1));
/** The receipt that anybody may open, as it is typed. */
export const KNOWN_RECEIPT = receiptDigits(KNOWN);

const ANSWERED: FeedbackEntry = {
  id: 'A'.repeat(22),
  age: '10-13',
  about: { kind: 'after_school' },
  category: 'suggestion',
  taps: {},
  words: {},
  mayShow: false,
  language: 'en',
  week: '2026-W40',
  raw: false,
  receipt: KNOWN.join('-'),
  themes: [],
  letters: [
    { from: 'young_person', words: 'More football.', week: '2026-W40' },
    { from: 'reader', words: '⚽ ✔', week: '2026-W41' },
  ],
  read: true,
};

export function memoryFeedback(languages: readonly string[], channel = 'direct-line') {
  let random = counting(1);
  const words = new Map(
    languages.map((code) => [code, loadReceiptWords(contentFolder(ROOT), code, []) ?? ({} as ReceiptWords)]),
  );
  const reader = createReceiptReader([...words.values()]);
  const portsFor = createFeedbackPorts({
    shelf: {
      document: async (id) =>
        id === entryDocument(ANSWERED.id) ? { value: JSON.stringify(ANSWERED), version: 1 } : undefined,
      record: async (kind, id) =>
        kind === RECEIPT_RECORD && id === ANSWERED.receipt ? ANSWERED.id : undefined,
      async *records() {},
    },
    hash: async (code) => code.join('-'),
    guesses: { wait: () => 0 },
    reader: () => reader,
    words: (language) => words.get(language) ?? {},
    page: undefined,
    random: (limit) => random(limit),
  });
  return {
    ports: portsFor({ conversation: 'test', channel }),
    seed(stored: string) {
      random = counting(createHash('sha256').update(stored).digest().readUInt32BE(4));
    },
  };
}
