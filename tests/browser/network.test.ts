/** Slow, broken and odd networks: nothing typed is lost, nothing is sent twice, and the talk goes on where it was. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from './chromium.js';
import { type Service, startService } from './service.js';
import { label, say, visit } from './visit.js';

let browser: Browser;
let service: Service;

beforeAll(async () => {
  [browser, service] = await Promise.all([openChromium(), startService()]);
});
afterEach(() => {
  service.bot.down = false;
  service.refuseSockets = false;
});
afterAll(async () => {
  await browser?.close();
  await service?.close();
});

const offlineNotice = (page: Page) => page.getByRole('status').getByText('You are offline');
const takenTexts = () =>
  service.bot.taken.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));

test('offline it says so, keeps what is typed and sent, and sends each once when the network is back', async () => {
  const { page, words } = await visit(browser, service);
  await page.context().setOffline(true);
  await offlineNotice(page).waitFor();
  await say(page, 'offline-one');
  await page.getByText('Waiting to be sent').waitFor();
  await page.getByRole('textbox').fill('half a thought');
  expect(takenTexts()).not.toContain('offline-one');
  await page.context().setOffline(false);
  await page.getByText('Waiting to be sent').waitFor({ state: 'detached' });
  await offlineNotice(page).waitFor({ state: 'detached' });
  await page.getByText(words.greeting.slice(0, 20)).nth(1).waitFor();
  expect(takenTexts().filter((text) => text === 'offline-one')).toHaveLength(1);
  expect(await page.getByRole('textbox').inputValue()).toBe('half a thought');
  await page.context().close();
});

test('a message whose answer got lost is taken once and answered once', async () => {
  const { page, words } = await visit(browser, service);
  let lost = 0;
  await page.route('**/activities', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.fallback();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await say(page, 'Testville');
  await page.getByText(words.after).waitFor();
  await page.getByRole('button', { name: label(words, 'more') }).waitFor();
  await page.getByText('Waiting to be sent').waitFor({ state: 'detached' });
  expect(await page.getByText(words.after).count()).toBe(1);
  expect(takenTexts().filter((text) => text === 'Testville')).toHaveLength(1);
  await page.context().close();
});

test('a cut stream comes back from where it was', async () => {
  const { page, words } = await visit(browser, service);
  service.cutSockets();
  await page.getByRole('button', { name: label(words, 'find') }).click();
  await page.getByText(words.place).waitFor();
  expect(await page.getByText(words.greeting.slice(0, 20)).count()).toBe(1);
  await page.context().close();
});

test('a restart of the server is waited out', async () => {
  const { page, words } = await visit(browser, service);
  await service.stop();
  await say(page, 'Testville');
  await offlineNotice(page).waitFor();
  await service.start();
  await page.getByText(words.after).waitFor({ timeout: 15_000 });
  expect(takenTexts().filter((text) => text === 'Testville').length).toBeGreaterThan(0);
  await page.context().close();
});

test('where WebSockets are refused, polling brings the answers', async () => {
  service.refuseSockets = true;
  const { page, words } = await visit(browser, service, { ready: false });
  await page.getByRole('button', { name: label(words, 'find') }).click();
  await page.getByText(words.place).waitFor();
  await say(page, 'Testville');
  await page.getByText(words.after).waitFor();
  await page.context().close();
});

test('when nothing can be stored the apology is shown once, and the message can be sent again', async () => {
  const { page, words } = await visit(browser, service);
  service.bot.down = true;
  await say(page, 'Testville');
  await page.getByText(words.apology).waitFor();
  const again = page.getByRole('button', { name: 'Send again' });
  await again.click();
  await again.waitFor();
  expect(await page.getByText(words.apology).count()).toBe(1);
  service.bot.down = false;
  await again.click();
  await page.getByText(words.after).waitFor();
  expect(await page.getByText('Not sent').count()).toBe(0);
  await page.context().close();
});

test('help now shows whom to call when the line is down', async () => {
  const { page, words } = await visit(browser, service);
  await page.context().setOffline(true);
  await offlineNotice(page).waitFor();
  await page.locator('.help > summary').click();
  expect(await page.locator('.help .card').getByText(words.danger).isVisible()).toBe(true);
  await page.context().close();
});

test('a conversation that is over can be begun anew, also by simply writing on', async () => {
  const { page, words } = await visit(browser, service);
  await say(page, 'stop');
  await page.getByText('This conversation is over').waitFor();
  await page.getByRole('button', { name: 'Start again' }).click();
  await page.getByRole('button', { name: label(words, 'find') }).waitFor();
  await say(page, 'stop');
  await page.getByText('This conversation is over').waitFor();
  await say(page, 'Testville');
  await page.getByText(words.after).waitFor();
  await page.context().close();
});
