/** Botkit with its web adapter, doing nothing but echo. */
import { serveBotkit } from './botkit-server.mjs';

serveBotkit().on('message', async (bot, message) => {
  await bot.reply(message, `Echo: ${message.text}`);
});
