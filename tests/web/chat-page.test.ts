/** The chat page's addresses: what they answer, in which language, and that a page once left stays left. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mountChatPage } from '../../src/web/chat/chat-page.js';
import type { LeftPage } from '../../src/web/chat/exit.js';
import { createWebServer } from '../../src/web/server.js';

const NEUTRAL = 'https://www.example.org/';
const texts = JSON.parse(readFileSync('locales/en/page.json', 'utf8')) as Record<string, string>;
const web = createWebServer();
const left: LeftPage[] = [];
let url = '';

const options: Parameters<typeof mountChatPage>[0] = {
  web,
  assets: { script: 'let a = "</script>";', style: 'p { color: red }' },
  token: (nonce) => `token-of-${nonce}`,
  leave: async (page) => {
    left.push(page);
  },
  languages: [
    { code: 'en', name: 'English', direction: 'ltr' },
    { code: 'ar', name: 'العربية', direction: 'rtl' },
  ],
  texts: () => texts,
  pick: (wanted) => (wanted.startsWith('ar') ? 'ar' : 'en'),
  greeting: (language) => [{ text: `<b>hello</b> in ${language} </script>`, choices: [] }],
  emergency: () => null,
  neutralUrl: NEUTRAL,
  demo: () => false,
};

beforeAll(async () => {
  mountChatPage(options);
  const { port } = await web.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => web.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(new URL(path, url), { redirect: 'manual', headers });
const newPage = async (query = '') => (await get(`/${query}`)).headers.get('Location') ?? '';

test('each visit gets a page of its own, which nothing on the way keeps', async () => {
  const [one, other] = [await newPage(), await newPage()];
  expect(one).toMatch(/^\/c\/[\w-]{22}$/);
  expect(other).not.toBe(one);
  for (const path of ['/', one]) expect((await get(path)).headers.get('Cache-Control')).toBe('no-store');
});

describe('the language of the first words', () => {
  test.each([
    { query: '', accept: 'ar-EG,en;q=0.5', lang: 'ar', dir: 'rtl' },
    { query: '', accept: 'xx', lang: 'en', dir: 'ltr' },
    { query: '?lang=ar', accept: 'en', lang: 'ar', dir: 'rtl' },
    { query: '?lang=<script>', accept: 'en', lang: 'en', dir: 'ltr' },
  ])('asked for with "$query" by $accept is $lang', async ({ query, accept, lang, dir }) => {
    const page = await get(await newPage(query), { 'Accept-Language': accept });
    const html = await page.text();
    expect(html).toContain(`<html lang="${lang}" dir="${dir}">`);
    expect(html).toContain(`&#60;b&#62;hello&#60;/b&#62; in ${lang}`);
  });
});

test('what stands on the page cannot become markup or script', async () => {
  const html = await (await get(await newPage())).text();
  expect(html).not.toContain('<b>hello');
  expect(html.match(/<\/script>/g)).toHaveLength(2);
});

test('only this script and this style may run, and nobody else is talked to', async () => {
  const policy = (await get(await newPage())).headers.get('Content-Security-Policy') ?? '';
  const { host } = new URL(url);
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+';/);
  expect(policy).toContain(`connect-src 'self' ws://${host} wss://${host};`);
  expect(policy).not.toMatch(/unsafe|\*|https:/);
});

test('leaving leads to the neutral site, and the page is never shown again', async () => {
  const page = await newPage();
  const nonce = page.slice(3);
  const exit = await get(`/exit?c=${nonce}`);
  expect([exit.status, exit.headers.get('Location')]).toEqual([303, NEUTRAL]);
  expect(exit.headers.get('Clear-Site-Data')).toBe('"cache", "cookies", "storage"');
  expect(exit.headers.get('Referrer-Policy')).toBe('no-referrer');
  const back = await get(page);
  expect([back.status, back.headers.get('Location')]).toEqual([303, NEUTRAL]);
  const token = await fetch(new URL(`/chat/token?c=${nonce}`, url), { method: 'POST' });
  expect(token.status).toBe(403);
});

test('the script leaves with its token, so that the server can end the session', async () => {
  const nonce = (await newPage()).slice(3);
  const body = new Blob(['the-token'], { type: 'text/plain' });
  const answer = await fetch(new URL(`/exit?c=${nonce}`, url), { method: 'POST', body });
  expect(answer.status).toBe(204);
  expect(left).toContainEqual({ nonce, token: 'the-token' });
  expect((await get(`/c/${nonce}`)).headers.get('Location')).toBe(NEUTRAL);
});

test('an exit without a page of ours still leads away', async () => {
  expect((await get('/exit')).headers.get('Location')).toBe(NEUTRAL);
  expect((await get('/exit?c=../../x')).headers.get('Location')).toBe(NEUTRAL);
});

test('a page that outlived its token gets another', async () => {
  const nonce = (await newPage()).slice(3);
  const answer = await fetch(new URL(`/chat/token?c=${nonce}`, url), { method: 'POST' });
  expect(await answer.json()).toEqual({ token: `token-of-${nonce}` });
});

test('the words of another language can be fetched, of an unknown one not', async () => {
  expect(await (await get('/chat/texts/ar.json')).json()).toMatchObject({ code: 'ar', direction: 'rtl' });
  expect((await get('/chat/texts/xx.json')).status).toBe(404);
});

test('a made-up page name is nothing', async () => {
  expect((await get('/c/short')).status).toBe(404);
});

test('a language that lacks a word of the page stops the start, and is named', () => {
  const { send: _, ...some } = texts;
  expect(() => mountChatPage({ ...options, web: createWebServer(), texts: () => some })).toThrow(
    'locales/en/page.json lacks send',
  );
});
