/** Slips of the finger, made on purpose: training text is written with care, messages are not. */

/** A small generator of numbers from 0 to 1 that always gives the same row for the same seed. */
export function mulberry(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LEAST = 4;

/** @param often the share of longer words that get a slip */
export function withSlips(words: readonly string[], often: number, random: () => number): string[] {
  return words.flatMap((word) => {
    if (word.length < LEAST || random() >= often) return [word];
    const at = 1 + Math.floor(random() * (word.length - 2));
    const kind = random();
    if (kind < 0.35) return [word.slice(0, at) + word.slice(at + 1)];
    if (kind < 0.7) return [word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)];
    if (kind < 0.9) return [word.slice(0, at) + word.charAt(at) + word.slice(at)];
    return [word.slice(0, at + 1), word.slice(at + 1)].filter((piece) => piece !== '');
  });
}
