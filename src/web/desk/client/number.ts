/** When the safe window ends, the number goes from a page that is still open; nobody calls from an old screen. */

const LOOK_EVERY = 1_000;

export function hideInTime(page: Document): void {
  const number = page.getElementById('number');
  const seconds = Number(number?.dataset.seconds ?? Number.NaN);
  if (number === null || Number.isNaN(seconds)) return;
  const began = Date.now();
  const timer = setInterval(look, LOOK_EVERY);
  // A computer that slept shows the page at once when it wakes.
  page.addEventListener('visibilitychange', look);

  function look(): void {
    if (Date.now() - began < seconds * 1000) return;
    clearInterval(timer);
    const lock = page.getElementById('lock');
    number?.replaceChildren(number.dataset.after ?? '');
    if (lock === null) return;
    lock.replaceChildren(lock.dataset.after ?? '');
    lock.className = 'lock stop';
  }
}
