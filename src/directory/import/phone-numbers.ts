/** Phone numbers as they are found: quoted, with an extension in words behind, several in one cell. */

export interface FoundNumber {
  number: string;
  extension: string | undefined;
}

const EXTENSION =
  /[\s,;]*(?:\bext(?:ension)?\.?|\bx\.?|\bint(?:erior)?\.?|доб\.?|вн\.?|#)[\s:.]*(\d{1,6})$/iu;

/** The numbers of a cell as they are dialled; none where there is no number in it. */
export function readNumbers(given: string, prefix: string | undefined): FoundNumber[] {
  const split = given
    .split(/\s*(?:;|\s\/\s|\bor\b|\bsau\b|\bабо\b|\bили\b)\s*/iu)
    .filter((part) => part !== '');
  // In "0221 / 12 34 56" the stroke stands between the town and the rest.
  const parts = split.every((part) => part.replace(/\D/g, '').length >= 6) ? split : [given];
  const numbers = parts.map((part) => readNumber(part, prefix));
  const known = numbers.filter((number) => number !== undefined);
  return known.length === numbers.length ? known : [];
}

function readNumber(given: string, prefix: string | undefined): FoundNumber | undefined {
  const plain = given
    .replace(/["“”]/g, '')
    .replace(/^(tel|phone|telefon|тел)[.:\s]+/iu, '')
    .trim();
  const extension = EXTENSION.exec(plain);
  const number = (extension ? plain.slice(0, extension.index) : plain).trim();
  if ((number.match(/\d/g) ?? []).length < 2 || /[^\d\s+()./,;#*-]/.test(number)) return undefined;
  const digits = prefix?.replace(/\D/g, '');
  return {
    number: digits && !number.startsWith('+') ? `+${digits} ${number}` : number,
    extension: extension?.[1],
  };
}
