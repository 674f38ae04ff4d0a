/** The page for everybody: readers, keyboards, small and zoomed screens, both directions, light and dark. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { violations } from './axe.js';
import { openChromium } from './chromium.js';
import { type Service, startService } from './service.js';
import { label, say, visit, wordsOf } from './visit.js';

let browser: Browser;
let service: Service;

beforeAll(async () => {
  [browser, service] = await Promise.all([openChromium(), startService({ demo: true })]);
});
afterAll(async () => {
  await browser?.close();
  await service?.close();
});

describe.each([
  { locale: 'en', colorScheme: 'light' },
  { locale: 'en', colorScheme: 'dark' },
  { locale: 'ar', colorScheme: 'light' },
  { locale: 'ar', colorScheme: 'dark' },
] as const)('$locale, $colorScheme', ({ locale, colorScheme }) => {
  test('axe finds nothing, from the first words to a danger card without a line', async () => {
    const { page, words } = await visit(browser, service, { locale, colorScheme, bypassCSP: true });
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: label(words, 'find') }).click();
    await say(page, 'Testville');
    await page.getByText(words.after).waitFor();
    await page.locator('.languages > summary').click();
    expect(await violations(page)).toEqual([]);
    await page.locator('.languages > summary').click();
    await page.locator('.help > summary').click();
    await page.getByRole('alert').waitFor();
    await page.context().setOffline(true);
    await say(page, 'later');
    await page.locator('.note.waiting').waitFor();
    await page.locator('.help > summary').click();
    expect(await page.locator('.help .card').isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});

describe.each(['en', 'uk', 'ar'])('%s on a small screen', (locale) => {
  test.each([
    { name: '320 px wide', viewport: { width: 320, height: 568 }, size: '100%' },
    { name: 'text at 200 %', viewport: { width: 390, height: 844 }, size: '200%' },
    { name: 'a desktop zoomed to 200 %', viewport: { width: 640, height: 360 }, size: '100%' },
  ])('$name nothing is cut off, help and the way out stay in sight', async ({ viewport, size }) => {
    const { page, words } = await visit(browser, service, { locale, viewport, bypassCSP: true });
    await page.addStyleTag({ content: `html { font-size: calc(1.0625 * ${size}) !important }` });
    await page.getByRole('button', { name: label(words, 'find') }).click();
    await say(page, 'Testville');
    await page.getByText(words.after).waitFor();
    const measures = await page.evaluate(() => ({
      content: document.documentElement.scrollWidth,
      screen: document.documentElement.clientWidth,
      scrolled: window.scrollY,
    }));
    expect(measures.content).toBeLessThanOrEqual(measures.screen);
    expect(measures.scrolled).toBeGreaterThan(0);
    for (const always of ['.help > summary', 'a.leave']) {
      const box = await page.locator(always).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
    }
    await page.screenshot({
      path: `tests/output/chat-${locale}-${viewport.width}-${parseInt(size, 10)}.png`,
    });
    await page.context().close();
  });
});

test('everything that can be tapped is at least 44 px in both directions', async () => {
  const { page, words } = await visit(browser, service, { viewport: { width: 320, height: 568 } });
  await say(page, 'Testville');
  await page.getByText(words.after).waitFor();
  await page.locator('.languages > summary').click();
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, summary, textarea, a:not(.skip)')]
      .filter((element) => element.checkVisibility())
      .map((element) => ({ name: element.textContent, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 44 || box.height < 44)
      .map(({ name }) => name),
  );
  expect(small).toEqual([]);
  await page.context().close();
});

test('what the bot says is announced once: first words are not repeated, danger interrupts', async () => {
  const { page, words } = await visit(browser, service, {
    prepare: async (fresh) => {
      await fresh.addInitScript(() => {
        const added: string[] = [];
        Object.assign(window, { added });
        new MutationObserver((changes) => {
          for (const { target, addedNodes } of changes)
            if ((target as Element).closest?.('[role=log]'))
              for (const node of addedNodes) added.push(node.textContent ?? '');
        }).observe(document, { childList: true, subtree: true });
        // The parser adds too, before anybody listens.
        document.addEventListener('DOMContentLoaded', () => added.splice(0));
      });
    },
  });
  const added = () => page.evaluate(() => (window as unknown as { added: string[] }).added.join('\n'));
  expect(await added()).not.toContain(words.greeting.slice(0, 20));
  const log = page.getByRole('log');
  expect(await log.getAttribute('aria-live')).toBe('polite');
  await page.getByRole('button', { name: label(words, 'find') }).click();
  await page.getByText(words.place).waitFor();
  expect((await added()).split(words.place)).toHaveLength(2);
  expect(await added()).toContain(label(words, '!share_location'));
  await page.locator('.help > summary').click();
  await log.getByRole('alert').getByText(words.danger).waitFor();
  await page.context().close();
});

test('the keyboard alone is enough, and the focus is never lost', async () => {
  const { page, words } = await visit(browser, service);
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  const tabTo = async (text: string) => {
    for (let tabs = 0; tabs < 12; tabs += 1) {
      if ((await focused()).includes(text)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${text}.`);
  };
  await page.keyboard.press('Tab');
  expect(await focused()).toContain('Skip');
  await tabTo(label(words, 'find'));
  await page.keyboard.press('Enter');
  await page.getByText(words.place).waitFor();
  expect(await focused()).toContain(label(words, 'find'));
  await page.keyboard.press('Tab');
  expect(await focused()).toBe(label(words, '!share_location'));
  await tabTo('EN');
  await page.context().close();
});

test('the page follows the language of the bot, and each bubble keeps its own', async () => {
  const { page, words } = await visit(browser, service);
  await page.locator('.languages > summary').click();
  await page.getByRole('link', { name: wordsOf('ar').name }).click();
  await page.locator('html[lang="ar"][dir="rtl"]').waitFor();
  expect(
    await page
      .getByText(words.greeting.slice(0, 20))
      .evaluate((p) => p.closest('[dir]')?.getAttribute('dir')),
  ).toBe('ltr');
  await page.context().close();
});

test('the device is asked for its place only on a tap, and only roughly', async () => {
  const { page, words } = await visit(browser, service, {
    geolocation: { latitude: 47.158512, longitude: 27.601449 },
    permissions: ['geolocation'],
  });
  await page.getByRole('button', { name: label(words, 'find') }).click();
  await page.getByRole('button', { name: label(words, '!share_location') }).click();
  await page.getByText(words.after).waitFor();
  expect(service.bot.taken.at(-1)?.content).toEqual({
    kind: 'location',
    latitude: 47.159,
    longitude: 27.601,
  });
  await page.context().close();
});
