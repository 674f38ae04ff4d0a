/**
 * The card when the texts of a language cannot be found or said: a few words that are part of the program, so that
 * nothing about a file can take the numbers away. Never changed by content; languages of an organization's own get
 * the English ones.
 */
import type { RegionNumbers } from './numbers.js';
import type { Reply } from './reply.js';

interface Words {
  say: string;
  call(number: string): string;
  direction: 'ltr' | 'rtl';
}

const ENGLISH: Words = {
  say: 'You are not alone. Please call now:',
  call: (number) => `Call ${number}`,
  direction: 'ltr',
};
const WORDS: Readonly<Record<string, Words>> = {
  en: ENGLISH,
  ro: {
    say: 'Există ajutor. Vă rog să sunați acum:',
    call: (number) => `Sunați ${number}`,
    direction: 'ltr',
  },
  uk: {
    say: 'Допомога є. Подзвоніть, будь ласка, зараз:',
    call: (number) => `Подзвонити ${number}`,
    direction: 'ltr',
  },
  ar: {
    say: 'هناك من يساعدك. الرجاء الاتصال الآن:',
    call: (number) => `اتصال \u2066${number}\u2069`,
    direction: 'rtl',
  },
};
const EMERGENCY = '112';

export function lastResortCard(
  language: string,
  region: string,
  kinds: readonly string[],
  numbers: RegionNumbers,
): Reply {
  const words = WORDS[language] ?? ENGLISH;
  const digits = digitsOf(region, kinds, numbers);
  return {
    text: [words.say, ...digits.map((number) => `\u2066${number}\u2069`)].join('\n'),
    language: WORDS[language] === undefined ? 'en' : language,
    direction: words.direction,
    tone: 'danger',
    links: digits.map((number) => ({
      kind: 'call',
      label: words.call(number),
      uri: `tel:${number.replace(/[^+0-9]/g, '')}`,
    })),
    choices: [],
  };
}

function digitsOf(region: string, kinds: readonly string[], numbers: RegionNumbers): string[] {
  try {
    return numbers.digits(region, kinds);
  } catch {
    return [EMERGENCY];
  }
}
