/** Botkit on its own express server. */
import botkit from 'botkit';
import { WebAdapter } from 'botbuilder-adapter-web';
import { sayReady } from './ready.mjs';

export function serveBotkit() {
  process.env.PORT = '0';
  const controller = new botkit.Botkit({
    webhook_uri: '/api/messages',
    adapter: new WebAdapter(),
    disable_console: true,
  });
  controller.http.once('listening', () => {
    const { port } = controller.http.address();
    controller.ready(() => sayReady(port));
  });
  return controller;
}
