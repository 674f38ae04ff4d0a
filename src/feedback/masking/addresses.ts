/** Addresses: a street by the words around its name, a house or flat by its number, a British postcode. */
import type { NamesFile } from './names-file.js';
import type { Span } from './span.js';

const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/gu;
const NUMBER = String.raw`(?:nr\.?|no\.?|буд\.?|رقم)?\s*\d{1,4}\s?(?:\p{L}(?!\p{L}))?(?:[/-]\d{1,3})?`;

export type AddressFinder = (text: string) => Span[];

export function createAddressFinder(languages: readonly NamesFile[]): AddressFinder {
  const before = oneOf(languages.flatMap((language) => language.streets_before));
  const after = oneOf(languages.flatMap((language) => language.streets_after));
  const name = String.raw`\p{Lu}[\p{L}\p{M}'’ʼ.-]*`;
  const patterns = [
    // “вул. Садова, 5”, “strada Florilor nr. 12”
    pattern(String.raw`${before}\.?\s+${name}(?:\s${name}|\s(?:cel|de|la|și)(?=\s)){0,3}(?:,?\s*${NUMBER})?`),
    // “вул. шкільна 27”
    pattern(String.raw`${before}\.?\s+\p{L}{3,}(?:\s\p{L}{3,})?,?\s${NUMBER}(?!\d)`),
    // “شارع الورد 12”
    pattern(String.raw`${before}\s+[\u0600-\u06ff]+(?:\s[\u0600-\u06ff]+){0,2}\s*${NUMBER}`),
    pattern(String.raw`${before}\s+ال[\u0600-\u06ff]+`),
    // “кв. 12”, “flat 3”
    pattern(String.raw`${before}\.?\s*${NUMBER}(?!\d)`),
    // “12 Rose Lane”, “Rose Lane”
    pattern(String.raw`(?:\d{1,4}\p{L}?,?\s)?(?:${name}\s){1,3}${after}(?!\p{L})(?:\s\d{1,4})?`),
    pattern(String.raw`\d{1,4}\p{L}?,?\s\p{L}+\s${after}(?!\p{L})`, 'giu'),
    POSTCODE,
  ];
  return (text) =>
    patterns.flatMap((one) =>
      [...text.matchAll(one)].map(
        ({ index, 0: words }): Span => ({ kind: 'address', from: index, to: index + words.trimEnd().length }),
      ),
    );
}

const pattern = (source: string, flags = 'gu'): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])${source}`, flags);

/** In small letters and with a capital one; the longest first. */
function oneOf(words: readonly string[]): string {
  const all = words.flatMap((word) => [
    word,
    word.charAt(0).toUpperCase() + word.slice(1),
    word.toLowerCase(),
  ]);
  const escaped = [...new Set(all)].map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return `(?:${escaped.sort((a, b) => b.length - a.length).join('|')})`;
}
