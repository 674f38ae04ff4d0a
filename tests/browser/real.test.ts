/** The main thing, with nothing in between: somebody opens the page and finds help near, in their own language. */
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type Service, startService } from '../../src/compose/service.js';
import { readConfig } from '../../src/config.js';
import { ownContent, ROOT } from '../helpers/content.js';
import { openChromium } from './chromium.js';

const OUTPUT = 'tests/output';
const content = ownContent();
const folder = mkdtempSync(join(tmpdir(), 'kinline-real-'));
let browser: Browser;
let service: Service;

beforeAll(async () => {
  await mkdir(OUTPUT, { recursive: true });
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

const PLACES: Record<string, string> = { en: 'Cluj', ro: 'Iași', uk: 'Львів', ar: 'لفيف' };

describe.each(content.languages)('in $code', ({ code, direction, texts, needs }) => {
  const of = (name: string, step: string) => (texts.get(name)?.[step] ?? {}) as Record<string, string>;

  test('a first visit leads to a service near by, to its details, and to help now', async () => {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      locale: code,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const faults: string[] = [];
    page.on('pageerror', (fault) => faults.push(fault.message));
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    await page.goto(service.address);

    await page.getByRole('button', { name: of('menu', 'choose').find_help ?? '', exact: true }).click();
    await page.getByRole('button', { name: needs.food?.name ?? '', exact: true }).click();
    await page.getByText(of('find-help', 'place').text ?? '').waitFor();
    await page.getByRole('textbox').fill(PLACES[code] ?? 'Cluj');
    await page.keyboard.press('Enter');
    await page.getByText(of('find-help', 'results').text ?? '').waitFor();
    expect(await page.locator('html').getAttribute('dir')).toBe(direction);
    expect(await page.getByText(/\+44 1632 960\d{3}/).count()).toBeGreaterThan(0);
    expect(await page.locator('a[href^="tel:"]:visible').count()).toBe(0);
    await page.screenshot({ path: `${OUTPUT}/phone-${code}.png` });

    await page.getByRole('textbox').fill('1');
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', { name: of('find-help', 'details').directions ?? '', exact: true })
      .waitFor();
    await page.locator('.help > summary').click();
    await page.getByRole('alert').first().waitFor();
    expect(await page.locator('a[href="tel:112"]:visible').count()).toBeGreaterThan(0);
    await page.screenshot({ path: `${OUTPUT}/phone-${code}-help.png` });
    expect(faults).toEqual([]);
    await context.close();
  });
});
