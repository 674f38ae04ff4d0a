/** Talks to botkit's web adapter over its WebSocket; a turn is over when the reply has come. */
import WebSocket from 'ws';
import { FIND_HELP, newPerson, type OpenTalker, TURNS } from './talk.js';

export const openBotkitSocket: OpenTalker = async (port) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let user = '';
  let at = 0;
  let heard: () => void = () => {};
  socket.on('message', () => heard());
  return {
    turn() {
      const index = at % TURNS;
      at += 1;
      if (index === 0) user = newPerson();
      const text = FIND_HELP[index - 1]?.say ?? 'hello';
      return new Promise((resolve) => {
        heard = resolve;
        socket.send(JSON.stringify({ type: 'message', user, channel: 'socket', text }));
      });
    },
    close: () => socket.terminate(),
  };
};
