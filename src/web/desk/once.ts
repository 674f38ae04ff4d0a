/**
 * A form that is sent twice, by a double click or an impatient second try, is done once: whoever sends the very same
 * again from the same page gets the first answer, also while the first is still being worked on.
 */
import { createHash } from 'node:crypto';
import type { Form } from './form.js';
import type { Answer } from './visit.js';

const REMEMBERED = 60_000;
const MOST = 2_000;

export interface Once {
  /** @param form with the token that each page has anew */
  do(session: string, path: string, form: Form, work: () => Promise<Answer>): Promise<Answer>;
}

/** @param now milliseconds since 1970 */
export function rememberOnce(now: () => number): Once {
  const done = new Map<string, { at: number; answer: Promise<Answer> }>();

  function forget(): void {
    for (const [key, { at }] of done) {
      if (done.size <= MOST && now() - at < REMEMBERED) return;
      done.delete(key);
    }
  }

  return {
    do(session, path, form, work) {
      forget();
      const key = createHash('sha256')
        .update(JSON.stringify([session, path, form.entries()]))
        .digest('base64url');
      const had = done.get(key);
      if (had !== undefined) return had.answer;
      const answer = work();
      done.set(key, { at: now(), answer });
      // What failed may be tried again at once.
      answer.catch(() => done.delete(key));
      return answer;
    },
  };
}
