/** The public board on a phone: readable, whole, in both directions, without script. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type BoardHouse, openBoard } from '../web/board-house.js';
import { violations } from './axe.js';
import { openChromium } from './chromium.js';

const PHONE = { width: 360, height: 740 };
let browser: Browser;
let house: BoardHouse;

beforeAll(async () => {
  [browser, house] = await Promise.all([openChromium(), openBoard()]);
  await house.promise();
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

describe.each([
  { locale: 'en', colorScheme: 'light' },
  { locale: 'uk', colorScheme: 'dark' },
  { locale: 'ar', colorScheme: 'light' },
] as const)('$locale, $colorScheme', ({ locale, colorScheme }) => {
  test('axe finds nothing, nothing is cut off, and the chart can be read', async () => {
    const context = await browser.newContext({ locale, colorScheme, viewport: PHONE, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${house.url}/board`);
    expect(await violations(page)).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(PHONE.width);
    const letters = await page.locator('svg text').first().boundingBox();
    expect(letters?.height).toBeGreaterThan(12);
    await page.screenshot({ path: `tests/output/board-${locale}.png`, fullPage: true });
    await context.close();
  });
});

test('without script and without cookies everything is there, in every language by one tap', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE, locale: 'en' });
  const page = await context.newPage();
  await page.goto(`${house.url}/board`);
  expect(await page.getByRole('img', { name: 'Do the grown-ups listen to you?' }).isVisible()).toBe(true);
  await page.getByRole('link', { name: 'Română' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Ați spus, am făcut');
  expect(await context.cookies()).toEqual([]);
  await context.close();
});
