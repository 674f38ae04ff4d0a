/** The list on the page is asked for again now and then, and put in only where it changed. */

const EVERY = 15_000;

export type Tell = (state: 'lost' | 'back' | 'ended' | undefined) => void;

export function follow(page: Document, tell: Tell): void {
  const list = page.getElementById('list');
  const from = list?.dataset.from;
  if (list === null || from === undefined) return;
  let tag = list.dataset.tag ?? '';
  let lost = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(): Promise<void> {
    try {
      const answer = await fetch(from ?? '', { headers: { 'If-None-Match': tag }, redirect: 'manual' });
      if (answer.status === 401 || answer.type === 'opaqueredirect') return tell('ended');
      if (answer.status !== 200 && answer.status !== 304) throw new Error('no list');
      if (lost) tell('back');
      lost = false;
      if (answer.status === 304) return;
      tag = answer.headers.get('ETag') ?? '';
      put(await answer.text());
    } catch {
      lost = true;
      tell('lost');
    }
  }

  /** Whoever stands on a link or button of the list stays on it. */
  function put(html: string): void {
    const focused = list?.contains(page.activeElement) ? page.activeElement?.id : undefined;
    const fresh = new DOMParser().parseFromString(html, 'text/html');
    list?.replaceChildren(...fresh.body.childNodes);
    if (focused) page.getElementById(focused)?.focus();
  }

  /** A page that nobody sees asks for nothing; it looks at once when it is seen again. */
  function again(): void {
    clearTimeout(timer);
    if (page.hidden) return;
    timer = setTimeout(() => void look().finally(again), EVERY);
  }
  page.addEventListener('visibilitychange', () => {
    if (page.hidden) clearTimeout(timer);
    else void look().finally(again);
  });
  for (const event of ['online', 'offline']) addEventListener(event, () => void look().finally(again));
  again();
}
