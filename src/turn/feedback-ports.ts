/** What a talk with a young person may ask: receipts, what became of words, and what the channel itself knows. */
import type { ChannelSort, FeedbackNews, FeedbackPorts, ReceiptRead } from '../engine/feedback.js';
import { PROMISES, type Promises } from '../feedback/deadlines.js';
import { isQuarantined } from '../feedback/entry.js';
import type { Guesses } from '../feedback/guesses.js';
import { lookUp } from '../feedback/lookup.js';
import { newReceipt, type ReceiptHash, showReceipt } from '../feedback/receipt.js';
import { LENGTH } from '../feedback/receipt-code.js';
import type { ReceiptReader, ReceiptWords } from '../feedback/receipt-read.js';
import type { Shelf } from '../feedback/shelf.js';

export interface FeedbackPortParts {
  shelf: Pick<Shelf, 'document' | 'record' | 'records'>;
  hash: ReceiptHash;
  guesses: Guesses;
  reader(): ReceiptReader;
  /** What the pictures are called; empty where a language has no words for them, and numbers stand alone. */
  words(language: string): ReceiptWords;
  page: string | undefined;
  promises?: Promises;
  /** Whole numbers from 0 below the limit, evenly, that nobody can guess. */
  random?(limit: number): number;
}

/** Who asks, for the limit on tries; nothing of it is kept with anything. */
export interface Asking {
  conversation: string;
  channel: string;
}

const MINUTE = 60_000;

export function createFeedbackPorts(parts: FeedbackPortParts): (asking: Asking) => FeedbackPorts {
  const { shelf, hash, guesses, page, promises = PROMISES, random } = parts;
  return ({ conversation, channel }) => ({
    channel: sortOf(channel),
    page,
    promises: () => promises,
    newReceipt: () => newReceipt(random),
    showReceipt: (code, language) =>
      showReceipt(code, parts.words(language)).map((part) =>
        part.map(({ emoji, word, number }) => `${emoji} ${word} \u2066${number}\u2069`).join(' · '),
      ),
    readReceipt(written): ReceiptRead {
      const read = parts.reader().read(written);
      if (read.read) return { code: read.code };
      return read.why === 'length'
        ? { fault: 'length', found: read.found, needed: LENGTH }
        : { fault: 'wrong', parts: read.parts };
    },
    async open(code, now) {
      const wait = guesses.wait(conversation, now);
      return wait > 0 ? { wait: Math.ceil(wait / MINUTE) } : { receipt: await hash(code) };
    },
    async news(receipt): Promise<FeedbackNews> {
      const looked = await lookUp(shelf, [], async () => receipt);
      if (looked.found !== 'entry') return { status: 'waiting', letters: [] };
      const { entry } = looked;
      const acted = isQuarantined(entry) && entry.done.length > 0;
      const answered = entry.letters.some(({ from }) => from === 'reader');
      return {
        status: acted ? 'acted' : entry.read || answered ? 'read' : 'waiting',
        letters: looked.letters.map(({ from, words }) => ({ from, words })),
      };
    },
  });
}

const LAST: Record<string, ChannelSort> = { sms: 'sms', email: 'email', webchat: 'web', directline: 'web' };

/** By the channel’s name, like `direct-line` or `bot-framework/telegram`. */
function sortOf(channel: string): ChannelSort {
  if (channel === 'direct-line') return 'web';
  return LAST[channel.slice(channel.lastIndexOf('/') + 1)] ?? 'messenger';
}
