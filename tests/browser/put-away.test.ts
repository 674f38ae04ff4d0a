/** Once a request was sent and its code is noted, nothing of it is on the screen that somebody else may look at. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Service, startService } from '../../src/compose/service.js';
import { readConfig } from '../../src/config.js';
import { ownContent, ROOT } from '../helpers/content.js';
import { openChromium } from './chromium.js';

const content = ownContent();
const folder = mkdtempSync(join(tmpdir(), 'kinline-put-away-'));
const texts = content.languages.find(({ code }) => code === 'en')?.texts;
const label = (name: string, step: string, option: string): string =>
  (((texts?.get(name)?.[step] ?? {}) as Record<string, string>)[option] ?? '').replace('{{age}}', '16');
let browser: Browser;
let service: Service;

beforeAll(async () => {
  const read = readConfig({ KINLINE_PORT: '0', KINLINE_DATA: folder, KINLINE_CONTENT: ROOT });
  if (!read.ok) throw new Error(read.problems.join(' '));
  [browser, service] = await Promise.all([
    openChromium(),
    startService(read.config, content, join(ROOT, 'dist'), () => {}),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const press = (page: Page, step: string, option: string, name = 'callback') =>
  page.getByRole('button', { name: label(name, step, option), exact: true }).click();
const say = async (page: Page, words: string) => {
  await page.getByRole('textbox').fill(words);
  await page.keyboard.press('Enter');
};

test('the page clears at once, and stays clear', async () => {
  const context = await browser.newContext({ locale: 'en', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(fault.message));
  await page.goto(service.address);
  await press(page, 'choose', 'callback', 'menu');
  await press(page, 'age', 'yes');
  await page.getByText(label('callback', 'name', 'text')).waitFor();
  await say(page, 'Canary');
  await page.getByText(label('callback', 'number', 'text')).waitFor();
  await say(page, '+44 1632 960123');
  await press(page, 'times', 'any_time');
  await press(page, 'plan', 'safest');
  await press(page, 'about', 'skip');
  await press(page, 'urgency', 'soon');
  await press(page, 'review', 'send');
  await page.getByText('Canary').first().waitFor();
  const shown = () => page.locator('main').textContent();
  expect(await shown()).toMatch(/960123/);

  await press(page, 'noted', 'noted');
  await page.getByText(String(texts?.get('callback')?.there)).waitFor();
  expect(await shown()).not.toMatch(/Canary|960123|\d{4} \d{4}/);
  expect(await page.locator('[id^="m-"]').count()).toBeLessThanOrEqual(2);

  await page.reload();
  await page.getByRole('button', { name: label('menu', 'choose', 'callback'), exact: true }).waitFor();
  expect(await shown()).not.toMatch(/Canary|960123|\d{4} \d{4}/);
  expect(faults).toEqual([]);
  await context.close();
});
