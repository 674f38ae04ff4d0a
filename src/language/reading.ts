/**
 * What is understood of one message by itself, outside of any conversation, and why: for authors, who see what the
 * bot makes of people's words. Its fields are those of `kinline understand`.
 */
import type { DateTime } from 'luxon';
import type { Command, DangerClass } from '../engine/input.js';
import { MESSAGE_CHARACTERS } from '../engine/limits.js';
import type { Spoken } from './commands.js';
import { fold } from './fold.js';
import { findPhones, type Phone } from './phones/phones.js';
import type { Senses } from './senses.js';
import type { FindPlaces } from './understand.js';
import { calendarOf } from './when/calendar.js';
import type { When } from './when/windows.js';

export interface Reading {
  text: string;
  language: { code: string; sure: boolean };
  danger: { class: DangerClass; because: string } | null;
  command: Command | Spoken | 'unclear' | null;
  /** `others` are the next likeliest; a narrow need's broader one is always among the first two. */
  need: { code: string; others: string[] } | null;
  when: When | null;
  phones: Phone[];
  place: { name: string; lat: number; lon: number } | null;
}

export interface Reader {
  /** @param language undefined where it is to be found from the message */
  read(text: string, language: string | undefined): Promise<Reading>;
}

/** Where and when a message is read: whose numbers and week, and the person's local time. */
export interface Here {
  country: string;
  now(): DateTime;
}

/** Needs told after the likeliest one. */
const OTHERS = 2;

/**
 * @param fallback the language of a message that does not tell its own
 * @param here without it no times are read, and of numbers only international ones
 */
export function createReader(senses: Senses, findPlaces: FindPlaces, fallback: string, here?: Here): Reader {
  const calendar = here && calendarOf(here.country);
  const codes = senses.lexicons.map(({ language }) => language);

  async function languageOf(text: string, words: readonly string[]): Promise<Reading['language']> {
    const found = await senses.detector.detect(text, words);
    return found === undefined ? { code: fallback, sure: false } : { code: found, sure: true };
  }

  return {
    async read(whole, given) {
      const text = whole.slice(0, MESSAGE_CHARACTERS).trim();
      const folded = fold(text);
      const words = folded.split(' ');
      const language = given === undefined ? await languageOf(text, words) : { code: given, sure: true };
      const danger = dangerIn(text, folded, language.code, senses);
      const command = commandOf(folded, language.code, senses);
      const [place] =
        command === undefined && folded !== '' ? findPlaces(text, [language.code, ...codes]) : [];
      const when =
        command === undefined && here !== undefined && calendar !== undefined
          ? senses.when.find(text, language.code, here.now(), calendar)
          : undefined;
      // A wish for a time is made of words of time; what else they remind of is chance.
      const [need, ...others] =
        command === undefined && when === undefined ? senses.needs.find(words, language.code) : [];
      const phones = await findPhones(text, here?.country);
      const nothing =
        phones.length === 0 && [danger, command, need, when, place].every((found) => found === undefined);
      return {
        text: whole,
        language,
        danger: danger ?? null,
        command: nothing ? 'unclear' : (command ?? null),
        need:
          need === undefined
            ? null
            : { code: need.code, others: others.slice(0, OTHERS).map(({ code }) => code) },
        when: when ?? null,
        phones,
        place:
          place === undefined
            ? null
            : { name: place.name, lat: rounded(place.latitude), lon: rounded(place.longitude) },
      };
    },
  };
}

/** A metre is close enough. */
const rounded = (degrees: number): number => Number(degrees.toFixed(5));

function dangerIn(
  text: string,
  folded: string,
  language: string,
  { danger }: Senses,
): NonNullable<Reading['danger']> | undefined {
  if (folded === '0') return { class: 'danger_now', because: '0 is the key for help now' };
  const seen = danger.explain(text, language);
  return seen === undefined ? undefined : { class: seen.class, because: seen.because };
}

function commandOf(
  folded: string,
  language: string,
  { commands, languageNamed }: Senses,
): Command | Spoken | undefined {
  const command = commands.command(folded, language) ?? commands.answer(folded, language);
  return command ?? (languageNamed(folded) === undefined ? undefined : 'language');
}
