/** How the page looks on a phone: pictures for people, and the measures that pictures do not show. */
import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from './chromium.js';
import { HELP_NOW, SAYINGS, type Sayings } from './sayings.js';
import { type Service, startService } from './service.js';

const OUTPUT = 'tests/output';
let browser: Browser;
let service: Service;

beforeAll(async () => {
  await mkdir(OUTPUT, { recursive: true });
  [browser, service] = await Promise.all([openChromium(), startService({ demo: true })]);
});
afterAll(async () => {
  await browser?.close();
  await service?.close();
});

describe.each(['en', 'uk', 'ar'])('in %s', (language) => {
  const words = SAYINGS[language] as Sayings;
  test.each(['light', 'dark'] as const)('the page fits a phone, %s', async (colorScheme) => {
    const page = await browser.newPage({
      viewport: { width: 390, height: 844 },
      colorScheme,
      locale: language,
    });
    await page.goto(service.url);
    await page.getByRole('button', { name: words.labels.find ?? '' }).waitFor();
    await page.screenshot({ path: `${OUTPUT}/chat-${language}-${colorScheme}-1.png` });
    await talk(page, words);
    await page.screenshot({ path: `${OUTPUT}/chat-${language}-${colorScheme}-2.png` });
    await page.locator('.help > summary').click();
    await page.getByRole('alert').waitFor();
    await page.getByText(words.goOn).waitFor();
    await page.screenshot({ path: `${OUTPUT}/chat-${language}-${colorScheme}-3.png` });
    expect(service.bot.taken.at(-1)?.content).toMatchObject({ kind: 'choice', id: HELP_NOW });
    await page.close();
  });
});

async function talk(page: Page, words: Sayings): Promise<void> {
  await page.getByRole('button', { name: words.labels.find ?? '' }).click();
  await page.getByText(words.place).waitFor();
  await page.getByRole('textbox').fill('Testville');
  await page.keyboard.press('Enter');
  await page.getByText(words.after).waitFor();
}
