/**
 * Telephone numbers, e-mail addresses, links, accounts and identity numbers: by recognizers-text-suite's sequence
 * recognizers and libphonenumber, and by our own patterns for what they lack (accounts by a service's name, numbers of
 * papers, addresses spelled out in words).
 */
import { createRequire } from 'node:module';
import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/max';
import type { MaskedKind, Span } from './span.js';

interface Recognized {
  start: number;
  end: number;
}
type Recognizer = (query: string, culture: string) => Recognized[];
type Suite = Record<
  'recognizePhoneNumber' | 'recognizeEmail' | 'recognizeURL' | 'recognizeMention',
  Recognizer
>;

/** Loaded when it is first needed: the suite is large. */
let suite: Suite | undefined;
const recognizers = (): Suite => {
  suite ??= createRequire(import.meta.url)('@microsoft/recognizers-text-suite') as Suite;
  return suite;
};

/** Its patterns go back and forth in long texts; in a piece of this length that stays short. */
const PIECE = 120;
/** So much of a piece is looked at again in the next, so that nothing is cut in two. */
const OVERLAP = 40;
/** Fewer digits are a house, an age or an hour. */
const LEAST_DIGITS = 6;

const PATTERNS: readonly [MaskedKind, RegExp][] = [
  ['email', /[\p{L}\p{N}._%+-]+\s?@\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu],
  [
    'email',
    /[\p{L}\p{N}._+-]+\s*[([]?(?:\bat\b|\bsobaka\b|собака|арон)[)\]]?\s*[\p{L}\p{N}-]+\s*(?:\.|\bdot\b|крапка|punct)\s*[a-z]{2,6}\b/giu,
  ],
  ['link', /(?:https?:\/\/|www\.)\S+/giu],
  ['link', /\b(?:[a-z0-9-]+\.)+(?:com|org|net|info|io|me|gg|tv|ru|ua|ro|md|uk|eu|de|pl|bg)\b(?:\/\S*)?/giu],
  ['handle', /(?<![\p{L}\p{N}._])@[\p{L}\p{N}_.]{2,}/gu],
  ['number', /\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b/gu],
  ['number', /(?<![\p{L}\p{N}])\p{Lu}{2}\s?(?:\d\s?){6,8}\p{Lu}?(?![\p{L}\p{N}])/gu],
  [
    'date',
    /(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}-\d{1,2}-\d{1,2}(?!\d)/gu,
  ],
];
const DIGITS = /(?<![\p{L}\d])\+?\(?\d(?:[ .()/\u2013-]{0,2}\d)+(?![\p{L}\d])/gu;
const DATE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/;
const IDENTITY = /^\d{8}$|^\d{10}$|^\d{13}$/;

/** @param countries whose rules national numbers follow, two capital letters each */
export function findSequences(text: string, countries: readonly string[], accounts: RegExp): Span[] {
  const spans: Span[] = [];
  for (const [kind, pattern] of PATTERNS)
    for (const match of text.matchAll(pattern)) spans.push(spanOf(kind, match.index, match[0]));
  for (const match of text.matchAll(accounts)) spans.push(accountIn(match));
  for (const match of text.matchAll(DIGITS)) spans.push(...digitsIn(match.index, match[0], text, countries));
  if (/[\d@./]/.test(text)) spans.push(...recognized(text), ...phones(text, countries));
  return spans;
}

const spanOf = (kind: MaskedKind, from: number, words: string): Span => ({
  kind,
  from,
  to: from + words.length,
});

/** “insta: name”: the name alone. */
function accountIn(match: RegExpExecArray): Span {
  const name = match.groups?.name ?? '';
  const from = match.index + match[0].length - name.length;
  return { kind: 'handle', from, to: from + name.length };
}

function digitsIn(from: number, words: string, text: string, countries: readonly string[]): Span[] {
  const digits = words.replace(/\D/g, '');
  if (digits.length < LEAST_DIGITS || DATE.test(words.trim()) || isMoneyOrYears(words)) return [];
  if (words.startsWith('+')) return [spanOf('phone', from, words)];
  const national = countries.some((country) =>
    phonesOf(text, country).some((one) => one.from <= from && one.to > from),
  );
  const bare = !/[ .()/-]/.test(words) && IDENTITY.test(digits) && !digits.startsWith('0');
  return [spanOf(bare ? 'number' : national || digits.startsWith('0') ? 'phone' : 'number', from, words)];
}

/** “100 000”, “2019-2024”. */
const isMoneyOrYears = (words: string): boolean =>
  /^[1-9]\d{0,2}(?: 000)+$/.test(words) || /^(?:19|20)\d{2}\s?[-\u2013/ ]\s?(?:19|20)\d{2}$/.test(words);

function recognized(text: string): Span[] {
  const { recognizePhoneNumber, recognizeEmail, recognizeURL, recognizeMention } = recognizers();
  const kinds: readonly [MaskedKind, Recognizer][] = [
    ['phone', recognizePhoneNumber],
    ['email', recognizeEmail],
    ['link', recognizeURL],
    ['handle', recognizeMention],
  ];
  return piecesOf(text).flatMap(({ at, piece }) =>
    kinds.flatMap(([kind, recognize]) =>
      recognize(piece, 'en-us')
        .map(({ start, end }) => ({ kind, from: at + start, to: at + end + 1 }))
        .filter((span) => kind !== 'phone' || isPhone(text.slice(span.from, span.to))),
    ),
  );
}

function isPhone(words: string): boolean {
  return (
    words.replace(/\D/g, '').length >= LEAST_DIGITS && !DATE.test(words.trim()) && !isMoneyOrYears(words)
  );
}

function piecesOf(text: string): { at: number; piece: string }[] {
  const pieces: { at: number; piece: string }[] = [];
  for (let at = 0; at < text.length; at += PIECE - OVERLAP) {
    pieces.push({ at, piece: text.slice(at, at + PIECE) });
    if (at + PIECE >= text.length) break;
  }
  return pieces;
}

const phones = (text: string, countries: readonly string[]): Span[] =>
  countries
    .flatMap((country) => phonesOf(text, country))
    .filter(({ from, to }) => isPhone(text.slice(from, to)));

function phonesOf(text: string, country: string): Span[] {
  if (!isSupportedCountry(country)) return [];
  const found = findPhoneNumbersInText(text, country);
  return found.map(({ startsAt, endsAt }) => ({ kind: 'phone', from: startsAt, to: endsAt }));
}

/** Accounts by the names of services: “my insta is sunny_fox”. */
export function accountsPattern(services: readonly string[]): RegExp {
  const names = services.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${names})(?:\\s*[:=-]\\s*|\\s+(?:\\p{L}{1,6}\\s+)?)@?(?<name>(?=[\\w.]*[\\d_.])[\\w][\\w.]{2,})`,
    'giu',
  );
}
