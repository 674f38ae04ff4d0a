/**
 * One HTTP connection that is kept alive and carries one request at a time. Barer than Node's own client, so that the
 * load costs less than what it measures.
 */
import { connect, type Socket } from 'node:net';

export interface Answer {
  status: number;
  body: string;
}

export interface Connection {
  request(
    method: 'GET' | 'POST',
    path: string,
    body?: string,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  close(): void;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const CHUNKS_END = Buffer.from('0\r\n\r\n');

export async function openConnection(port: number): Promise<Connection> {
  const socket = await opened(port);
  let received: Buffer = Buffer.alloc(0);
  let waiting: { resolve(answer: Answer): void; reject(cause: Error): void } | undefined;
  const fail = (cause: Error) => waiting?.reject(cause);
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = readAnswer(received);
    if (answer === undefined) return;
    received = Buffer.alloc(0);
    const { resolve } = waiting ?? {};
    waiting = undefined;
    resolve?.(answer);
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('The server closed the connection.')));
  return {
    request(method, path, body, headers = {}) {
      const named = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      const content =
        body === undefined
          ? '\r\n'
          : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(`${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${named.join('')}${content}`);
      });
    },
    close: () => socket.destroy(),
  };
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => resolve(socket));
  });
}

/** Undefined until the answer is whole. Chunks are only counted, for no peer sends a body in them. */
function readAnswer(received: Buffer): Answer | undefined {
  const end = received.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const start = end + HEAD_END.length;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) {
    const chunked = /\r\ntransfer-encoding: *chunked/i.test(head);
    const whole = !chunked || received.subarray(-CHUNKS_END.length).equals(CHUNKS_END);
    return whole ? { status, body: received.toString('utf8', start) } : undefined;
  }
  if (received.length < start + Number(length)) return undefined;
  return { status, body: received.toString('utf8', start, start + Number(length)) };
}
