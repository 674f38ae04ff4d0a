/** Puts the desk on the server: its addresses, its script and style, and the languages it speaks. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Speaking } from '../../language/speech.js';
import { addressOf } from '../../operations/rate/address.js';
import type { WebServer } from '../server.js';
import { rememberOnce } from './once.js';
import { firstForms } from './origin.js';
import type { DeskParts } from './parts.js';
import { rememberPeople } from './people.js';
import { deskRoutes, type Route } from './routes.js';
import { type Sent, send } from './send.js';
import { type Served, type Serving, serve } from './serve.js';
import { documentOf } from './views/document.js';
import { deskWords, type Words } from './words.js';

export interface DeskOptions {
  web: WebServer;
  parts: DeskParts;
  /** The bundle of `client/`, as text. */
  assets: { script: string; style: string };
  languages: readonly { code: string; name: string; intl: string }[];
  speaking: Speaking;
  /** The best language for an Accept-Language header. */
  pick(accepts: string): string;
  /** The header in which the operator's own proxy names the address a visitor comes from. */
  proxyHeader?: string | undefined;
  /** False only for a demo on this computer without https. */
  secure: boolean;
  now(): number;
  report(cause: unknown): void;
}

const HTML = 'text/html; charset=utf-8';
const YEAR = 31_536_000;

export function mountDesk(options: DeskOptions): readonly Route[] {
  const { web, parts, assets, languages, secure, now } = options;
  const files = {
    script: { name: `desk-${tagOf(assets.script)}.js`, type: 'text/javascript; charset=utf-8' },
    style: { name: `desk-${tagOf(assets.style)}.css`, type: 'text/css; charset=utf-8' },
  };
  const address = (name: string) => `/desk/assets/${name}`;
  const serving: Serving = {
    parts,
    firstForms: firstForms(secure),
    once: rememberOnce(now),
    addressOf: (request) => addressOf(request, options.proxyHeader),
    now,
    words: chooseWords(options),
    report: options.report,
  };

  function sent({ visit, answer, cookies }: Served): Sent {
    switch (answer.kind) {
      case 'page': {
        const around = {
          visit,
          languages,
          script: address(files.script.name),
          style: address(files.style.name),
        };
        return {
          status: answer.status,
          type: HTML,
          text: documentOf(answer, around),
          cookies: [...cookies, ...(answer.cookies ?? [])],
          headers: answer.headers ?? {},
        };
      }
      case 'to':
        return {
          status: 303,
          cookies: [...cookies, ...(answer.cookies ?? [])],
          headers: { Location: answer.path },
        };
      case 'part':
        return visit.tag === answer.tag
          ? { status: 304, headers: { ETag: answer.tag } }
          : { status: 200, type: HTML, text: answer.html, headers: { ETag: answer.tag } };
      case 'nothing':
        return { status: answer.status };
    }
  }

  const routes = deskRoutes({ ...parts, people: rememberPeople(parts.accounts, now) });
  for (const route of routes) {
    const add = route.method === 'GET' ? web.routes.get : web.routes.post;
    add.call(web.routes, route.path, async (request, response) => {
      const served = await serve(route, request, paramsOf(request), serving);
      await send(request, response, sent(served), secure);
    });
  }
  web.routes.get('/desk/assets/:file', async (request, response) => {
    const found = (['script', 'style'] as const).find(
      (each) => files[each].name === String(request.params.file),
    );
    const file: Sent =
      found === undefined
        ? { status: 404 }
        : { status: 200, type: files[found].type, text: assets[found], kept: true };
    await send(request, response, file, secure);
  });
  return routes;
}

function paramsOf(request: IncomingMessage & { params?: Record<string, unknown> }): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.params ?? {}).map(([name, value]) => [name, String(value)]),
  );
}

const COOKIE = 'desk-language';

function chooseWords({ languages, speaking, pick, secure }: DeskOptions): Serving['words'] {
  const all = new Map<string, Words>(
    languages.map(({ code, intl }) => [code, deskWords(speaking.in(code), intl)]),
  );
  return ({ query, cookies = '', own, accepts }) => {
    const chosen = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(cookies)?.[1];
    const asked = [query, chosen, ...own, pick(accepts), ...all.keys()];
    const words = asked.map((code) => all.get(code ?? '')).find((found) => found !== undefined);
    if (words === undefined) throw new Error('The desk has no language.');
    const cookie =
      query === words.code
        ? `${COOKIE}=${query}; Path=/desk; Max-Age=${YEAR}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
        : undefined;
    return { words, cookie };
  };
}

const tagOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
