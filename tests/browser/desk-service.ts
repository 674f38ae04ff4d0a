/** The desk with its real script and style, in front of the invented office, for a real browser. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Staff } from '../../src/casework/staff.js';
import { type DeskHouse, type DeskHouseOptions, openDesk } from '../web/desk-house.js';
import { bundle } from './assets.js';

export async function openDeskService(options: DeskHouseOptions = {}): Promise<DeskHouse> {
  return openDesk({ ...options, assets: await bundle('src/web/desk/client/desk.ts') });
}

export interface AtDesk {
  page: Page;
  context: BrowserContext;
}

/** Somebody who is logged in already, in a browser of their own. */
export async function sitDown(
  browser: Browser,
  house: DeskHouse,
  staff: Staff,
  options: BrowserContextOptions = {},
): Promise<AtDesk> {
  const context = await browser.newContext({ locale: 'en', reducedMotion: 'reduce', ...options });
  const [name = '', value = ''] = (await house.signIn(staff)).split('=');
  await context.addCookies([{ name, value, url: house.url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  return { page, context };
}
