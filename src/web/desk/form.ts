/** A form as a browser without script sends it: read within its limit, and never more of it than the page asked for. */
import type { IncomingMessage } from 'node:http';

/** Largest form that is read, in bytes. */
export const FORM_BYTES = 64 * 1024;
const SECONDS = 30;

export type ReadForm = { ok: true; form: Form } | { ok: false; status: 400 | 408 | 413 | 415 };

export interface Form {
  /** Trimmed; empty where it was not sent. */
  text(name: string): string;
  /** As it was typed: for passwords. */
  raw(name: string): string;
  all(name: string): string[];
  /** One of these, or undefined. */
  one<Value extends string>(name: string, values: readonly Value[]): Value | undefined;
  entries(): [string, string][];
}

export function formOf(fields: URLSearchParams): Form {
  const raw = (name: string) => fields.get(name) ?? '';
  const text = (name: string) => raw(name).trim();
  return {
    raw,
    text,
    all: (name) => fields.getAll(name),
    one: (name, values) => values.find((value) => value === text(name)),
    entries: () => [...fields.entries()],
  };
}

export const NO_FORM: Form = formOf(new URLSearchParams());

export function readForm(request: IncomingMessage): Promise<ReadForm> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
    request.resume();
    return Promise.resolve({ ok: false, status: 415 });
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (read: ReadForm) => {
      clearTimeout(timer);
      resolve(read);
    };
    const timer = setTimeout(() => done({ ok: false, status: 408 }), SECONDS * 1000);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > FORM_BYTES) done({ ok: false, status: 413 });
      else chunks.push(chunk);
    });
    request.on('end', () =>
      done({ ok: true, form: formOf(new URLSearchParams(Buffer.concat(chunks).toString('utf8'))) }),
    );
    request.on('error', () => done({ ok: false, status: 400 }));
    request.on('aborted', () => done({ ok: false, status: 400 }));
  });
}
