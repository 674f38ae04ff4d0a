/**
 * How words are compared: without case, diacritics, apostrophes and punctuation, so that "Iaşi", "IAȘI" and "iasi"
 * are one. `fold` stays in its script; `soundOf` goes over to Latin and keeps only what survives different ways of
 * transliterating, so that "Київ", "Kyiv" and "Kyjiv" meet.
 */

const LETTERS: Record<string, string> = {
  ł: 'l',
  đ: 'd',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ı: 'i',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ٱ: 'ا',
  ء: '',
};
const ARABIC_DIGITS = /[٠-٩۰-۹]/g;
const PLAIN = /^[a-z0-9 ]*$/;

/** Lower case, no diacritics or apostrophes, one space between words, digits as 0 to 9. */
export function fold(text: string): string {
  let folded = '';
  let open = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Sigma is another letter at the end of a word; what lies behind the table is rare.
    if (code >= TABLED || code === SIGMA) return foldWhole(text);
    const letters = FOLDED[code] ?? tabled(code);
    if (letters === MIXED) return foldWhole(text);
    if (letters === ' ') open = folded !== '';
    else if (letters !== '') {
      folded += open ? ` ${letters}` : letters;
      open = false;
    }
  }
  return folded;
}

/** What most letters become, by their code: a message is folded letter by letter, and only rare ones as a whole. */
const TABLED = 0x2070;
const SIGMA = 0x3a3;
/** Stands for a letter that becomes letters and a space, such as ½. */
const MIXED = '½';
const FOLDED: (string | undefined)[] = new Array(TABLED).fill(undefined);

function tabled(code: number): string {
  const letter = String.fromCharCode(code);
  // Between two letters, a space shows whether it keeps words apart or is nothing.
  const between = foldWhole(`a${letter}a`);
  const inner = between.slice(1, -1);
  const letters = inner.length > 1 && inner.includes(' ') ? MIXED : inner;
  FOLDED[code] = letters;
  return letters;
}

function foldWhole(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return lower.replace(/ +/g, ' ').trim();
  return lower
    .normalize('NFKD')
    .replace(/[\p{M}\u0640'’ʼ‘`´′ʹ]/gu, '')
    .replace(/[łđøæœßıىیکةٱء]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Ukrainian as the Cabinet's table of 2010 has it, and the letters of Russian, Bulgarian and Belarusian. */
const CYRILLIC: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'h',
  ґ: 'g',
  д: 'd',
  е: 'e',
  є: 'ie',
  ж: 'zh',
  з: 'z',
  и: 'y',
  і: 'i',
  ї: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ь: '',
  ъ: '',
  ю: 'iu',
  я: 'ia',
  ё: 'e',
  э: 'e',
  ы: 'y',
  ў: 'u',
};
const AT_START: Record<string, string> = { є: 'ye', ї: 'yi', й: 'y', ю: 'yu', я: 'ya' };

/** Cyrillic letters in Latin ones; everything else stays. */
export function latinise(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFC')
    .replace(/зг/g, 'zgh')
    .replace(/(^|[^\p{L}'’ʼ])([єїйюя])/gu, (_, before: string, letter: string) => before + AT_START[letter])
    .replace(/[а-яёєіїґўэыъ]/g, (letter) => CYRILLIC[letter] ?? letter);
}

const SOUNDS: [RegExp, string][] = [
  [/shch|sch|sh/g, 's'],
  [/zh/g, 'j'],
  [/kh/g, 'h'],
  [/ch/g, '1'],
  [/t[sz]/g, 't'],
  [/ph/g, 'f'],
  [/ck|c|q/g, 'k'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/g/g, 'h'],
  [/[iyj](?=[aeu])/g, ''],
  [/y/g, 'i'],
  [/(.)\1+/g, '$1'],
];

/** What is left of a word when spelling habits are taken away. Only to find candidates, never to show. */
export function soundOf(text: string): string {
  let sound = PLAIN.test(text) ? fold(text) : fold(latinise(text));
  for (const [pattern, by] of SOUNDS) sound = sound.replace(pattern, by);
  return sound;
}
