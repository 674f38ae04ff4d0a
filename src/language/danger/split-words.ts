/** Words typed without the spaces between them, taken apart where every piece is a word we know. */
import { Rolling } from './hash.js';

/** A shorter word has too many ways to fall apart. */
const LEAST = 7;
const LONGEST_PIECE = 22;
/** Many short pieces are chance; whole words are longer on average. */
const LETTERS_A_PIECE = 2.4;
const SHORT_COST: readonly number[] = [0, 1.2, 0.4];

const rolling = new Rolling();

/**
 * @param known is this hash a word?
 * @param single is this hash a word even if it is one letter long?
 */
export function splitWords(
  word: string,
  known: (hash: number) => boolean,
  single: (hash: number) => boolean,
): string[] | undefined {
  const { length } = rolling.read(word);
  if (length < LEAST) return undefined;
  const cost = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(length + 1);
  cost[0] = 0;
  for (let end = 1; end <= length; end += 1)
    for (let start = Math.max(0, end - LONGEST_PIECE); start < end; start += 1) {
      const size = end - start;
      const total = (cost[start] as number) + 1 + (SHORT_COST[size] ?? 0);
      if (total >= (cost[end] as number)) continue;
      const hash = rolling.piece(start, end);
      if (!(size === 1 ? single(hash) : known(hash))) continue;
      cost[end] = total;
      from[end] = start;
    }
  if (cost[length] === Number.POSITIVE_INFINITY) return undefined;
  const pieces: string[] = [];
  for (let end = length; end > 0; end = from[end] as number) pieces.unshift(word.slice(from[end], end));
  return pieces.length > 1 && length / pieces.length >= LETTERS_A_PIECE ? pieces : undefined;
}
