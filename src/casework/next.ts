/** What somebody should do next: their own that is safe now, then what is urgent, then what waits longest. */
import { contactAllowed } from '../callbacks/contact.js';
import type { View } from './cases.js';
import type { Entry } from './shelf.js';

/** @param lists each in the order in which it must be worked */
export function nextFor(
  lists: (view: View) => readonly (readonly Entry[])[],
  now: number,
): string | undefined {
  const first = (view: View, wanted: (entry: Entry) => boolean) => {
    for (const list of lists(view)) {
      const found = list.find(wanted);
      if (found !== undefined) return found.facets.id;
    }
    return undefined;
  };
  const free = ({ facets }: Entry) => facets.claimedBy === null;
  const callable = ({ facets }: Entry) => facets.calls === 'they' || contactAllowed(facets, now).allowed;
  const unreached = ({ facets }: Entry) => facets.status === 'claimed';
  return (
    first('mine', (entry) => unreached(entry) && entry.facets.calls === 'we' && callable(entry)) ??
    first('urgent', free) ??
    first('now_safe', free) ??
    first('team', free)
  );
}
