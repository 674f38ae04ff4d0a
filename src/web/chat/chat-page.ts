/** Serves the chat page: one document in the person's language, with the bot's first words already in it. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Reply } from '../../turn/reply.js';
import { sendNothing } from '../nothing.js';
import { sendError, sendJson } from '../reply.js';
import type { WebServer } from '../server.js';
import { type ChatAssets, chatDocument } from './document.js';
import { type ExitOptions, mountExit, sendAway } from './exit.js';
import { type LeftPages, NONCE, rememberLeft } from './left.js';
import type { Emergency, PageLanguage, PageState, Wording } from './model.js';
import { pageTexts } from './texts.js';

export interface ChatPageOptions {
  web: WebServer;
  assets: ChatAssets;
  /** A Direct Line token for a new conversation, opened from the page of this name. */
  token(nonce: string): string;
  leave: ExitOptions['leave'];
  languages: PageLanguage[];
  /** The namespace `page` of a language. */
  texts(language: string): Record<string, string>;
  /** The best language for an Accept-Language header, or for a tag asked for with `?lang=`. */
  pick(wanted: string): string;
  /** What the bot says first: the same words it will say when the conversation opens. */
  greeting(language: string): Pick<Reply, 'text' | 'choices'>[];
  /** Whom to call when nothing else works; null only where no number is known. */
  emergency(language: string): Emergency | null;
  /** Where the quick exit leads: a site that gives nothing away. */
  neutralUrl: string;
  /** Stands in the browser's history and on the tab: nothing that tells what this is. */
  title?: string;
  /** True while the services that can be found are invented; the page says so. */
  demo(): boolean;
  left?: LeftPages;
}

const compress = promisify(gzip);

export function mountChatPage(options: ChatPageOptions): void {
  const { web, neutralUrl, title = 'Info' } = options;
  const left = options.left ?? rememberLeft(Date.now);
  const page = chatDocument(options.assets);
  const wordings = new Map(options.languages.map((language) => [language.code, wording(options, language)]));

  const choose = (request: IncomingMessage): Wording => {
    const asked = new URL(request.url ?? '/', 'http://localhost').searchParams.get('lang') ?? '';
    const wanted = wordings.has(asked) ? asked : (request.headers['accept-language'] ?? '');
    const found = wordings.get(options.pick(wanted)) ?? wordings.values().next().value;
    if (!found) throw new Error('The chat page has no language.');
    return found;
  };

  web.routes.get('/', async (request, response) => {
    const asked = new URL(request.url ?? '/', 'http://localhost').searchParams.get('lang') ?? '';
    const nonce = randomBytes(16).toString('base64url');
    const query = wordings.has(asked) ? `?lang=${asked}` : '';
    response.writeHead(303, { Location: `/c/${nonce}${query}`, 'Cache-Control': 'no-store' });
    response.end();
  });

  web.routes.get('/c/:nonce', async (request, response) => {
    const nonce = String(request.params.nonce);
    if (!NONCE.test(nonce)) return sendNothing(response, '/');
    if (left.has(nonce)) return sendAway(response, neutralUrl);
    const state = firstState(options, nonce, choose(request));
    const html = page.render({ token: options.token(nonce), state }, title);
    await sendHtml(request.headers['accept-encoding'], response, html, page.policy(request.headers.host));
  });

  web.routes.get('/chat/texts/:file', async (request, response) => {
    const found = wordings.get(String(request.params.file).replace(/\.json$/, ''));
    if (found) sendJson(response, 200, found);
    else sendError(response, 404, 'NotFound', 'There are no texts in this language.');
  });

  // For a page that outlived its token, or whose conversation is over: a new one without losing what is on it.
  web.routes.post('/chat/token', async (request, response) => {
    request.resume();
    const nonce = new URL(request.url ?? '/', 'http://localhost').searchParams.get('c') ?? '';
    if (NONCE.test(nonce) && !left.has(nonce)) sendJson(response, 200, { token: options.token(nonce) });
    else sendError(response, 403, 'Left', 'This page was left.');
  });

  mountExit({ web, left, neutralUrl, leave: options.leave });
}

function wording({ texts, emergency }: ChatPageOptions, language: PageLanguage): Wording {
  return {
    ...language,
    texts: pageTexts(language.code, texts(language.code)),
    emergency: emergency(language.code),
  };
}

function firstState(options: ChatPageOptions, nonce: string, words: Wording): PageState {
  return {
    nonce,
    neutralUrl: options.neutralUrl,
    demo: options.demo(),
    languages: options.languages,
    wording: words,
    messages: options.greeting(words.code).map(({ text, choices }, index) => ({
      key: `greeting-${index}`,
      activity: undefined,
      from: 'bot',
      text,
      language: words.code,
      direction: words.direction,
      tone: 'plain',
      links: [],
      choices,
      delivery: 'done',
    })),
    status: 'starting',
    answering: false,
    helpOpen: false,
    locationRefused: false,
  };
}

async function sendHtml(
  accepts: unknown,
  response: ServerResponse,
  html: string,
  policy: string,
): Promise<void> {
  const zipped = /\bgzip\b/.test(String(accepts));
  const body = zipped ? await compress(html) : Buffer.from(html);
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': body.length,
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
    ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
  });
  response.end(body);
}
