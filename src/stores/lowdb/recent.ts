/**
 * Sessions that were written last, as text: most messages come from one of them, and need neither disk nor cipher.
 * In memory they stand as readable as in the turn that has just made them; on disk nothing changes. With its key a
 * session goes from here too, and nothing stays for longer than its key does.
 */
import type { Place } from './line.js';

/** Characters kept of all sessions together. */
const CHARACTERS = 8 * 1024 * 1024;
/** A longer session is read from disk each time. */
const LONGEST = 16 * 1024;

export interface Recent {
  /** The text of the session with this key, if that is what lies at this place. */
  get(key: string, place: Place): string | undefined;
  keep(key: string, place: Place, text: string): void;
  forget(keys: readonly string[]): void;
}

export function createRecent(characters = CHARACTERS): Recent {
  const sessions = new Map<string, { place: Place; text: string }>();
  let held = 0;

  function drop(key: string): void {
    held -= sessions.get(key)?.text.length ?? 0;
    sessions.delete(key);
  }

  return {
    get(key, { segment, offset }) {
      const found = sessions.get(key);
      return found?.place.segment === segment && found.place.offset === offset ? found.text : undefined;
    },
    keep(key, place, text) {
      drop(key);
      if (text.length > LONGEST) return;
      sessions.set(key, { place, text });
      held += text.length;
      for (const oldest of sessions.keys()) {
        if (held <= characters) break;
        drop(oldest);
      }
    },
    forget(keys) {
      for (const key of keys) drop(key);
    },
  };
}
