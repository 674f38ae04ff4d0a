/**
 * When a person may be called, from their own words: windows in local time, or why it has to be asked back. Right or
 * asked, never guessed.
 */
import type { DateTime } from 'luxon';
import type { WhenWords } from '../../content/when-words.js';
import { parseWish } from './parse.js';
import { createTokenizer } from './tokens.js';
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
/** A telephone number beside the time is none of its hours; nine digits, and no date. */
const TELEPHONE = /(?!\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})\+?\d(?:[ ().-]{0,2}\d){8,}/g;

export function createWhenFinder(words: WhenWords): WhenFinder {
  const tokenize = createTokenizer(words);
  return {
    find(text, now, calendar) {
      const wish = parseWish(tokenize(text.slice(0, LONGEST).replace(TELEPHONE, ' ')));
      if (!aboutTime(wish)) return undefined;
      return windowsOf(wish, now, calendar, words.next_weekday);
    },
  };
}

function aboutTime({ clauses, except, fromNow, unclear, words: { time, all } }: Wish): boolean {
  const anything =
    clauses.length +
    except.filter(({ days, times }) => days.length + times.length > 0).length +
    fromNow.length;
  if (anything === 0 && unclear === undefined) return false;
  return all <= 2 ? time > 0 : time / all >= ENOUGH;
}
