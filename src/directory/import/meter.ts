/** Adds up how much of a source was read, for whoever waits. */
export interface Meter {
  /** There are so many more bytes to read. */
  expect(bytes: number): void;
  /** So many bytes of the present file are read. */
  at(bytes: number): void;
  /** The present file is read; the next one begins. */
  next(bytes: number): void;
}

/** Files smaller than this together are read before anybody looks. */
const WORTH_TELLING = 2_000_000;

export function createMeter(told: ((done: number, total: number) => void) | undefined): Meter {
  let total = 0;
  let before = 0;
  return {
    expect(bytes) {
      total += bytes;
    },
    at(bytes) {
      if (total >= WORTH_TELLING) told?.(before + bytes, total);
    },
    next(bytes) {
      before += bytes;
    },
  };
}
