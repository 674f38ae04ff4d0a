/** Talks to botkit's web adapter over its webhook, which answers with the replies. */
import { openConnection } from './connection.js';
import { FIND_HELP, newPerson, type OpenTalker, TURNS } from './talk.js';

export const openBotkit: OpenTalker = async (port) => {
  const connection = await openConnection(port);
  let user = '';
  let at = 0;
  return {
    async turn() {
      const index = at % TURNS;
      at += 1;
      if (index === 0) user = newPerson();
      const text = FIND_HELP[index - 1]?.say ?? 'hello';
      const message = JSON.stringify({ type: 'message', user, channel: 'webhook', text });
      const { status, body } = await connection.request('POST', '/api/messages', message);
      if (status !== 200 || !body.includes('"text"')) throw new Error(`Botkit answered ${status}: ${body}`);
    },
    close: connection.close,
  };
};
