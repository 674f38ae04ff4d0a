/**
 * The arithmetic of a receipt: nine pictures drawn by lot and three that follow from them, a Reed-Solomon code over
 * the field of 64 elements. Any two receipts differ in four places or more, so that one wrong picture is found and
 * named for certain, and any two (also two that changed places, next to each other or not) are never taken for right,
 * nor for one.
 */

export const DATA = 9;
const CHECKS = 3;
export const LENGTH = DATA + CHECKS;
/** Pictures are shown, said and written in groups of three: the parts of a receipt. */
export const PART = 3;
/** 9 × 6. */
export const BITS = DATA * 6;

const SIZE = 64;
/** x⁶ + x + 1, under which 2 runs through all elements but nought. */
const POLYNOMIAL = 0b1000011;

const POWERS: number[] = [];
for (let value = 1, at = 0; at < SIZE - 1; at += 1) {
  POWERS.push(value);
  value <<= 1;
  if (value >= SIZE) value ^= POLYNOMIAL;
}
const LOGS = new Map(POWERS.map((value, at) => [value, at]));
const power = (exponent: number): number => POWERS[((exponent % 63) + 63) % 63] ?? 1;
const log = (value: number): number => LOGS.get(value) ?? 0;
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : power(log(a) + log(b)));
const over = (a: number, b: number): number => (a === 0 ? 0 : power(log(a) - log(b)));

/** All nought for a receipt that is right. */
function syndromes(code: readonly number[]): number[] {
  return [0, 1, 2].map((k) => code.reduce((sum, symbol, at) => sum ^ times(symbol, power(k * at)), 0));
}

/** The nine with the three that follow from them. */
export function withChecks(data: readonly number[]): number[] {
  const [s0 = 0, s1 = 0, s2 = 0] = syndromes(data);
  const [a, b, c] = [power(DATA), power(DATA + 1), power(DATA + 2)];
  // x + y + z = s0, ax + by + cz = s1, a²x + b²y + c²z = s2; plus is minus here.
  const solve = (one: number, two: number, third: number): number =>
    over(s2 ^ times(s1, one ^ two) ^ times(s0, times(one, two)), times(third ^ one, third ^ two));
  return [...data, solve(b, c, a), solve(a, c, b), solve(a, b, c)];
}

export type Checked =
  | { right: true }
  /** Places, from nought, that look wrong: one, those that may have changed places, or none where more is wrong. */
  | { right: false; places: number[] };

export function check(code: readonly number[]): Checked {
  const [s0 = 0, s1 = 0, s2 = 0] = syndromes(code);
  if (s0 === 0 && s1 === 0 && s2 === 0) return { right: true };
  if (s0 !== 0 && times(s1, s1) === times(s0, s2) && s1 !== 0) {
    const place = log(over(s1, s0));
    return { right: false, places: place < LENGTH ? [place] : [] };
  }
  const places = swapped(code);
  return { right: false, places: places.length > 0 ? places : digitsSwapped(code) };
}

const isRight = (code: readonly number[]): boolean => syndromes(code).every((sum) => sum === 0);

/** Every two that would be right the other way round; now and then more than one pair would. */
function swapped(code: readonly number[]): number[] {
  const found = pairs(code.length).filter(([a, b]) => isRight(exchange(code, a, b)));
  return sorted(found.flat());
}

/** Written as two-digit numbers, two digits of different numbers may have changed places. */
function digitsSwapped(code: readonly number[]): number[] {
  const digits = code.flatMap((symbol) => [Math.floor((symbol + 10) / 10), (symbol + 10) % 10]);
  const found = pairs(digits.length).filter(([a, b]) => {
    const other = exchange(digits, a, b);
    return isRight(code.map((_, at) => 10 * (other[2 * at] ?? 0) + (other[2 * at + 1] ?? 0) - 10));
  });
  return sorted(found.flat().map((place) => Math.floor(place / 2)));
}

const sorted = (places: readonly number[]): number[] => [...new Set(places)].sort((a, b) => a - b);

function pairs(length: number): [number, number][] {
  return Array.from({ length }, (_, a) =>
    Array.from({ length: length - a - 1 }, (_, more): [number, number] => [a, a + more + 1]),
  ).flat();
}

function exchange(list: readonly number[], a: number, b: number): number[] {
  const other = [...list];
  other[a] = list[b] ?? 0;
  other[b] = list[a] ?? 0;
  return other;
}

/** The parts, from nought, that places lie in. */
export const partsOf = (places: readonly number[]): number[] =>
  sorted(places.map((place) => Math.floor(place / PART)));
