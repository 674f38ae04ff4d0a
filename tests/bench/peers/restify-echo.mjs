/** (a) Bare restify that reads JSON and sends it back: the pace of the ground that Kinline stands on. */
import restify from 'restify';
import { sayReady } from './ready.mjs';

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  response.send(request.body);
});
server.listen(0, '127.0.0.1', () => sayReady(server.address().port));
