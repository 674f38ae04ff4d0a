/** An unmodified Web Chat in Chromium, against the real service: what an organization has on its own site works. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type LiveService, startLive } from '../conformance/live/service.js';
import { openChromium } from './chromium.js';
import { fetchWebChat, VERSION } from './webchat-package.js';
import { mountWebChatPage } from './webchat-page.js';

const webChat = await fetchWebChat();
const GREETING = 'Hello. I help families find support near them.';
const MENU = 'What would you like to do?';
/** Web Chat comes back to a lost stream after 3 to 15 seconds. */
const RECONNECTING = 40_000;

if (webChat.ok)
  describe.each(['minimal', 'full'] as const)(`Web Chat ${VERSION}, its %s bundle`, (bundle) => {
    let browser: Browser;
    let service: LiveService;
    let page: Page;

    beforeAll(async () => {
      [browser, service] = await Promise.all([
        openChromium(),
        startLive((web) => mountWebChatPage(web, webChat.scripts[bundle])),
      ]);
      Object.defineProperty(service.house.clock, 'now', { get: Date.now });
      page = await browser.newPage({ viewport: { width: 420, height: 900 } });
      page.setDefaultTimeout(15_000);
      await page.goto(`${service.url}/webchat`);
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await service?.close();
    });

    const bubble = (words: string | RegExp) =>
      page.locator('.webchat__bubble:has(.webchat__text-content)').filter({ hasText: words });
    const button = (name: string) => page.locator('.webchat__suggested-action').filter({ hasText: name });
    /** Everything that stands on the screen, in order. */
    const transcript = async (): Promise<string[]> =>
      page.locator('.webchat__bubble:has(.webchat__text-content)').evaluateAll((bubbles) =>
        bubbles.map((one) => {
          const who = one.classList.contains('webchat__bubble--from-user') ? 'I' : 'bot';
          const [first = ''] = (one.querySelector('.webchat__text-content')?.textContent ?? '').split('\n');
          return `${who}: ${first}`;
        }),
      );
    const type = async (words: string) => {
      await page.getByRole('textbox', { name: 'Message input box' }).fill(words);
      await page.keyboard.press('Enter');
    };
    /** What was said stands there once, and not as something still to be sent. */
    const expectSent = async (words: string) => {
      const mine = (await transcript()).filter((line) => line === `I: ${words}`);
      expect(mine).toHaveLength(1);
      const status = page.locator('.webchat__basic-transcript__transcript');
      expect(await status.textContent()).not.toMatch(/Sending|Send failed|Retry/);
    };

    test('shows the greeting once, and its buttons', async () => {
      await button('Find help nearby').waitFor();
      const said = await transcript();
      expect(said).toEqual([
        expect.stringContaining(`bot: ${GREETING}`),
        expect.stringContaining(`bot: ${MENU}`),
      ]);
      expect(await button('Help now!').count()).toBe(1);
    });

    test('a tapped button brings its id, and shows its words once', async () => {
      await button('Find help nearby').click();
      await bubble('What do you need?').waitFor();
      const { content } = service.heard.at(-1) ?? {};
      expect(content).toEqual({ kind: 'choice', id: expect.any(String), label: 'Find help nearby' });
      expect(content?.kind === 'choice' && content.id).not.toBe('Find help nearby');
      await expectSent('Find help nearby');
    });

    test('typed words are sent once and answered', async () => {
      await type('food in Cluj');
      await bubble(/I found \d+ service/).waitFor();
      await expectSent('food in Cluj');
      expect(service.heard.filter(({ content }) => content.kind === 'text')).toHaveLength(1);
      await page.screenshot({ path: `tests/output/webchat-results-${bundle}.png` });
    });

    test('help now brings the numbers, to read and where there are cards to tap', async () => {
      await button('Help now!').click();
      await bubble('112').first().waitFor();
      if (bundle === 'full')
        await page
          .getByRole('button', { name: /Call .*112/ })
          .first()
          .waitFor();
      await expectSent('Help now!');
      await button('Help now!').waitFor();
      await page.screenshot({ path: `tests/output/webchat-danger-${bundle}.png` });
    });

    test(
      'what is said while the stream is lost arrives when it is back, once and in order',
      async () => {
        const before = await transcript();
        service.refuseStreams = true;
        service.cutStreams();
        const posted = page.waitForResponse((answer) => answer.request().method() === 'POST');
        await type('menu');
        expect((await posted).status()).toBe(200);
        service.refuseStreams = false;
        await page.waitForFunction(
          (words) =>
            [...document.querySelectorAll('.webchat__bubble')].filter((one) =>
              one.textContent?.includes(words),
            ).length === 2,
          MENU,
          { timeout: RECONNECTING },
        );
        await expectSent('menu');
        const after = await transcript();
        expect(after.slice(0, before.length)).toEqual(before);
        expect(after.slice(before.length)).toEqual(['I: menu', expect.stringContaining(`bot: ${MENU}`)]);

        await type('food in Kyiv');
        await bubble('near Kyiv').waitFor();
        await expectSent('food in Kyiv');
      },
      RECONNECTING + 20_000,
    );
  });
else {
  const why = `Web Chat ${VERSION} was not tried: ${webChat.reason}`;
  console.warn(why);
  test.skip(why, () => undefined);
}
