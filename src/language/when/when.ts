/**
 * When a person may be called, from their own words: windows in local time, or why it has to be asked back. Right or
 * asked, never guessed.
 */
import type { DateTime } from 'luxon';
import type { WhenWords } from '../../content/when-words.js';
import { parseWish } from './parse.js';
import { createTokenizer, is, type Token } from './tokens.js';
import { type Calendar, type When, windowsOf } from './windows.js';
import type { Wish } from './wish.js';

export interface WhenFinder {
  /** Undefined where the message says nothing about a time to come. */
  find(text: string, now: DateTime, calendar: Calendar): When | undefined;
}

/** Longer messages are stories; a wish stands in a sentence or two. */
const LONGEST = 400;
/** Most words must be about time, or “since Monday we have no heating” would be a wish. */
const ENOUGH = 0.65;
/** A day with its hours is a wish among more words. */
const ENOUGH_WITH_BOTH = 0.6;
/** A telephone number beside the time is none of its hours; nine digits, and no date. */
const TELEPHONE = /(?!\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})\+?\d(?:[ ().-]{0,2}\d){8,}/g;

export function createWhenFinder(words: WhenWords): WhenFinder {
  const tokenize = createTokenizer(words);
  return {
    find(text, now, calendar) {
      const wish = wishOf(tokenize(text.slice(0, LONGEST).replace(TELEPHONE, ' ')));
      if (!aboutTime(wish)) return undefined;
      const missing = hidden(wish);
      return missing === undefined
        ? windowsOf(wish, now, calendar, words.next_weekday)
        : { ask: wish.unclear ?? missing };
    },
  };
}

/** Reasons say times too: “he goes out at weekends, so Sunday at 10”, “Thursday at 9, because I work until 2”. */
function wishOf(tokens: readonly Token[]): Wish {
  const so = tokens.findLastIndex((token, at) => at > 0 && is(token, 'so'));
  if (so > 0) {
    const before = parseWish(tokens.slice(0, so));
    const after = wishOf(tokens.slice(so + 1));
    if (namesDays(after)) return after;
    // “Tomorrow I work, so after 6”: tomorrow, or not?
    if (after.clauses.length > 0 && namesDays(before)) return { ...after, unclear: 'day' };
    if (after.clauses.length > 0) return after;
  }
  const because = tokens.findIndex((token, at) => at > 0 && is(token, 'because'));
  if (because > 0) {
    const before = parseWish(tokens.slice(0, because));
    const after = parseWish(tokens.slice(because + 1));
    const hours = (wish: Wish) => wish.clauses.some(({ times }) => times.length > 0);
    if (aboutTime(before) && !namesDays(after) && (hours(before) || !hours(after))) return before;
  }
  return parseWish(tokens);
}

const namesDays = ({ clauses, fromNow }: Wish): boolean =>
  fromNow.length > 0 || clauses.some(({ days }) => days.length > 0);

/** “Same time tomorrow”, “tmorw after 5”: a word that nobody knows may be the hour or the day that is missing. */
function hidden({ clauses, fromNow, words: { unknown } }: Wish): 'hour' | 'day' | undefined {
  if (unknown === 0 || fromNow.length > 0 || clauses.length === 0) return undefined;
  if (clauses.every(({ times }) => times.length === 0)) return 'hour';
  return clauses.every(({ days }) => days.length === 0) ? 'day' : undefined;
}

function aboutTime({ clauses, except, fromNow, unclear, words: { time, all } }: Wish): boolean {
  const anything =
    clauses.length +
    except.filter(({ days, times }) => days.length + times.length > 0).length +
    fromNow.length;
  if (anything === 0 && unclear === undefined) return false;
  if (all <= 2) return time > 0;
  const full = clauses.some(({ days, times }) => days.length > 0 && times.length > 0);
  return time / all >= (full ? ENOUGH_WITH_BOTH : ENOUGH);
}
