/**
 * A word with the process that holds a data folder, through the socket of its lock: change the secret, now, while
 * serving. The new wrapping key comes sealed under the present one and bound to a number used once, so only who has
 * both secrets can ask, nobody who listens learns anything, and nothing that was asked once can be asked again.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { unwrapKey, type Wrapping, wrapKey, wrappingId } from '../sealing.js';

const NONCE_BYTES = 16;
const LINE_CHARACTERS = 4096;
const PATIENCE_MILLISECONDS = 30_000;

/** Null where nobody is there, or it is not ready yet. */
export type Asked = { rewrapped: number } | { refused: string } | null;

export interface Rotating {
  /** What keys are wrapped under now. */
  wrapping(): Wrapping;
  rotate(to: Wrapping): Promise<number>;
}

/** Answers one question on a connection. Whatever else comes is cut off. */
export function answerControl(socket: Socket, rotating: Rotating | undefined): void {
  socket.on('error', () => socket.destroy());
  if (rotating === undefined) return void socket.destroy();
  socket.setTimeout(PATIENCE_MILLISECONDS, () => socket.destroy());
  const nonce = randomBytes(NONCE_BYTES).toString('hex');
  let heard = '';
  let asked = false;
  socket.write(`${nonce}\n`);
  socket.on('data', (bytes) => {
    heard += bytes.toString('latin1');
    if (heard.length > LINE_CHARACTERS) return void socket.destroy();
    if (asked || !heard.includes('\n')) return;
    asked = true;
    socket.setTimeout(0);
    void answer(heard.slice(0, heard.indexOf('\n')), nonce, rotating).then((line) => socket.end(`${line}\n`));
  });
}

async function answer(line: string, nonce: string, rotating: Rotating): Promise<string> {
  const to = line
    .split(' ')
    .map((sealed) => unwrapKey(rotating.wrapping().key, Buffer.from(sealed, 'base64'), `rotate ${nonce}`))
    .find((key) => key !== undefined);
  if (to === undefined) return 'refused secret';
  try {
    return `rewrapped ${await rotating.rotate({ id: wrappingId(to), key: to })}`;
  } catch {
    return 'refused disk';
  }
}

/** Asks the process behind a socket to wrap everything under `to`; it may be under `before` or under `to` by now. */
export function askToRotate(path: string, to: Wrapping, before: Wrapping): Promise<Asked> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let lines = 0;
    socket.on('error', () => resolve(null));
    socket.on('close', () => resolve(null));
    createInterface({ input: socket })
      .on('error', () => undefined)
      .on('line', (line) => {
        lines += 1;
        if (lines === 1) {
          const seal = (under: Wrapping) => wrapKey(under.key, to.key, `rotate ${line}`).toString('base64');
          socket.write(`${seal(before)} ${seal(to)}\n`);
          return;
        }
        const [word, what = ''] = line.split(' ');
        resolve(word === 'rewrapped' ? { rewrapped: Number(what) } : { refused: what });
        socket.destroy();
      });
  });
}
