/** Opening the chat page as a person would, and what tests often do there. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { SAYINGS, type Sayings } from './sayings.js';
import type { Service } from './service.js';

export interface Visit {
  page: Page;
  words: Sayings;
}

export const wordsOf = (language: string): Sayings => SAYINGS[language] as Sayings;

export const label = (words: Sayings, id: string): string => words.labels[id] ?? id;

/** A fresh person: nothing is shared with other visits. Arrives from another page, so that there is a way back. */
export async function visit(
  browser: Browser,
  service: Service,
  options: BrowserContextOptions & { ready?: boolean; prepare?: (page: Page) => Promise<void> } = {},
): Promise<Visit> {
  const { ready = true, prepare, ...more } = options;
  const language = more.locale ?? 'en';
  const context = await browser.newContext({ locale: language, reducedMotion: 'reduce', ...more });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  await page.goto(`${service.neutralUrl}?before`);
  await prepare?.(page);
  const heard = ready ? firstFrame(page) : undefined;
  // A redirected request cannot be intercepted, so a prepared page is opened by its own address.
  await page.goto(prepare ? await chatAddress(service) : service.url);
  await heard;
  return { page, words: wordsOf(language) };
}

/** The bot's own greeting has come over the line. */
function firstFrame(page: Page): Promise<void> {
  return new Promise((resolve) => {
    page.on('websocket', (socket) => socket.on('framereceived', () => resolve()));
  });
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
}

/** The address of a new chat page, as `/` redirects to it. */
export async function chatAddress(service: Service): Promise<string> {
  const { headers } = await fetch(service.url, { redirect: 'manual' });
  return new URL(headers.get('location') ?? '', service.url).href;
}
