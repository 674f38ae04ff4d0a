/** What a caseworker does at the desk, in a real browser. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Browser } from 'playwright-core';
import { ANNA, at, BOGDAN, PHONE, person } from '../casework/office.js';
import type { DeskHouse } from '../web/desk-house.js';
import { openChromium } from './chromium.js';
import { openDeskService, sitDown } from './desk-service.js';

const PASSWORD = 'seven grey herons by the lake';
const INSIDE = at('2026-11-25T18:00');
let browser: Browser;
let house: DeskHouse;

beforeAll(async () => {
  [browser, house] = await Promise.all([openChromium(), openDeskService()]);
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

test('an invitation is taken up with a code app, and its owner logs in with a code', async () => {
  const invited = person('clara', 'caseworker');
  await house.employ(invited);
  const made = await house.who.accounts.invite('system', invited.id);
  if (!made.ok) throw new Error(made.why);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${house.url}/desk/invite/${made.invite.token}`);
  const secret = ((await page.locator('p.secret').textContent()) ?? '').replace(
    /^.*?([A-Z2-7]{20,}).*$/s,
    '$1',
  );
  const code = () =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: house.office.clock.now });
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByLabel('The same password again').fill(PASSWORD);
  await page.getByLabel('The six digits').fill(code());
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
  expect(await page.locator('.codes li').count()).toBe(10);
  await page.getByRole('link', { name: 'I have written them down' }).click();
  await page.getByRole('button', { name: 'Log out' }).click();

  house.office.clock.now += 60_000;
  await page.getByLabel('Login name').fill('clara');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByLabel('Code from your app').fill('000000');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('alert').getByText('That is not right').waitFor();
  expect(await page.getByLabel('Login name').inputValue()).toBe('clara');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByLabel('Code from your app').fill(code());
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Queue' }).waitFor();
  await context.close();
});

test('a request is found, claimed and called inside its window, and what came of it is written down', async () => {
  const { reference } = await house.office.asked();
  house.office.clock.now = INSIDE;
  const { page, context } = await sitDown(browser, house, ANNA);
  await page.goto(`${house.url}/desk`);
  await page.getByLabel('Find by code').fill(reference.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('heading', { name: `Request ${reference}` }).waitFor();
  await page.getByText('Safe to call now, until').waitFor();
  expect(await page.locator('.phone').getAttribute('href')).toBe(`tel:${PHONE}`);
  await page.getByText('bluebird').waitFor();
  await page.getByRole('button', { name: 'Claim this request' }).click();
  await page.getByText('It is yours now.').waitFor();
  await page.getByLabel('Someone else answered').check();
  await page.getByLabel('Note (may be left empty)').fill('An invented neighbour');
  await page.getByRole('button', { name: 'Save the call' }).click();
  await page.getByText('The call is written down.').waitFor();
  await page.getByText('An invented neighbour').waitFor();
  await context.close();
});

test('two who claim at once: one has it, the other is told who', async () => {
  const { id } = await house.office.asked();
  const [anna, bogdan] = await Promise.all([sitDown(browser, house, ANNA), sitDown(browser, house, BOGDAN)]);
  const pages = [anna.page, bogdan.page];
  await Promise.all(pages.map((page) => page.goto(`${house.url}/desk/requests/${id}`)));
  await Promise.all(pages.map((page) => page.getByRole('button', { name: 'Claim this request' }).click()));
  const said = await Promise.all(
    pages.map((page) => page.locator('.said[role=status]:not(#line), [role=alert] ul').first().textContent()),
  );
  expect(said.filter((words) => words?.includes('It is yours now.'))).toHaveLength(1);
  expect(said.filter((words) => words?.includes('was first and has it.'))).toHaveLength(1);
  await anna.context.close();
  await bogdan.context.close();
});

describe('outside its windows', () => {
  test('the number is nowhere on the page, and goes from a page that stays open', async () => {
    house.office.clock.now = at('2026-11-25T20:59:57');
    const { id } = await house.office.asked();
    const { page, context } = await sitDown(browser, house, ANNA);
    await page.goto(`${house.url}/desk/requests/${id}`);
    expect(await page.content()).toContain(PHONE);
    await page.getByText('The window has ended.').waitFor();
    expect(await page.content()).not.toContain(PHONE);
    house.office.clock.now = at('2026-11-25T21:00');
    await page.reload();
    await page.getByText('The last window has passed').waitFor();
    expect(await page.content()).not.toContain(PHONE.slice(3));
    house.office.clock.now = INSIDE;
    await context.close();
  });
});

test('a lost connection loses nothing that was typed, and the note goes when it is back', async () => {
  const { id } = await house.office.asked({ status: 'claimed', claimedBy: ANNA.id, claimedAt: INSIDE });
  const { page, context } = await sitDown(browser, house, ANNA);
  await page.goto(`${house.url}/desk/requests/${id}`);
  await page.getByText('Write a note').click();
  await page.getByLabel('Note', { exact: true }).fill('Invented: will be called again');
  await house.stop();
  await page.getByRole('button', { name: 'Save the note' }).click();
  await page.getByText('The connection is lost.').waitFor();
  expect(await page.getByLabel('Note', { exact: true }).inputValue()).toBe('Invented: will be called again');
  await house.start();
  await page.getByRole('button', { name: 'Save the note' }).click();
  await page.getByText('The note is saved.').waitFor();
  await page.getByText('Invented: will be called again').waitFor();
  await context.close();
});

test('a session that ended in the meantime loses nothing either, with script and without', async () => {
  const { id } = await house.office.asked({ status: 'claimed', claimedBy: ANNA.id, claimedAt: INSIDE });
  const { page, context } = await sitDown(browser, house, ANNA, { javaScriptEnabled: false });
  await page.goto(`${house.url}/desk/requests/${id}`);
  await page.getByText('Write a note').click();
  await page.getByLabel('Note', { exact: true }).fill('Invented: typed for long');
  await house.who.sessions.revokeAll(ANNA.id, ANNA.id);
  await page.getByRole('button', { name: 'Save the note' }).click();
  await page.getByRole('heading', { name: 'Please log in first.' }).waitFor();
  const [name = '', value = ''] = (await house.signIn(ANNA)).split('=');
  await context.addCookies([{ name, value, url: house.url }]);
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('heading', { name: 'Please send it again' }).waitFor();
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByText('Invented: typed for long').waitFor();
  await context.close();
});

test('the queue follows by itself: what somebody else claims is seen to be claimed', async () => {
  const { id, reference } = await house.office.asked({ urgency: 'now' });
  const { page, context } = await sitDown(browser, house, ANNA);
  await page.clock.install();
  await page.goto(`${house.url}/desk/queue/team`);
  const row = page.getByRole('row').filter({ hasText: reference });
  await row.getByRole('button', { name: `Claim ${reference}` }).waitFor();
  await house.office.cases.act(BOGDAN, id, { do: 'claim' });
  await page.clock.runFor(16_000);
  await row.getByText(BOGDAN.name).waitFor();
  expect(await row.getByRole('button').count()).toBe(0);
  await context.close();
});

test('in Arabic the page runs from right to left', async () => {
  const { page, context } = await sitDown(browser, house, ANNA);
  await page.goto(`${house.url}/desk/queue/team`);
  await page.getByRole('link', { name: 'العربية' }).click();
  await page.locator('html[lang="ar"][dir="rtl"]').waitFor();
  await page.goto(`${house.url}/desk`);
  await page.locator('html[lang="ar"]').waitFor();
  const heading = await page.getByRole('heading').first().boundingBox();
  const { width } = page.viewportSize() ?? { width: 0 };
  expect((heading?.x ?? 0) + (heading?.width ?? 0)).toBeGreaterThan(width - 40);
  await context.close();
});

test('everything works by the keyboard alone, from the first key on', async () => {
  await house.office.asked();
  const { page, context } = await sitDown(browser, house, ANNA);
  await page.goto(`${house.url}/desk/queue/team`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('reference');
  await context.close();
});
