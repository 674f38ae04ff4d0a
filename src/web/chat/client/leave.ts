/** The quick exit: first nothing is to be seen any more, then the browser goes elsewhere, and Back leads past us. */

/** Takes everything off the page at once. */
export function blank(): void {
  document.title = '';
  document.body.replaceChildren();
  document.documentElement.className = 'blank';
}

/**
 * @param token of the open conversation, so that the server ends it, even if the tab is closed at once
 * @param neutralUrl the way out when the server is known to be out of reach, else undefined
 */
export function leave(nonce: string, token: string, neutralUrl: string | undefined): void {
  const exit = `/exit?c=${nonce}`;
  blank();
  navigator.sendBeacon?.(exit, token);
  location.replace(neutralUrl ?? exit);
}

const WITHIN = 5_000;
const TIMES = 3;

/**
 * Shift three times. Only a Shift pressed and let go by itself counts: not one that makes a capital, changes the
 * keyboard's layout or belongs to an input method. Escape is no good for this, it stops pages from loading.
 */
export function onShiftThrice(target: EventTarget, action: () => void, now: () => number): void {
  let presses: number[] = [];
  let alone = false;
  const reset = () => {
    presses = [];
    alone = false;
  };
  target.addEventListener('keydown', (event) => {
    const { key, repeat, ctrlKey, altKey, metaKey, isComposing } = event as KeyboardEvent;
    if (key !== 'Shift' || repeat || ctrlKey || altKey || metaKey || isComposing) reset();
    else alone = true;
  });
  target.addEventListener('keyup', (event) => {
    if ((event as KeyboardEvent).key !== 'Shift' || !alone) return;
    alone = false;
    presses = [...presses, now()].filter((at) => now() - at < WITHIN);
    if (presses.length >= TIMES) {
      reset();
      action();
    }
  });
  // Shift held while something is tapped or selected is a modifier too.
  target.addEventListener('pointerdown', reset);
}
