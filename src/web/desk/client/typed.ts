/**
 * What somebody typed is never lost to a bad line: before a form goes, the server is asked whether it is there and knows
 * this session. If not, the form stays as it is and the page says so. Nothing is kept in the browser.
 */
import type { Tell } from './follow.js';

const ALIVE = '/desk/alive';
const PATIENCE = 8_000;

export function keepTyped(page: Document, tell: Tell): void {
  let sent: HTMLFormElement | undefined;
  let asking = false;
  page.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
    event.preventDefault();
    // A second click while the first is on its way is none.
    if (asking || sent !== undefined) return;
    asking = true;
    const by = event.submitter;
    void alive().then((state) => {
      asking = false;
      if (state !== undefined) return tell(state);
      sent = form;
      send(form, by);
    });
  });
  // The browser asks before a page goes away with something typed in it that was not sent.
  addEventListener('beforeunload', (event) => {
    if (!hasTyped(page, sent)) return;
    event.preventDefault();
    sent = undefined;
  });
  addEventListener('pageshow', () => {
    sent = undefined;
  });
}

async function alive(): Promise<'lost' | 'ended' | undefined> {
  try {
    const { status } = await fetch(ALIVE, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) });
    // Whoever has no session yet is about to get one.
    if (status === 401)
      return document.getElementById('line')?.dataset.signed === undefined ? undefined : 'ended';
    return status === 204 ? undefined : 'lost';
  } catch {
    return 'lost';
  }
}

/** `submit()` does not tell the server which button it was. */
function send(form: HTMLFormElement, by: HTMLElement | null): void {
  if (by instanceof HTMLButtonElement) {
    if (by.hasAttribute('formaction')) form.action = by.formAction;
    if (by.name !== '') {
      const field = document.createElement('input');
      field.type = 'hidden';
      field.name = by.name;
      field.value = by.value;
      form.append(field);
    }
  }
  form.submit();
}

function hasTyped(page: Document, sent: HTMLFormElement | undefined): boolean {
  const fields = [...page.querySelectorAll('textarea')].filter(
    ({ form }) => form !== sent || sent === undefined,
  );
  return fields.some(({ value, defaultValue }) => value !== defaultValue);
}
