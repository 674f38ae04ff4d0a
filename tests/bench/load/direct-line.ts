/**
 * Talks to Kinline's Direct Line as its page does: a token, a stream, then posts. A turn is over when its post was
 * answered and its last reply has come over the stream.
 */
import WebSocket from 'ws';
import { type Connection, openConnection } from './connection.js';
import { expectWords, FIND_HELP, GREETING, newPerson, type OpenTalker, TURNS } from './talk.js';

const BASE = '/v3/directline';

interface Heard {
  from: { role?: string };
  inputHint?: string;
  channelData?: { clientActivityID?: string };
  suggestedActions?: { actions: Tap[] };
}
interface Tap {
  title: string;
  value: { choice: string };
}

export const openDirectLine: OpenTalker = async (port) => {
  const connection = await openConnection(port);
  let stream: Stream | undefined;
  let token = '';
  let path = '';
  let person = '';
  let at = 0;

  async function open(): Promise<void> {
    stream?.close();
    person = newPerson();
    token = (await post(connection, `${BASE}/tokens/generate`, '{}')).token ?? '';
    const begun = await post(connection, `${BASE}/conversations`, '{"locale":"en-US"}', token);
    path = `${BASE}/conversations/${begun.conversationId}/activities`;
    stream = openStream(begun.streamUrl ?? '');
    expectWords(await stream.replies(undefined), GREETING, 'opening');
  }

  return {
    async turn() {
      const index = at % TURNS;
      at += 1;
      if (index === 0) return open();
      const line = FIND_HELP[index - 1];
      if (line === undefined || stream === undefined) throw new Error('The talk was lost.');
      const id = `${person}-${index}`;
      const [heard] = await Promise.all([
        stream.replies(id),
        post(connection, path, activity(id, line.say, stream.tap(line.say)), token),
      ]);
      expectWords(heard, line.hear, line.say);
    },
    close() {
      stream?.close();
      connection.close();
    },
  };
};

async function post(
  connection: Connection,
  path: string,
  body: string,
  token?: string,
): Promise<{ token?: string; conversationId?: string; streamUrl?: string }> {
  const headers = token === undefined ? undefined : { Authorization: `Bearer ${token}` };
  const answer = await connection.request('POST', path, body, headers);
  if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.body}`);
  return JSON.parse(answer.body) as { token?: string };
}

function activity(id: string, say: string, tapped: Tap | undefined): string {
  const value = tapped === undefined ? {} : { value: tapped.value };
  return JSON.stringify({
    type: 'message',
    text: say,
    ...value,
    textFormat: 'plain',
    locale: 'en-US',
    channelData: { clientActivityID: id },
    from: { id: '' },
  });
}

interface Stream {
  /** Everything that came up to the last reply to a message of this id, or up to the greeting. */
  replies(id: string | undefined): Promise<string>;
  /** The button of this title under the last reply. */
  tap(title: string): Tap | undefined;
  close(): void;
}

function openStream(address: string): Stream {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  let waiting: { id: string | undefined; heard: string; resolve(heard: string): void } | undefined;
  let reject: (cause: Error) => void = () => {};
  let taps: Tap[] = [];
  let echoed = false;
  socket.on('message', (frame: Buffer) => {
    const words = frame.toString('utf8');
    if (words === '' || waiting === undefined) return;
    waiting.heard += words;
    for (const activity of (JSON.parse(words) as { activities: Heard[] }).activities) {
      if (waiting.id !== undefined && activity.channelData?.clientActivityID === waiting.id) echoed = true;
      if (activity.from.role !== 'bot' || activity.inputHint !== 'expectingInput') continue;
      taps = activity.suggestedActions?.actions ?? [];
      if (waiting.id === undefined || echoed) waiting.resolve(waiting.heard);
    }
  });
  socket.on('error', (cause) => reject(cause));
  socket.on('close', () => reject(new Error('The server closed the stream.')));
  return {
    replies: (id) =>
      new Promise((resolve, fail) => {
        echoed = false;
        reject = fail;
        waiting = { id, heard: '', resolve };
      }),
    tap: (title) => taps.find((tap) => tap.title === title),
    close: () => socket.terminate(),
  };
}
