/** Reads an upload. No channel of ours can read a file, so all that counts is the activity sent beside it. */
import type { IncomingMessage } from 'node:http';
import { isRecord } from './location.js';

/** Largest upload that is read, in bytes. */
export const UPLOAD_BYTES = 1024 * 1024;
const UPLOAD_SECONDS = 60;

export type Upload =
  | { ok: true; activity: unknown }
  | { ok: false; status: 400 | 408 | 413; problem: string };

/** The activity of the upload; one with nothing but an attachment where a bare file was sent. */
export async function readUpload(request: IncomingMessage): Promise<Upload> {
  const body = await readBytes(request);
  if (!Buffer.isBuffer(body)) return body;
  const contentType = request.headers['content-type'] ?? 'application/octet-stream';
  if (!/^multipart\//i.test(contentType)) return { ok: true, activity: bareFile(contentType) };
  try {
    const form = await new Response(new Uint8Array(body), {
      headers: { 'Content-Type': contentType },
    }).formData();
    const part = form.get('activity');
    if (part === null) return { ok: true, activity: bareFile('application/octet-stream') };
    const activity: unknown = JSON.parse(typeof part === 'string' ? part : await part.text());
    return { ok: true, activity: withAttachment(activity) };
  } catch {
    return {
      ok: false,
      status: 400,
      problem: 'Send multipart/form-data with an activity as JSON and a file.',
    };
  }
}

function bareFile(contentType: string): unknown {
  return { type: 'message', attachments: [{ contentType }] };
}

function withAttachment(activity: unknown): unknown {
  if (!isRecord(activity) || activity.type !== 'message' || activity.attachments) return activity;
  return { ...activity, attachments: [{}] };
}

function readBytes(request: IncomingMessage): Promise<Buffer | (Upload & { ok: false })> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (result: Buffer | (Upload & { ok: false })) => {
      clearTimeout(timer);
      request.removeListener('data', onData);
      resolve(result);
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= UPLOAD_BYTES) chunks.push(chunk);
      else {
        request.resume();
        done({ ok: false, status: 413, problem: `The upload is larger than ${UPLOAD_BYTES} bytes.` });
      }
    };
    const onCut = () => done({ ok: false, status: 400, problem: 'The upload ended before it was complete.' });
    const timer = setTimeout(
      () => done({ ok: false, status: 408, problem: 'The upload took too long.' }),
      UPLOAD_SECONDS * 1000,
    );
    request.on('data', onData);
    request.once('end', () => done(Buffer.concat(chunks)));
    request.once('error', onCut).once('aborted', onCut);
  });
}
