/**
 * Numbers in the wrong country: the fault that public lists of helplines really have. A Swiss number in the Turkish
 * row rings nobody, or somebody else.
 */

import { dialled } from './region.js';

interface Trap {
  number: string;
  /** Where it is at home; there it may stand. Empty: nowhere any more. */
  home: readonly string[];
  why: string;
}

/** Seen in public lists; spaces do not count. Sources: the sample table of helplines and its notes. */
const TRAPS: readonly Trap[] = [
  { number: '147', home: ['CH', 'AT'], why: 'it is the Swiss child line' },
  { number: '0848 35 45 55', home: ['CH'], why: 'it is a Swiss parents’ line' },
  { number: '117', home: ['CH', 'KG'], why: 'it is the Swiss police' },
  { number: '118', home: ['CH', 'IT'], why: 'it is the Swiss fire service' },
  { number: '144', home: ['CH', 'AT'], why: 'it is the Swiss ambulance' },
  { number: '179', home: ['MT'], why: 'it is Malta’s support line' },
  { number: '911', home: ['US', 'CA', 'AM'], why: 'it is the emergency number of North America' },
  { number: '988', home: ['US', 'CA'], why: 'it is a line of North America' },
  { number: '0800 800 818', home: ['SK'], why: 'it is the Slovak line against trafficking' },
  { number: '0800 800 678', home: ['RO'], why: 'it is the Romanian line against trafficking' },
  { number: '08000 116 016', home: [], why: 'it was replaced by 116 016' },
  { number: '70 20 30 82', home: [], why: 'it was replaced by 1888' },
  { number: '801 12 00 02', home: [], why: 'it was replaced by 800 12 00 02' },
  { number: '150', home: ['BG', 'CZ', 'SK'], why: 'the child line of Kazakhstan is 111 now' },
];

/** In Serbia 112 is not confirmed to answer. */
const WITHOUT_112: readonly string[] = ['RS'];
const HARMONISED = /^116\d{3}$/;
const EUROPEAN = new Set(
  (
    'AL AM AT AZ BA BE BG BY CH CY CZ DE DK EE ES EU FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO ' +
    'PL PT RO RS RU SE SI SK SM TR UA VA XK'
  ).split(' '),
);

/**
 * Why a number cannot stand for a country; undefined when nothing speaks against it.
 * @param number as people dial it there, or with + and its calling code
 * @param country two capital letters; empty when the list does not say
 * @param callingCode of the country, like 40, where it is known
 */
export function misplaced(
  number: string,
  country: string,
  kind: string,
  callingCode: string | undefined,
): string | undefined {
  const called = dialled(number);
  if (country === '') return 'it has no country, and such a number rings somebody else in each. Add one.';
  if (called.startsWith('+'))
    return callingCode === undefined || called.startsWith(`+${callingCode}`)
      ? undefined
      : `it belongs to another country: numbers of ${country} begin with +${callingCode}.`;
  const trap = TRAPS.find((known) => dialled(known.number) === called && !known.home.includes(country));
  if (trap !== undefined) return `${trap.why}. Look for the number of ${country}.`;
  if (called === '112' && kind === 'emergency' && WITHOUT_112.includes(country))
    return 'it is not confirmed that 112 answers there. Take the number of its police.';
  if (HARMONISED.test(called) && !EUROPEAN.has(country))
    return 'numbers that begin with 116 are European. Look for the number of that country.';
  return undefined;
}
