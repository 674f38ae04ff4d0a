/** (d) Botkit with its web adapter and a conversation of as many turns. */
import botkit from 'botkit';
import { WebAdapter } from 'botbuilder-adapter-web';
import { sayReady } from './ready.mjs';
import { GOODBYE, QUESTIONS } from './script.mjs';

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
const conversation = new botkit.BotkitConversation('find-help', controller);
for (const { name, text, buttons } of QUESTIONS) {
  const quick_replies = buttons.map((title) => ({ title, payload: title }));
  conversation.ask({ text, quick_replies }, async () => {}, name);
}
conversation.say(GOODBYE);
controller.addDialog(conversation);
controller.on('message', async (bot) => {
  await bot.beginDialog('find-help');
});
