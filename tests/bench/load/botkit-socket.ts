/** Talks to botkit's web adapter over its WebSocket, which serves it best; a turn is over when the reply has come. */
import WebSocket from 'ws';
import { FIND_HELP, newPerson, type OpenTalker, TURNS } from './talk.js';

export const openBotkitSocket: OpenTalker = async (port) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let user = '';
  let at = 0;
  let waiting: (() => void) | undefined;
  socket.on('message', (frame: Buffer) => {
    // Each of its turns has one reply; a second one would end the next turn before it began.
    if (waiting === undefined) throw new Error(`Botkit said more than was asked: ${frame.toString()}`);
    const heard = waiting;
    waiting = undefined;
    heard();
  });
  return {
    turn() {
      const index = at % TURNS;
      at += 1;
      if (index === 0) user = newPerson();
      const text = FIND_HELP[index - 1]?.say ?? 'hello';
      return new Promise((resolve) => {
        waiting = resolve;
        socket.send(JSON.stringify({ type: 'message', user, channel: 'socket', text }));
      });
    },
    close: () => socket.terminate(),
  };
};
