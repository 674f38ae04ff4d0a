/** The desk for everybody: axe on every page, on big and small screens, in both directions; and pictures for people. */
import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { ADMIN, ANNA, at, LEAD, SUPERVISOR } from '../casework/office.js';
import type { DeskHouse } from '../web/desk-house.js';
import { violations } from './axe.js';
import { openChromium } from './chromium.js';
import { openDeskService, sitDown } from './desk-service.js';

const OUTPUT = 'tests/output';
let browser: Browser;
let house: DeskHouse;
let mine: string;

beforeAll(async () => {
  await mkdir(OUTPUT, { recursive: true });
  [browser, house] = await Promise.all([openChromium(), openDeskService()]);
  const { office } = house;
  await office.asked({ urgency: 'now', need: 'crisis_shelter' });
  await office.asked({ phone: null, windows: [], need: null });
  await office.asked({ windows: [{ start: '2026-11-26T08:00', end: '2026-11-26T10:00' }], need: 'housing' });
  await office.asked({
    windows: [{ start: '2026-11-24T12:00', end: '2026-11-24T13:00' }],
    interpreter: true,
  });
  await office.asked({ recipient: 'safeguarding_lead' });
  office.clock.now = at('2026-11-25T18:10');
  const claimed = { status: 'claimed', claimedBy: ANNA.id, claimedAt: at('2026-11-25T17:30') } as const;
  const attempts = [{ at: at('2026-11-25T17:40'), by: ANNA.id, outcome: 'no_answer', note: null } as const];
  ({ id: mine } = await office.asked({ ...claimed, attempts, words: 'I work nights. Who can mind my son?' }));
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

const PAGES = [
  { who: ANNA, path: () => '/desk/queue/team', name: 'queue' },
  { who: ANNA, path: () => `/desk/requests/${mine}`, name: 'request' },
  { who: ANNA, path: () => '/desk/sessions', name: 'sessions' },
  { who: ANNA, path: () => '/desk/elsewhere', name: 'elsewhere' },
  { who: SUPERVISOR, path: () => '/desk/figures', name: 'figures' },
  { who: LEAD, path: () => '/desk/concerns', name: 'concerns' },
  { who: ADMIN, path: () => '/desk/staff', name: 'staff' },
  { who: ADMIN, path: () => `/desk/staff/${ANNA.id}`, name: 'person' },
  { who: ADMIN, path: () => '/desk/queue/team', name: 'refused' },
] as const;

describe.each([
  { language: 'en', width: 1280, height: 900 },
  { language: 'en', width: 390, height: 844 },
  { language: 'ar', width: 1280, height: 900 },
  { language: 'ar', width: 390, height: 844 },
])('in $language at $width px', ({ language, width, height }) => {
  test('axe finds nothing, and no page is wider than the screen', async () => {
    const found: Record<string, unknown> = {};
    for (const { who, path, name } of PAGES) {
      const options = { viewport: { width, height }, bypassCSP: true };
      const { page, context } = await sitDown(browser, house, who, options);
      await page.goto(`${house.url}${path()}?lang=${language}`);
      for (const summary of await page.locator('summary').all()) await summary.click();
      found[name] = await violations(page);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wider > 0) found[`${name}, wider`] = wider;
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: `${OUTPUT}/desk-${name}-${language}-${width}.png`, fullPage: true });
      await context.close();
    }
    const context = await browser.newContext({ viewport: { width, height }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${house.url}/desk/login?lang=${language}`);
    found.login = await violations(page);
    const made = await house.who.accounts.invite('system', ANNA.id);
    await page.goto(`${house.url}/desk/invite/${made.ok ? made.invite.token : ''}`);
    found.invite = await violations(page);
    await page.screenshot({ path: `${OUTPUT}/desk-invite-${language}-${width}.png`, fullPage: true });
    await context.close();
    expect(Object.fromEntries(Object.entries(found).filter(([, wrong]) => String(wrong) !== ''))).toEqual({});
  });
});

test('on paper the plan and the history stay, the forms and the menu go', async () => {
  const { page, context } = await sitDown(browser, house, ANNA);
  await page.goto(`${house.url}/desk/requests/${mine}`);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText('How to call safely').isVisible()).toBe(true);
  expect(await page.getByRole('button').first().isVisible()).toBe(false);
  expect(await page.locator('header').isVisible()).toBe(false);
  await context.close();
});
