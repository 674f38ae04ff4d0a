/** The WebSocket stream: everything after the watermark on connecting, then each turn as it is committed. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Transcript, TranscriptTurn } from '../../turn/result.js';
import type { ActivitySet, LineActivity } from './activity.js';
import { backlogOf, parseWatermark } from './backlog.js';
import type { Conversation, Conversations, Listener } from './conversations.js';
import { localeOf } from './decode.js';
import { endOf, renderTurn } from './render.js';
import type { Tokens } from './tokens.js';

export const STREAM_PATH = /^\/v3\/directline\/conversations\/([\w-]{1,64})\/stream\/?$/;

/** A reader that is this far behind, in bytes, is dropped; it comes back and reads on from its watermark. */
const BEHIND_BYTES = 1024 * 1024;
/** Clients send empty frames only, to notice a dead connection. */
const FRAME_BYTES = 1024;
const STREAMS_A_CONVERSATION = 8;
const TRY_AGAIN_LATER = 1013;
const GOING_AWAY = 1001;

export interface Streams {
  connect(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void;
  /** Asks every stream for a sign of life and ends those that gave none since the last time. */
  ping(): void;
  close(): void;
}

export function createStreams(options: {
  tokens: Tokens;
  conversations: Conversations;
  transcript: Transcript;
}): Streams {
  const { tokens, conversations, transcript } = options;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: FRAME_BYTES,
    perMessageDeflate: false,
  });
  const open = new Map<WebSocket, { alive: boolean }>();

  function connect(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void {
    const verified = tokens.verify(url.searchParams.get('t') ?? '', 'stream');
    if (!verified.ok) return refuse(socket, verified.reason === 'expired' ? 403 : 401);
    if (STREAM_PATH.exec(url.pathname)?.[1] !== verified.person.conversation) return refuse(socket, 404);
    const watermark = parseWatermark(url.searchParams.get('watermark'));
    if (watermark === undefined) return refuse(socket, 400);
    const conversation = conversations.of(verified.person);
    server.handleUpgrade(request, socket, head, (websocket) => {
      follow(websocket);
      serve(websocket, conversation, watermark, localeOf(url.searchParams.get('locale'))).catch(() =>
        websocket.close(TRY_AGAIN_LATER),
      );
    });
  }

  function follow(websocket: WebSocket): void {
    const life = { alive: true };
    open.set(websocket, life);
    websocket.on('pong', () => {
      life.alive = true;
    });
    websocket.on('message', () => {
      life.alive = true;
    });
    websocket.on('error', () => websocket.terminate());
    websocket.on('close', () => open.delete(websocket));
  }

  async function serve(
    websocket: WebSocket,
    conversation: Conversation,
    watermark: number,
    locale: string | undefined,
  ): Promise<void> {
    // Turns that are committed while the backlog is read wait here, so that order is kept and none is lost.
    const waiting: TranscriptTurn[] = [];
    let caughtUp = false;
    const show = (turn: TranscriptTurn) =>
      send(websocket, {
        activities: renderTurn(turn, conversation.person),
        watermark: String(endOf(turn)),
      });
    const listener: Listener = {
      turn: (turn) => (caughtUp ? show(turn) : waiting.push(turn)),
      volatile: (activities) => send(websocket, { activities }),
      drop: () => websocket.terminate(),
    };
    const [oldest] = conversation.listeners;
    if (oldest && conversation.listeners.size >= STREAMS_A_CONVERSATION) oldest.drop();
    conversation.listeners.add(listener);
    websocket.on('close', () => {
      conversation.listeners.delete(listener);
      conversations.of(conversation.person);
    });

    await conversations.open(conversation, locale, true);
    const backlog = await backlogOf(transcript, conversation, watermark);
    if (!backlog.complete) throw new Error('The transcript could not be read.');
    const activities = backlog.turns.flatMap((turn) => renderTurn(turn, conversation.person, backlog.from));
    activities.push(...conversations.takeUnheard(conversation));
    if (activities.length > 0) send(websocket, { activities, watermark: String(backlog.watermark) });
    const sent = new Set(backlog.turns.map((turn) => turn.firstLine));
    caughtUp = true;
    for (const turn of waiting) if (!sent.has(turn.firstLine)) show(turn);
  }

  return {
    connect,
    ping() {
      for (const [websocket, life] of open) {
        if (!life.alive) websocket.terminate();
        else {
          life.alive = false;
          websocket.ping();
        }
      }
    },
    close() {
      for (const websocket of open.keys()) websocket.close(GOING_AWAY);
    },
  };
}

/** Lines without a watermark stand on no transcript: the client's place does not move. */
function send(websocket: WebSocket, set: ActivitySet | { activities: LineActivity[] }): void {
  if (websocket.readyState !== websocket.OPEN) return;
  if (websocket.bufferedAmount > BEHIND_BYTES) websocket.terminate();
  else websocket.send(JSON.stringify(set));
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
};

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
