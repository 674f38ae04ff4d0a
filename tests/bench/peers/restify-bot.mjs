/** A bot on restify with CloudAdapter, put together as the SDK's samples do it. */
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import restify from 'restify';

export function serveBot(bot, ready) {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  adapter.onTurnError = async (_context, error) => {
    console.error(error);
    throw error;
  };
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser());
  server.post('/api/messages', async (request, response) => {
    await adapter.process(request, response, (context) => bot.run(context));
  });
  server.listen(0, '127.0.0.1', () => ready(server.address().port));
}
