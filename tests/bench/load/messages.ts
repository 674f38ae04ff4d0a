/** Talks over `/api/messages` as a Bot Framework channel does that wants the replies in the answer. */
import { openConnection } from './connection.js';
import { expectWords, FIND_HELP, GREETING, newPerson, type OpenTalker, TURNS } from './talk.js';

const LINES = [{ say: 'hello', hear: GREETING }, ...FIND_HELP];

/** @param ours whether Kinline answers: then what it says is held against the talk */
export const openMessages =
  (ours: boolean): OpenTalker =>
  async (port) => {
    const connection = await openConnection(port);
    let person = '';
    let at = 0;
    return {
      async turn() {
        if (at % TURNS === 0) person = newPerson();
        const { say, hear } = LINES[at % TURNS] ?? { say: '', hear: /$/ };
        const { status, body } = await connection.request('POST', '/api/messages', activity(person, at, say));
        if (status !== 200) throw new Error(`/api/messages answered ${status}: ${body}`);
        if (ours) expectWords(body, hear, say);
        at += 1;
      },
      close: connection.close,
    };
  };

function activity(person: string, at: number, text: string): string {
  return JSON.stringify({
    type: 'message',
    id: `${person}-${at}`,
    timestamp: '2026-11-24T10:00:00.000Z',
    channelId: 'emulator',
    serviceUrl: 'http://127.0.0.1:9/',
    from: { id: person, name: 'User', role: 'user' },
    recipient: { id: 'bot', name: 'Bot', role: 'bot' },
    conversation: { id: `conversation-${person}` },
    text,
    textFormat: 'plain',
    locale: 'en-US',
    deliveryMode: 'expectReplies',
  });
}
