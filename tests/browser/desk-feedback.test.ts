/** What young people said, at the desk in a real browser: the officer and the safeguarding lead, on small screens too. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { at, LEAD, person, SUPERVISOR } from '../casework/office.js';
import type { DeskHouse } from '../web/desk-house.js';
import { sayAll, sayAlone } from '../web/feedback-seed.js';
import { violations } from './axe.js';
import { openChromium } from './chromium.js';
import { openDeskService, sitDown } from './desk-service.js';

const OFFICER = person('officer', 'participation_officer');
const PHONE = { width: 360, height: 740 };
const NOW = at('2026-11-24T10:00');
let browser: Browser;
let house: DeskHouse;

beforeAll(async () => {
  [browser, house] = await Promise.all([openChromium(), openDeskService({ totpRequired: false })]);
  house.office.clock.now = NOW;
  await house.employ(OFFICER);
  await sayAll(house.office.store, NOW);
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

async function expectClean(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

test('the officer reads, codes, answers and proposes; a supervisor agrees; it stands on the board', async () => {
  const { page, context } = await sitDown(browser, house, OFFICER, { viewport: PHONE, bypassCSP: true });
  await page.goto(`${house.url}/desk`);
  await expectClean(page);
  await page.getByRole('link', { name: 'New' }).first().click();
  await expectClean(page);
  await page.getByRole('button', { name: 'Look at the words as they were written' }).click();
  await page.getByText('ask Olivia').waitFor();
  await page.getByRole('checkbox', { name: 'Rooms and places (suggested)' }).check();
  await page.getByRole('button', { name: 'Save the themes' }).click();
  await page.getByLabel('Your answer').fill('We ask for heating.');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByText('We ask for heating.').waitFor();
  await page.goto(`${house.url}/desk/board`);
  await expectClean(page);
  await page.getByLabel('You said, in English').fill('The big room is cold.');
  await page.getByLabel('or why we could not, in English').fill('We are buying a heater.');
  await page.getByLabel('Who answers for it').fill('The house manager');
  await page.getByLabel('By when, or since when').fill('2027-01-31');
  await page.getByRole('button', { name: 'Propose it' }).click();
  await page.getByRole('button', { name: 'I agree' }).click();
  await page.getByText('1 of 2 people agreed.').waitFor();
  await expectClean(page);
  const path = new URL(page.url()).pathname;
  const other = await sitDown(browser, house, SUPERVISOR, { bypassCSP: true });
  await other.page.goto(`${house.url}${path}`);
  await other.page.getByRole('button', { name: 'I agree' }).click();
  await other.page.getByRole('button', { name: 'Put it on the board' }).click();
  await other.page.getByText('It is on the board now.').waitFor();
  await Promise.all([context.close(), other.context.close()]);
}, 60_000);

test('the safeguarding lead has what must not wait, in Arabic too, answers it and writes down what was done', async () => {
  const id = await sayAlone(house.office.store, NOW);
  const options = { viewport: PHONE, bypassCSP: true };
  const { page, context } = await sitDown(browser, house, LEAD, options);
  await page.goto(`${house.url}/desk/feedback/${id}?lang=ar`);
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  await expectClean(page);
  await page.goto(`${house.url}/desk/feedback/${id}?lang=en`);
  await page.getByText('Only you see this.').waitFor();
  await page.getByLabel('Your answer').fill('You can call me.');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByLabel('What did you do?').fill('Spoke with the manager.');
  await page.getByRole('button', { name: 'Write it down' }).click();
  await page.getByText('Spoke with the manager.').waitFor();
  await expectClean(page);
  await context.close();
}, 60_000);
