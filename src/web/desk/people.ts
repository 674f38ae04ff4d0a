/** Who works here, for names on pages: read anew at most every few seconds, since each account is sealed by itself. */
import type { Accounts } from '../../casework/accounts.js';
import type { Staff } from '../../casework/staff.js';

const FRESH = 15_000;

/** Only for names and lists: what somebody may is asked anew each time. */
export function rememberPeople(
  { all }: Pick<Accounts, 'all'>,
  now: () => number,
): () => Promise<readonly Staff[]> {
  let known: Promise<readonly Staff[]> | undefined;
  let at = 0;
  return () => {
    if (known !== undefined && now() >= at && now() - at < FRESH) return known;
    at = now();
    const asked = all();
    known = asked;
    asked.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked;
  };
}
