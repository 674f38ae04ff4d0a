/**
 * What a message means, in the order that matters: danger, what is on the screen, commands, then its content. The
 * session's language is tried first and every other shipped one after it.
 */
import type { Language } from '../content/language.js';
import { COMMANDS, type Input, type Place } from '../engine/input.js';
import { MESSAGE_CHARACTERS } from '../engine/limits.js';
import type { Asked, Option } from '../engine/session.js';
import type { IncomingContent } from '../turn/incoming.js';
import type { DangerExplained } from './danger/sense.js';
import { fold } from './fold.js';
import type { Narrow } from './needs/across.js';
import type { NeedFound } from './needs/finder.js';
import { closeOption, type Labelled, sameOption, shortenedOption } from './options.js';
import type { PackedSenses } from './packed-senses.js';
import { createSenses } from './senses.js';
import { spokenNumber } from './spoken-number.js';

/** Names of places and where they are; the directory answers. The likeliest first. */
export type FindPlaces = (
  text: string,
  languages: readonly string[],
) => (Place & { detail?: string | undefined })[];

export interface Situation {
  language: string;
  /** True while the first words may still decide the language. */
  languageOpen: boolean;
  asked: Asked | null;
  label(option: Option, language: string): string;
  findPlaces: FindPlaces;
  /** What a shared position is called in a sentence. */
  yourPlace: string;
}

export interface Understood {
  input: Input;
  /** The language of the message, where it settles the conversation's. */
  language: string | undefined;
}

export interface Understanding {
  understand(content: IncomingContent, situation: Situation): Promise<Understood>;
  /** Is somebody in danger? The first thing asked of any message, and the only one when all else fails. */
  danger(content: IncomingContent, language: string): Extract<Input, { kind: 'danger' }> | undefined;
  /** The same of a text, with the reason in plain words, for authors. */
  explainDanger(text: string, language: string): DangerExplained | undefined;
}

export const HELP_NOW = '!help_now';
/** Towns offered when a name could be several, and how many kinds of help. */
const MOST_MAYBES = 5;
const MOST_NEEDS = 3;
/** A need this likely is taken at once; below it, one that is nearly as likely is offered beside it. */
const SURE = 0.5;
const NEARLY = 0.6;

/**
 * @param needs which needs are narrow ones, and of which
 * @param packed where it was made before
 */
export function createUnderstanding(
  languages: readonly Language[],
  needs: readonly Narrow[] = [],
  packed?: PackedSenses,
): Understanding {
  const senses = createSenses(languages, needs, packed);
  const codes = senses.lexicons.map(({ language }) => language);

  function danger(
    content: IncomingContent,
    language: string,
  ): Extract<Input, { kind: 'danger' }> | undefined {
    if (content.kind === 'choice' && content.id === HELP_NOW)
      return { kind: 'danger', class: 'danger_now', language };
    const text = content.kind === 'text' ? content.text : content.kind === 'choice' ? content.label : '';
    const seen = senses.danger.see(text, language);
    return seen === undefined ? undefined : { kind: 'danger', ...seen };
  }

  async function meaning(text: string, situation: Situation, language: string): Promise<Input> {
    const folded = fold(text);
    const words = folded.split(' ');
    const options = labelled(situation, language);
    if (folded === '0') return { kind: 'danger', class: 'danger_now', language };
    const expects = situation.asked?.expects ?? 'option';
    if (WRITTEN.has(expects)) return written(text, folded, options, language, expects === 'words');
    const same =
      sameOption(folded, options) ?? (text.endsWith('…') ? shortenedOption(folded, options) : undefined);
    if (same !== undefined) return chosen(same.id);
    // “Yes”, “no” or “skip” in the person's words is the name of the option that means it.
    const answered = senses.commands.answer(folded, language);
    if (situation.asked?.options.some(({ id }) => id === answered)) return chosen(answered ?? '');
    const ordered = senses.commands.command(folded, language);
    if (ordered !== undefined) return { kind: 'command', command: ordered };
    if (senses.lexicons.some(({ greetings }) => greetings.has(folded))) return { kind: 'opened' };
    const named = senses.languageNamed(folded);
    if (named !== undefined) return { kind: 'language', language: named };
    const { content, clear } = understandContent(text, words, situation, language);
    if (content !== undefined && clear) return content;
    const close = closeOption(folded, options) ?? (await byNumber(text, options, language));
    return close === undefined ? (content ?? { kind: 'unclear' }) : chosen(close.id);
  }

  /** Where words, a number or a date are asked for: a button’s label and the commands are themselves, all else is it. */
  function written(
    text: string,
    folded: string,
    options: Labelled[],
    language: string,
    /** Where the answer is no number, a number is a button’s. */
    numbered: boolean,
  ): Input {
    const answered = senses.commands.answer(folded, language);
    const tapped =
      options.find(({ id, label }) => fold(label) === folded || id === answered) ??
      (numbered ? sameOption(folded, options) : undefined);
    if (tapped !== undefined) return chosen(tapped.id);
    const ordered = senses.commands.command(folded, language);
    return ordered === undefined ? { kind: 'words', words: text } : { kind: 'command', command: ordered };
  }

  /** `clear` is false for a need that is only guessed: what is on the screen may be nearer. */
  function understandContent(
    text: string,
    words: string[],
    situation: Situation,
    language: string,
  ): { content?: Input; clear: boolean } {
    const expects = situation.asked?.expects;
    const found = senses.needs.find(words, language);
    const places = situation.findPlaces(text, [language, ...codes]);
    const [need, second] = found;
    const [place] = places;
    if (expects === 'place' && places.length > 1) return { content: whichPlace(places), clear: true };
    if (expects === 'place' && place !== undefined)
      return { content: { kind: 'content', place: plain(place) }, clear: true };
    const clear = place !== undefined || (need !== undefined && need.score >= SURE);
    if (expects === 'need' && need !== undefined && !clear && (second?.score ?? 0) > need.score * NEARLY)
      return { content: whichNeed(found.slice(0, MOST_NEEDS), situation, language), clear: true };
    // A town that nobody knows must not turn into a need.
    const guessed = expects === 'place' && !clear;
    if ((need === undefined && place === undefined) || guessed) return { clear };
    const content: Input = {
      kind: 'content',
      ...(need === undefined ? {} : { need: need.code }),
      ...(place === undefined || places.length > 1 ? {} : { place: plain(place) }),
    };
    return { content, clear };
  }

  return {
    danger,
    explainDanger: senses.danger.explain,
    async understand(content, situation) {
      const onScreen = isOnTheScreen(content, situation);
      const seen = onScreen ? undefined : danger(content, situation.language);
      if (seen !== undefined) return { input: seen, language: undefined };
      switch (content.kind) {
        case 'opened':
        case 'unreadable':
          return { input: { kind: content.kind }, language: undefined };
        case 'location': {
          const { latitude, longitude } = content;
          const place = { name: situation.yourPlace, latitude, longitude, shared: true };
          return { input: { kind: 'content', place }, language: undefined };
        }
        case 'choice': {
          const tapped = tap(content.id, situation.asked);
          if (tapped !== undefined) return { input: tapped, language: undefined };
          return { input: await meaning(content.label, situation, situation.language), language: undefined };
        }
        case 'text': {
          const text = content.text.slice(0, MESSAGE_CHARACTERS).trim();
          const words = fold(text).split(' ');
          // What a button says was written by us; it does not tell which language the person speaks.
          // Nor does a name, a number or a reference.
          const asksWords = WRITTEN.has(situation.asked?.expects ?? 'option');
          const open = situation.languageOpen && !onScreen && !asksWords;
          const spoken = open ? await senses.detector.detect(text, words) : undefined;
          const input = await meaning(text, situation, spoken ?? situation.language);
          return { input, language: spoken };
        }
      }
    },
  };
}

/** What a step may ask to be written. */
const WRITTEN: ReadonlySet<Asked['expects']> = new Set(['words', 'number', 'date']);

const chosen = (id: string): Input => tap(id, null) ?? { kind: 'option', id };

/** A tapped button: one of the program’s own (`!menu`), or one that is on the screen now. */
function tap(id: string, asked: Asked | null): Input | undefined {
  const command = COMMANDS.find((name) => id === `!${name}`);
  if (command !== undefined) return { kind: 'command', command };
  return asked?.options.some((option) => option.id === id) ? { kind: 'option', id } : undefined;
}

/**
 * True when the message is what a button on the screen says, tapped or typed: “Rape crisis line” or “I am under 18” is
 * then an answer and no cry for help. Some channels send a tap as its words.
 */
function isOnTheScreen(content: IncomingContent, { asked, label, language }: Situation): boolean {
  if (content.kind !== 'text' && content.kind !== 'choice') return false;
  const said = content.kind === 'text' ? content.text.slice(0, MESSAGE_CHARACTERS) : content.label;
  const folded = fold(said);
  const options = (asked?.options ?? []).map((option) => ({
    id: option.id,
    label: label(option, language),
  }));
  return (
    options.some(
      (option) => fold(option.label) === folded || (content.kind === 'choice' && content.id === option.id),
    ) ||
    (said.trimEnd().endsWith('…') && shortenedOption(folded, options) !== undefined)
  );
}

function labelled({ asked, label }: Situation, language: string): Labelled[] {
  return (asked?.options ?? []).map((option) => ({ id: option.id, label: label(option, language) }));
}

async function byNumber(
  text: string,
  options: readonly Labelled[],
  language: string,
): Promise<Labelled | undefined> {
  if (options.length === 0) return undefined;
  const number = await spokenNumber(text, language);
  return number === undefined ? undefined : options[number - 1];
}

const plain = ({ name, latitude, longitude }: Place): Place => ({ name, latitude, longitude });

function whichNeed(found: readonly NeedFound[], { label }: Situation, language: string): Input {
  return {
    kind: 'unsure',
    options: found.map(({ code }) => ({
      id: code,
      words: label({ id: code, text: { key: `needs:${code}` } }, language),
      answer: { kind: 'need', code },
    })),
  };
}

function whichPlace(places: ReturnType<FindPlaces>): Input {
  return {
    kind: 'unsure',
    options: places.slice(0, MOST_MAYBES).map((place, index) => ({
      id: `maybe_${index + 1}`,
      words: place.detail === undefined ? place.name : `${place.name} (${place.detail})`,
      answer: { kind: 'place', ...plain(place) },
    })),
  };
}
