/** More answers than fit on one screen come page by page. */
import type { Option } from '../session.js';

/** Answers on one page; with the buttons below it this stays within the narrowest channel. */
const PAGE = 7;

export const MORE_ANSWERS: Option = { id: 'more_answers', text: { key: 'common:more_answers' } };

/** The page that begins at `from`, and where the next one does: at the start again after the last. */
export function pageOf<Item>(
  all: readonly Item[],
  from: number,
): { shown: Item[]; next: number; more: Option[] } {
  const start = from < all.length ? from : 0;
  const shown = all.slice(start, start + PAGE);
  const next = start + PAGE < all.length ? start + PAGE : 0;
  return { shown, next, more: all.length > PAGE ? [MORE_ANSWERS] : [] };
}
