/**
 * The danger card as the engine sees it: it stands above the question that waits, takes nothing from it, and brings
 * ways on of its own. They are there until the next other thing is said.
 */
import type { DialogSet } from './dialog.js';
import type { CardWay, Input } from './input.js';
import type { Option, Session, StandingCard } from './session.js';
import type { Walk } from './walk.js';

/** The dialog that a callback is asked in, where an organization has one. */
export const CALLBACK_DIALOG = 'callback';

const WAY = '!';
const COUNTRY = '!country_';
/** Shown when a way of a card is taken that no longer stands there. */
const DEFAULT_CLASS = 'danger_now';

/** The buttons that a standing card adds to those of the question. */
export function cardOptions({ card, child }: Session, content: DialogSet): Option[] {
  if (card === undefined || card.choosing) return [];
  const person = content.dialogs.has(CALLBACK_DIALOG) ? 'callback' : 'person';
  const names = ['not_meant', 'other_country', ...(child ? [] : ['under_18']), person, 'exit'];
  return names.map((name) => ({ id: `${WAY}${name}`, text: { key: `danger:way.${name}` } }));
}

/** The button by which a country is chosen. */
export const countryOption = (country: string): string => `${COUNTRY}${country}`;

/** The way that a button of a card means; undefined for every other button. */
export function wayOf(id: string): CardWay | undefined {
  if (id.startsWith(COUNTRY)) return { country: id.slice(COUNTRY.length) };
  const name = id.slice(WAY.length);
  return id.startsWith(WAY) && isWay(name) ? name : undefined;
}

const isWay = (name: string): name is Extract<CardWay, string> =>
  ['not_meant', 'other_country', 'under_18', 'callback'].includes(name);

export function danger(walk: Walk, { class: seen, language }: Extract<Input, { kind: 'danger' }>): void {
  walk.emit({ type: 'danger_seen', class: seen, language });
}

/** Goes a way on from the card. Whatever it is, the question that waits stays and is asked again. */
export async function followCard(walk: Walk, content: DialogSet, way: CardWay): Promise<void> {
  if (way === 'callback' && content.dialogs.has(CALLBACK_DIALOG))
    return walk.backTo(CALLBACK_DIALOG) ? undefined : walk.call(CALLBACK_DIALOG);
  if (way === 'other_country') return offerCountries(walk, false);
  if (way === 'not_meant') walk.emit({ type: 'said', text: { key: 'danger:not_meant' } });
  if (way === 'under_18') walk.emit({ type: 'child_known' });
  if (typeof way === 'object') walk.emit({ type: 'region_changed', region: way.country });
  if (way === 'under_18' || typeof way === 'object') showAgain(walk);
  walk.askAgain();
}

export function offerCountries(walk: Walk, again: boolean): void {
  walk.card = { ...standing(walk), choosing: true };
  walk.emit({ type: 'countries_offered', again });
}

/** Back from the countries: the question and the card's ways on stand where they were. */
export function stayWithCard(walk: Walk): void {
  const { class: seen, language } = standing(walk);
  walk.card = { class: seen, language };
  walk.askAgain();
}

function showAgain(walk: Walk): void {
  const { class: seen, language } = standing(walk);
  walk.card = { class: seen, language };
  walk.emit({ type: 'card_shown', class: seen, language });
}

function standing(walk: Walk): StandingCard {
  return walk.cardBefore ?? { class: DEFAULT_CLASS, language: walk.speaks };
}
