/** Keeps the page where a person is reading: language and direction, scrolling, and the focus of a keyboard. */
import type { PageState } from '../model.js';

/** Follows the bot's language with the whole page. */
export function follow(state: PageState, before: PageState): void {
  if (state.wording === before.wording) return;
  document.documentElement.lang = state.wording.code;
  document.documentElement.dir = state.wording.direction;
}

/** After something new: down to it, but never past the beginning of what answers the person's last words. */
export function keepInSight(state: PageState, before: PageState): void {
  if (state.messages.length === before.messages.length) return;
  const own = state.messages.filter(({ from }) => from === 'person').at(-1);
  const bubble = own && document.getElementById(`m-${own.key}`);
  // The button that was tapped is gone: the focus goes to what it said, so that Tab leads on to the next choices.
  if (bubble && (document.activeElement === null || document.activeElement === document.body))
    bubble.focus({ preventScroll: true });
  const page = document.documentElement;
  const bar = document.querySelector('header')?.clientHeight ?? 0;
  const top = bubble
    ? bubble.getBoundingClientRect().top + window.scrollY - bar - 12
    : Number.POSITIVE_INFINITY;
  window.scrollTo({ top: Math.min(top, page.scrollHeight - window.innerHeight) });
}

/** The list of languages closes by a tap elsewhere and by Escape, as people expect. */
export function closeMenus(page: Document): void {
  const close = (except: Element | null) => {
    for (const menu of page.querySelectorAll('.languages[open]'))
      if (!except || !menu.contains(except)) menu.removeAttribute('open');
  };
  page.addEventListener('click', ({ target }) => close(target as Element));
  page.addEventListener('keydown', ({ key, target }) => {
    if (key !== 'Escape') return;
    const summary = (target as Element).closest?.('.languages')?.querySelector('summary');
    close(null);
    summary?.focus();
  });
}
