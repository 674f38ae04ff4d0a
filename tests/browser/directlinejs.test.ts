/** An unmodified botframework-directlinejs in Chromium, over the stream and by polling. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { bundle } from './assets.js';
import { openChromium } from './chromium.js';
import type { DirectLinePage } from './directlinejs-page.js';
import { type Service, startService } from './service.js';
import { wordsOf } from './visit.js';

let browser: Browser;
let service: Service;
let client: string;

beforeAll(async () => {
  [browser, service] = await Promise.all([openChromium(), startService()]);
  client = (await bundle('tests/browser/directlinejs-page.ts')).script;
});
afterAll(async () => {
  await browser?.close();
  await service?.close();
});

test.each([
  { over: 'the stream', webSocket: true },
  { over: 'polling', webSocket: false },
])('it is greeted and answered over $over', async ({ webSocket }) => {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${service.url}/health/none`);
  await page.evaluate(client);
  const answer = await fetch(`${service.url}/v3/directline/tokens/generate`, { method: 'POST' });
  const { token } = (await answer.json()) as { token: string };
  const domain = `${service.url}/v3/directline`;
  const heard = await page.evaluate(
    ([one, two, three]) => (window as unknown as DirectLinePage).talk(one, two, three),
    [token, domain, webSocket] as const,
  );
  const words = wordsOf('en');
  expect(heard).toEqual([
    `bot: ${words.greeting}`,
    'user: Testville',
    `bot: ${words.service}`,
    `bot: ${words.after}`,
  ]);
  await context.close();
});
