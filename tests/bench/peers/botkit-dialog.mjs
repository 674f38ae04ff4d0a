/** (d) Botkit with its web adapter and a conversation of as many turns. */
import botkit from 'botkit';
import { GOODBYE, QUESTIONS } from './script.mjs';
import { serveBotkit } from './botkit-server.mjs';

const controller = serveBotkit();
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
