/**
 * A receipt: twelve pictures in four groups of three, of which nine are drawn by lot, so 54 bits. Whoever has it can
 * see what happened to an entry, write back, and take it back; nobody else can.
 *
 * What is stored is a slow hash and nothing else. Its salt is derived from the operator's secret and the same for all,
 * so that the hash is its own key in the store: no prefix or other fast hash of a receipt exists that could be tried
 * instead, and without the secret nothing can be tried at all. With secret and database in hand, one try costs one
 * argon2id (19 MiB, 2 passes, about 25 ms of a core): 2⁵⁴ × 25 ms are 14 million core-years for one entry, and 14 for
 * any one of a million; whoever holds both can read the entries anyway. From outside, `guesses.ts` lets through some
 * 29,000 tries a day: in a year, among 100,000 entries, a chance of one in 17,000 that any try was right.
 */
import { hkdfSync, randomInt } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { FIRST_NUMBER, PICTURES } from './pictures.js';
import { DATA, PART, withChecks } from './receipt-code.js';
import type { ReceiptWords } from './receipt-read.js';

/** @param random whole numbers from 0 below the limit, evenly, that nobody can foresee */
export function newReceipt(random: (limit: number) => number = (limit) => randomInt(limit)): number[] {
  return withChecks(Array.from({ length: DATA }, () => random(PICTURES.length)));
}

/** One picture of a receipt as it is shown: “🐱 cat 10”. */
export interface ShownPicture {
  emoji: string;
  word: string;
  number: string;
}

/** The four parts of a receipt, three pictures each. */
export function showReceipt(code: readonly number[], words: ReceiptWords): ShownPicture[][] {
  const shown = code.map((symbol) => {
    const { id = '', emoji = '' } = PICTURES[symbol] ?? {};
    return { emoji, word: words[id] ?? id, number: String(symbol + FIRST_NUMBER) };
  });
  return Array.from({ length: Math.ceil(shown.length / PART) }, (_, part) =>
    shown.slice(part * PART, (part + 1) * PART),
  );
}

/** As digits alone, for a text message: “104213 556721 …”. */
export const receiptDigits = (code: readonly number[]): string =>
  code.map((symbol, at) => `${at > 0 && at % PART === 0 ? ' ' : ''}${symbol + FIRST_NUMBER}`).join('');

/** What OWASP asks for at least. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };

/** The only form in which a receipt is stored; 43 characters of base64url. */
export type ReceiptHash = (code: readonly number[]) => Promise<string>;

/** @param secret the operator's; another one makes all receipts unknown */
export function receiptHash(secret: string | Uint8Array): ReceiptHash {
  const salt = Buffer.from(hkdfSync('sha256', secret, 'kinline', 'feedback receipts 1', 32));
  return async (code) => (await hashRaw(Uint8Array.from(code), { ...COST, salt })).toString('base64url');
}
