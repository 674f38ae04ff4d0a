/** Reads a request's JSON body, and says in plain words what is wrong with one that cannot be read. */
import type { IncomingMessage } from 'node:http';

/** Largest body that is read, in bytes. */
export const BODY_BYTES = 1024 * 1024;

export type Body =
  | { ok: true; value: unknown }
  | { ok: false; status: 400 | 413 | 415 | 408; problem: string };

/**
 * @param seconds how long the sender may take for the whole body
 */
export function readJson(request: IncomingMessage, bytes = BODY_BYTES, seconds = 30): Promise<Body> {
  const type = request.headers['content-type'] ?? '';
  if (type !== '' && !/^application\/([\w.-]+\+)?json\b/i.test(type))
    return Promise.resolve({ ok: false, status: 415, problem: 'Send the body as application/json.' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (body: Body) => {
      clearTimeout(timer);
      request.removeListener('data', onData);
      request.removeListener('end', onEnd);
      request.removeListener('error', onError);
      resolve(body);
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > bytes) {
        request.resume();
        done({ ok: false, status: 413, problem: `The body is larger than ${bytes} bytes.` });
      } else chunks.push(chunk);
    };
    const onEnd = () => done(parse(chunks));
    const onError = () => done({ ok: false, status: 400, problem: 'The body ended before it was complete.' });
    const timer = setTimeout(
      () => done({ ok: false, status: 408, problem: `The body took longer than ${seconds} s.` }),
      seconds * 1000,
    );
    request.on('data', onData).on('end', onEnd).on('error', onError).on('aborted', onError);
  });
}

function parse(chunks: Buffer[]): Body {
  const bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
  if (bytes.length === 0) return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(bytes.toString('utf8')) };
  } catch {
    return { ok: false, status: 400, problem: 'The body is not valid JSON.' };
  }
}
