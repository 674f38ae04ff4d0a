/** The quick exit: one tap or Shift three times, at any moment of loading, and Back never shows the chat again. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from './chromium.js';
import { type Service, startService } from './service.js';
import { label, say, visit } from './visit.js';

let browser: Browser;
let service: Service;

beforeAll(async () => {
  [browser, service] = await Promise.all([openChromium(), startService()]);
});
afterAll(async () => {
  await browser?.close();
  await service?.close();
});

const away = (page: Page) => page.waitForURL(service.neutralUrl);
const exitLink = (page: Page) => page.locator('a.leave');

/** Everything Back can reach: none of it may be ours, or say a word of the chat. */
async function goesBackPastTheChat(page: Page, words: string): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    await page.goBack({ waitUntil: 'load' }).catch(() => null);
    expect(page.url().startsWith(service.url)).toBe(false);
    expect(await page.locator('html').textContent()).not.toContain(words);
  }
}

/** The page as it is while the script is still on its way: the document ends where the script would begin. */
async function withoutItsScript(page: Page): Promise<void> {
  await page.route('**/c/*', async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    const html = await response.text();
    await route.fulfill({ response, body: html.slice(0, html.indexOf('<script')) });
  });
}

test('one tap leaves, ends the session with its token, and leaves nothing behind', async () => {
  const { page, words } = await visit(browser, service);
  const before = service.left.length;
  await page.getByRole('button', { name: label(words, 'find') }).click();
  await page.getByText(words.place).waitFor();
  await exitLink(page).click();
  await away(page);
  expect(service.referrers.at(-1)).toBeUndefined();
  expect(service.left.slice(before).some(({ token }) => token !== undefined && token !== '')).toBe(true);
  await goesBackPastTheChat(page, words.place);
});

test('the chat is gone from the screen at once, before any other site answers', async () => {
  const { page } = await visit(browser, service);
  const left = await exitLink(page).evaluate((link: HTMLElement) => {
    link.click();
    return { text: document.body.textContent, title: document.title };
  });
  expect(left).toEqual({ text: '', title: '' });
  await away(page);
});

test('a browser that keeps left pages for Back keeps an empty one, and starts it anew', async () => {
  const { page, words } = await visit(browser, service);
  await page.getByRole('button', { name: label(words, 'find') }).click();
  await page.getByText(words.place).waitFor();
  const kept = await page.evaluate(() => {
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    return document.body.textContent;
  });
  expect(kept).toBe('');
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await page.getByText(words.greeting.slice(0, 20)).waitFor();
  expect(await page.getByText(words.place).count()).toBe(0);
});

test('Shift pressed three times leaves', async () => {
  const { page, words } = await visit(browser, service);
  await page.getByRole('textbox').fill('secret');
  for (let times = 0; times < 3; times += 1) await page.keyboard.press('Shift');
  await away(page);
  await goesBackPastTheChat(page, words.greeting.slice(0, 20));
});

test('typing capitals, changing the layout or pausing between does not leave', async () => {
  const { page } = await visit(browser, service);
  const field = page.getByRole('textbox');
  await field.focus();
  for (const capital of ['A', 'B', 'C', 'D']) await page.keyboard.press(`Shift+${capital}`);
  for (let times = 0; times < 4; times += 1) await page.keyboard.press('Alt+Shift');
  await page.keyboard.press('Shift');
  await page.keyboard.press('Shift');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift');
  expect(page.url()).toContain('/c/');
  expect(await field.inputValue()).toContain('ABCD');
});

test('it leaves even while the server is out of reach', async () => {
  const { page, words } = await visit(browser, service);
  await service.stop();
  await page.getByRole('status').getByText('You are offline').waitFor();
  await exitLink(page).click();
  await away(page);
  await goesBackPastTheChat(page, words.greeting.slice(0, 20));
  await service.start();
});

test('"exit" said in the chat leaves in the same way', async () => {
  const { page, words } = await visit(browser, service);
  await say(page, 'exit');
  await away(page);
  await goesBackPastTheChat(page, words.greeting.slice(0, 20));
});

describe.each([
  { when: 'without script', options: { ready: false, javaScriptEnabled: false } },
  { when: 'before the script has loaded', options: { ready: false, prepare: withoutItsScript } },
])('$when', ({ options }) => {
  test('one tap leaves, and Back leads to the neutral site', async () => {
    const { page, words } = await visit(browser, service, options);
    await page.getByText(words.greeting.slice(0, 20)).waitFor();
    const chat = page.url();
    await exitLink(page).click();
    await away(page);
    await page.unrouteAll();
    await page.goBack({ waitUntil: 'load' });
    expect(page.url()).toBe(service.neutralUrl);
    await page.goto(chat);
    expect(page.url()).toBe(service.neutralUrl);
  });

  test('help now shows whom to call', async () => {
    const { page, words } = await visit(browser, service, options);
    await page.locator('.help > summary').click();
    expect(await page.getByText(words.danger).isVisible()).toBe(true);
    expect(await page.locator('.help a[href^="tel:"]').isVisible()).toBe(true);
  });
});

test('going back to a page that was left by its address shows nothing of what was said', async () => {
  const { page, words } = await visit(browser, service);
  await page.getByRole('button', { name: label(words, 'find') }).click();
  await page.getByText(words.place).waitFor();
  await page.goto(`${service.neutralUrl}?typed`);
  await page.goBack({ waitUntil: 'load' });
  await page.getByText(words.greeting.slice(0, 20)).waitFor();
  expect(await page.getByText(words.place).count()).toBe(0);
});
