/**
 * Telephone numbers in a message, by libphonenumber: national ones by the region's rules, international ones from
 * anywhere, in any script's digits, several at once. What looks like a number and is none is said with the reason.
 */
import type { CountryCode } from 'libphonenumber-js/max';
import { westernDigits } from './digits.js';

/** Why it cannot be called. */
export type PhoneFault = 'too_short' | 'too_long' | 'unknown_country' | 'not_in_use';

export type Phone = { e164: string } | { invalid: PhoneFault };

type Library = typeof import('libphonenumber-js/max');

/** Small islands have the shortest; with fewer than seven a wrong one is an hour, a house or an age. */
const LEAST_DIGITS = 4;
const LEAST_WRONG_DIGITS = 7;
/** From here on it is nothing that was ever dialled. */
const MOST_DIGITS = 20;
/** Numbers of the United Kingdom that ring nobody: for demonstrations, films and tests. */
const FICTION = /^\+441632960\d{3}$/;
const CANDIDATE = /(?:\+|\(\s*\+)?\d(?:[ \t().\-–—]{0,3}\d)*/g;
const DATE =
  /^(?:\d{1,2}[.\-–/ ]+\d{1,2}[.\-–/ ]+(?:19|20)\d{2}|(?:19|20)\d{2}[.\-–/ ]+\d{1,2}[.\-–/ ]+\d{1,2})\b/;
const PLUS_IN_WORDS = /(?:\bplus|плюс|زائد|\+)\s*(?=\d)/giu;
/** Where 8 was dialled before the trunk prefix, and people still write it. */
const OLD_TRUNK_8 = /^80(?=\d{9}$)/;

/**
 * @param country whose rules national numbers follow, two capital letters; undefined: only international ones
 */
export async function findPhones(text: string, country: string | undefined): Promise<Phone[]> {
  const plain = westernDigits(text).replace(PLUS_IN_WORDS, '+');
  if (digits(plain).length < LEAST_DIGITS) return [];
  // Loaded when somebody first writes a number: its tables are large.
  const library = await import('libphonenumber-js/max');
  const region = country !== undefined && library.isSupportedCountry(country) ? country : undefined;
  return [...plain.matchAll(CANDIDATE)].flatMap(([candidate]) => read(candidate, region, library));
}

function read(candidate: string, region: CountryCode | undefined, library: Library): Phone[] {
  const count = digits(candidate).length;
  const date = DATE.exec(candidate)?.[0];
  if (date !== undefined) return read(candidate.slice(date.length).replace(/^[^\d+]+/, ''), region, library);
  if (count < LEAST_DIGITS) return [];
  const whole = valid(candidate, region, library);
  if (whole !== undefined) return [{ e164: whole }];
  const several = split(candidate, region, library);
  if (several !== undefined) return several;
  if (count < LEAST_WRONG_DIGITS || count > MOST_DIGITS) return [];
  return [{ invalid: fault(candidate, region, library) }];
}

/** Two or more numbers with nothing but spaces between them. */
function split(candidate: string, region: CountryCode | undefined, library: Library): Phone[] | undefined {
  const parts = candidate.trim().split(/\s+/);
  for (let at = 1; at < parts.length; at += 1) {
    const first = valid(parts.slice(0, at).join(' '), region, library);
    if (first === undefined) continue;
    const rest = read(parts.slice(at).join(' '), region, library);
    if (rest.length > 0 && rest.every((phone) => 'e164' in phone)) return [{ e164: first }, ...rest];
  }
  return undefined;
}

function valid(candidate: string, region: CountryCode | undefined, library: Library): string | undefined {
  for (const written of spellings(candidate, region, library)) {
    const phone = library.parsePhoneNumberFromString(written, region);
    if (phone !== undefined && (phone.isValid() || FICTION.test(phone.number))) return phone.number;
  }
  return undefined;
}

/** As it stands, with the plus that was left out, and without an old prefix. */
function spellings(candidate: string, region: CountryCode | undefined, library: Library): string[] {
  const bare = digits(candidate);
  if (candidate.includes('+')) return [`+${bare}`, `+${bare.replace(/^(\d{1,3}?)0/, '$1')}`];
  const own = region === undefined ? undefined : library.getCountryCallingCode(region);
  return [
    candidate,
    ...(bare.startsWith('00') ? [`+${bare.slice(2)}`] : []),
    ...(own !== undefined && bare.startsWith(own) ? [`+${bare}`] : []),
    ...(OLD_TRUNK_8.test(bare) ? [bare.slice(1)] : []),
  ];
}

function fault(candidate: string, region: CountryCode | undefined, library: Library): PhoneFault {
  const [first = candidate, second] = spellings(candidate, region, library);
  const written = first.startsWith('+') || second === undefined || !second.startsWith('+') ? first : second;
  switch (library.validatePhoneNumberLength(written, region)) {
    case 'TOO_SHORT':
      return 'too_short';
    case 'TOO_LONG':
      return 'too_long';
    case 'INVALID_COUNTRY':
      return 'unknown_country';
    default:
      return digits(candidate).length < 8 ? 'too_short' : 'not_in_use';
  }
}

const digits = (text: string): string => text.replace(/\D/g, '');
