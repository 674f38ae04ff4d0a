/** What a danger card adds to the screen: its ways on, or the countries to choose from. */

import { FALLBACK_REGION } from '../content/regions/region.js';
import { cardOptions, countryOption, wayOf } from '../engine/card.js';
import type { DialogSet } from '../engine/dialog.js';
import type { Input } from '../engine/input.js';
import type { Asked, Option, Session } from '../engine/session.js';
import type { Speech } from '../language/speech.js';
import { countryNamed } from './countries.js';
import type { IncomingContent } from './incoming.js';
import type { RegionNumbers } from './numbers.js';

/** What can be tapped or typed now: the question's own answers first, so that their numbers stay. */
export function screenOf(
  session: Session,
  dialogs: DialogSet,
  speech: Speech,
  numbers: RegionNumbers,
): Asked | null {
  const { asked, card, region } = session;
  if (card === undefined) return asked;
  if (card.choosing) return countryQuestion(region, false, speech, numbers);
  const ways = cardOptions(session, dialogs);
  return asked === null ? asked : { ...asked, options: [...asked.options, ...ways] };
}

/** @param again when the answer before was no country that is known */
export function countryQuestion(
  region: string,
  again: boolean,
  { formats, language }: Speech,
  numbers: RegionNumbers,
): Asked {
  const named = numbers.others(region).filter((country) => country !== FALLBACK_REGION);
  const options: Option[] = named
    .map((country) => ({ id: countryOption(country), words: formats.countryName(country) }))
    .sort((one, other) => one.words.localeCompare(other.words, language));
  const elsewhere: Option = { id: countryOption(FALLBACK_REGION), text: { key: 'danger:elsewhere' } };
  return {
    text: { key: again ? 'danger:which_country_again' : 'danger:which_country' },
    expects: 'option',
    options: region === FALLBACK_REGION ? options : [...options, elsewhere],
  };
}

/** A tapped button of a card, also of one further up that stands no more. */
export function tappedWay(content: IncomingContent): Input | undefined {
  const way = content.kind === 'choice' ? wayOf(content.id) : undefined;
  return way === undefined ? undefined : { kind: 'card', way };
}

/**
 * What was understood, seen from the card: an answer that is one of its ways, or a country's name where one may be
 * meant. A name typed where a place is asked for is a place to search in, and changes no region.
 */
export function seenFromCard(
  input: Input,
  content: IncomingContent,
  { card, asked }: Session,
  languages: readonly string[],
  numbers: RegionNumbers,
): Input {
  if (input.kind === 'option') {
    const way = wayOf(input.id);
    return way === undefined ? input : { kind: 'card', way };
  }
  const open = card?.choosing === true || (card !== undefined && asked?.expects !== 'place');
  if (!open || content.kind !== 'text' || !MAY_BE_COUNTRY.has(input.kind)) return input;
  if (!card.choosing && input.kind === 'content' && input.need !== undefined) return input;
  const country = countryNamed(content.text, languages, numbers.others(''));
  return country === undefined ? input : { kind: 'card', way: { country } };
}

const MAY_BE_COUNTRY: ReadonlySet<Input['kind']> = new Set(['content', 'unsure', 'unclear']);
