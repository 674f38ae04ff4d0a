/** Kinline on a free port with the real turn, store and demo directory, and every channel in front of it. */
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { mountBotFramework } from '../../../src/channels/bot-framework/mount.js';
import { mountDirectLine } from '../../../src/channels/direct-line/mount.js';
import type { Incoming } from '../../../src/turn/incoming.js';
import type { TakeTurn } from '../../../src/turn/result.js';
import { createWebServer, type WebServer } from '../../../src/web/server.js';
import { openHouse, SECRET, type TestHouse } from '../../helpers/house.js';

export interface LiveService {
  house: TestHouse;
  web: WebServer;
  url: string;
  /** Every message as its channel decoded it, in order. */
  heard: Incoming[];
  /** Ends every open stream at once, as a lost network does. */
  cutStreams(): void;
  /** While true, no stream is opened. */
  refuseStreams: boolean;
  close(): Promise<void>;
}

export async function startLive(more: (web: WebServer) => void = () => undefined): Promise<LiveService> {
  const house = await openHouse();
  const web = createWebServer();
  const streams = new Set<Duplex>();
  const gated: WebServer = {
    ...web,
    onUpgrade: (path, handler) =>
      web.onUpgrade(path, (request, socket, head, url) => {
        if (service.refuseStreams) return void socket.destroy();
        streams.add(socket);
        handler(request, socket, head, url);
      }),
  };
  const { transcript } = house.house;
  const heard: Incoming[] = [];
  const take: TakeTurn = (incoming) => {
    heard.push(incoming);
    return house.house.take(incoming);
  };
  const line = mountDirectLine({
    web: gated,
    take,
    transcript,
    secret: SECRET,
    now: Date.now,
    random: randomBytes,
  });
  const connector = mountBotFramework({
    web,
    take,
    credentials: undefined,
    production: false,
    log: () => undefined,
  });
  more(web);
  const service: LiveService = {
    house,
    web,
    url: '',
    heard,
    refuseStreams: false,
    cutStreams() {
      for (const socket of streams) socket.destroy();
      streams.clear();
    },
    async close() {
      line.close();
      service.cutStreams();
      web.routes.server.closeAllConnections();
      await web.close();
      await connector.settled();
      await house.close();
    },
  };
  const { port } = await web.listen(0, '127.0.0.1');
  service.url = `http://127.0.0.1:${port}`;
  return service;
}
