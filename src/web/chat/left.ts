/** Remembers which pages were left by the quick exit, so that going back to one shows nothing. */

export interface LeftPages {
  add(nonce: string): void;
  has(nonce: string): boolean;
}

/** A page's name in its address: 128 random bits in base64url. */
export const NONCE = /^[\w-]{22}$/;

const TWO_HOURS = 2 * 60 * 60 * 1000;

/**
 * @param now milliseconds since 1970
 * @param most entries kept at once; when there are more, the oldest go first
 */
export function rememberLeft(now: () => number, most = 100_000, milliseconds = TWO_HOURS): LeftPages {
  const left = new Map<string, number>();
  const forget = () => {
    for (const [nonce, at] of left) {
      if (left.size <= most && now() - at < milliseconds) return;
      left.delete(nonce);
    }
  };
  return {
    add(nonce) {
      left.delete(nonce);
      left.set(nonce, now());
      forget();
    },
    has(nonce) {
      forget();
      return left.has(nonce);
    },
  };
}
