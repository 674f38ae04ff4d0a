/** What somebody is told who may not, or came too late; in words, with the way on. */
import type { RefusedCase } from '../../../casework/cases.js';
import type { Denied } from '../../../casework/may.js';
import type { DeskText } from '../texts.js';
import { type Answer, page, type Visit } from '../visit.js';
import type { Words } from '../words.js';

const DENIED: readonly Denied[] = ['disabled', 'role', 'conduct', 'training', 'region', 'team'];
const isDenied = (why: string): why is Denied => DENIED.some((each) => each === why);

export function refusalWords(
  words: Words,
  { refused, by }: Pick<RefusedCase, 'refused' | 'by'>,
  names: ReadonlyMap<string, string>,
): string {
  if (isDenied(refused)) return words.say(`denied.${refused}`);
  if (refused === 'claimed_by_another')
    return words.say('refusal.claimed_by_another', { name: names.get(by ?? '') ?? '–' });
  return words.say(`refusal.${refused}`);
}

export function denied(visit: Visit, why: Denied, here = '/desk'): Answer {
  const { words } = visit;
  return page(
    words.say('denied.title'),
    <>
      <p class="problems" role="alert">
        {words.say(`denied.${why}`)}
      </p>
      <p>
        {why === 'conduct' ? (
          <a class="button" href="/desk/conduct">
            {words.say('conduct.title')}
          </a>
        ) : (
          <a href="/desk">{words.say('page.title')}</a>
        )}
      </p>
    </>,
    { status: 403, here },
  );
}

/** A page of a few words: an address that leads nowhere, a form that cannot be read, a fault. */
export function plain(visit: Visit, status: number, text: DeskText, here = '/desk'): Answer {
  const { words } = visit;
  return page(
    words.say(text),
    <p>
      <a href="/desk">{words.say('page.title')}</a>
    </p>,
    { status, here },
  );
}
