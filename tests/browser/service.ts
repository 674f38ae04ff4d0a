/** The chat page on a real server with the real Direct Line, in front of a scripted bot. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { type DirectLine, mountDirectLine } from '../../src/channels/direct-line/mount.js';
import { mountChatPage } from '../../src/web/chat/chat-page.js';
import type { LeftPage } from '../../src/web/chat/exit.js';
import { createWebServer, type WebServer } from '../../src/web/server.js';
import { chatAssets } from './assets.js';
import { SAYINGS, type Sayings } from './sayings.js';
import { type ScriptedBot, scriptedBot } from './scripted-bot.js';

export interface Service {
  url: string;
  bot: ScriptedBot;
  left: LeftPage[];
  /** Where the quick exit leads in the tests. */
  neutralUrl: string;
  /** What the neutral site was told of where its visitors came from. */
  referrers: (string | undefined)[];
  refuseSockets: boolean;
  cutSockets(): void;
  /** The server goes away, and comes back on the same port knowing what it knew. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** For good, with everything else the test opened here. */
  close(): Promise<void>;
}

export async function startService(options: { demo?: boolean } = {}): Promise<Service> {
  const bot = scriptedBot();
  const assets = await chatAssets();
  const secret = randomBytes(32);
  const neutral = createWebServer();
  const referrers: Service['referrers'] = [];
  neutral.routes.get('/', async (request, response) => {
    referrers.push(request.headers.referer);
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end('<!doctype html><title>Weather</title><h1>Weather</h1>');
  });
  const neutralAt = await neutral.listen(0, '127.0.0.1');
  const sockets = new Set<Duplex>();
  let running: { web: WebServer; line: DirectLine } | undefined;
  let port = 0;

  const service: Service = {
    url: '',
    bot,
    left: [],
    referrers,
    neutralUrl: `http://127.0.0.1:${neutralAt.port}/`,
    refuseSockets: false,
    cutSockets: () => {
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    async start() {
      const web = createWebServer();
      const gated: WebServer = {
        ...web,
        onUpgrade: (path, handler) =>
          web.onUpgrade(path, (request, socket, head, url) => {
            if (service.refuseSockets) return void socket.destroy();
            sockets.add(socket);
            handler(request, socket, head, url);
          }),
      };
      const line = mountDirectLine({
        web: gated,
        take: bot.take,
        transcript: bot.transcript,
        secret,
        now: Date.now,
        random: randomBytes,
      });
      mountPage(web, line, service, { assets, demo: options.demo ?? false });
      const address = await web.listen(port, '127.0.0.1');
      port = address.port;
      service.url = `http://127.0.0.1:${port}`;
      running = { web, line };
    },
    async stop() {
      running?.line.close();
      service.cutSockets();
      running?.web.routes.server.closeAllConnections();
      await running?.web.close();
      running = undefined;
    },
    async close() {
      await service.stop();
      await neutral.close();
    },
  };
  await service.start();
  return service;
}

type Assets = Awaited<ReturnType<typeof chatAssets>>;

function mountPage(
  web: WebServer,
  line: DirectLine,
  service: Service,
  { assets, demo }: { assets: Assets; demo: boolean },
): void {
  const { bot } = service;
  mountChatPage({
    web,
    assets,
    demo: () => demo,
    token: () => line.tokenFor().token,
    leave: async (page) => {
      service.left.push(page);
    },
    languages: Object.entries(SAYINGS).map(([code, { name, direction }]) => ({ code, name, direction })),
    texts: pageTextsOf,
    pick: (wanted) => Object.keys(SAYINGS).find((code) => wanted.startsWith(code)) ?? 'en',
    greeting: (language) => {
      const words = SAYINGS[language] as Sayings;
      return [
        bot.say(language, words.greeting, { choices: bot.choices(words, ['find', 'person', 'about']) }),
      ];
    },
    emergency: (language) => ({ text: bot.sayings(language).danger, links: bot.sayings(language).calls }),
    neutralUrl: service.neutralUrl,
  });
}

/** A language whose page is not translated yet shows the English one here. */
function pageTextsOf(language: string): Record<string, string> {
  const file = `locales/${language}/page.json`;
  return JSON.parse(readFileSync(existsSync(file) ? file : 'locales/en/page.json', 'utf8'));
}
