/** Times in any shipped language, the person's own first. */
import type { DateTime } from 'luxon';
import type { Language } from '../../content/language.js';
import { createWhenFinder, type WhenFinder } from './when.js';
import type { Calendar, When } from './windows.js';

export interface WhenAcross {
  find(text: string, language: string, now: DateTime, calendar: Calendar): When | undefined;
}

export function createWhenAcross(languages: readonly Language[]): WhenAcross {
  const finders = new Map<string, WhenFinder>();
  /** Laid out when somebody first speaks of a time in it. */
  function finderOf({ code, when }: Language): WhenFinder {
    const known = finders.get(code) ?? createWhenFinder(when);
    finders.set(code, known);
    return known;
  }
  return {
    find(text, language, now, calendar) {
      const ordered = [...languages].sort(
        (a, b) => Number(b.code === language) - Number(a.code === language),
      );
      for (const own of ordered) {
        const found = finderOf(own).find(text, now, calendar);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}
