/** (e) Stock botbuilder echo behind offline-directline, which brings it activities and keeps the replies for polling. */
import { createServer } from 'node:net';
import express from 'express';
import directline from 'offline-directline';
import { EchoBot } from './echo-bot.mjs';
import { sayReady } from './ready.mjs';
import { serveBot } from './restify-bot.mjs';

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

serveBot(new EchoBot(), async (botPort) => {
  const port = await freePort();
  const app = express();
  directline.initializeRoutes(app, port, `http://127.0.0.1:${botPort}/api/messages`);
  sayReady(port);
});
