/**
 * The name of a request that people say on the phone and write on paper: “K7-4F2M-9”. It is no secret. Its last sign
 * catches any single wrong one and any two that were swapped.
 */

/** Nothing that looks or sounds like something else; nineteen, a prime, so that the check catches every slip. */
const SIGNS = '23456789CDFHJKMNPRT';
const LENGTH = 6;
const SHAPE = new RegExp(`^[${SIGNS}]{${LENGTH + 1}}$`);

/** @param random whole numbers from 0 below the limit, evenly */
export function newReference(random: (limit: number) => number): string {
  const values = Array.from({ length: LENGTH }, () => random(SIGNS.length));
  return shown([...values, checkOf(values)].map((value) => SIGNS[value]).join(''));
}

/** As it is stored and shown, from any way of writing it; undefined when a sign is wrong or missing. */
export function readReference(written: string): string | undefined {
  const plain = written.toUpperCase().replace(/[^A-Z0-9]/g, '');
  if (!SHAPE.test(plain)) return undefined;
  const values = [...plain].map((sign) => SIGNS.indexOf(sign));
  return checkOf(values.slice(0, LENGTH)) === values[LENGTH] ? shown(plain) : undefined;
}

const shown = (plain: string): string => `${plain.slice(0, 2)}-${plain.slice(2, 6)}-${plain.slice(6)}`;

/** Weights differ from place to place, so a swap changes the sum. */
const checkOf = (values: readonly number[]): number =>
  values.reduce((sum, value, place) => sum + (place + 2) * value, 0) % SIGNS.length;
