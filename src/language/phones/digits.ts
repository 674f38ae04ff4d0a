/** Digits of any script as the ones that are dialled. */

const DIGIT = /\p{Nd}/gu;
const PLUS = /[＋⁺﹢]/gu;
/** What keyboards and copied texts put between digits and nobody sees. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** “٠٧٤٥” and “０７４５” become “0745”; letters stay as they are. */
export function westernDigits(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(PLUS, '+')
    .replace(/\p{Zs}/gu, ' ')
    .replace(/[‐‑‒−]/gu, '-')
    .replace(DIGIT, western);
}

/** Unicode lays every script's digits side by side, zero first; where runs touch, each has ten. */
function western(digit: string): string {
  if (digit <= '9') return digit;
  const at = digit.codePointAt(0) ?? 0;
  let zero = at;
  while (isDigit(zero - 1)) zero -= 1;
  return String((at - zero) % 10);
}

const isDigit = (codePoint: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(codePoint));
