/**
 * Throws generated input at every boundary that is reached from here. `KINLINE_FUZZ` says how much at each (few by
 * default), `KINLINE_FUZZ_SEED` repeats a run that found something. Used by the tests and by `npm run bench -- fuzz`.
 */
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { readOrganizationFile } from '../../../src/casework/organization-file.js';
import { readConfig } from '../../../src/config.js';
import { parseYaml } from '../../../src/content/files.js';
import type { Problem } from '../../../src/content/problem.js';
import { importDirectory } from '../../../src/directory/import/import.js';
import { BackupRefused, unpack } from '../../../src/operations/backup/read.js';
import { type LiveService, startLive } from '../../conformance/live/service.js';
import { ownContent } from '../../helpers/content.js';
import { bodies, requests, tables, yamls } from './inputs.js';

export const RUNS = Number(process.env.KINLINE_FUZZ ?? 150);
export const SEED = Number(process.env.KINLINE_FUZZ_SEED ?? randomInt(2 ** 31));

/** Words that only the inside of a program has. */
const INSIDE = /\bat .*\.[jt]s:\d+|node_modules|TypeError|ReferenceError|SyntaxError|ECONN|ENOENT|stack/;

export interface Boundary {
  name: string;
  /** Resolves with how many inputs it took; rejects with the smallest that broke it. */
  fuzz(service: LiveService, runs: number, seed: number): Promise<number>;
}

const check = async <T>(
  arbitrary: fc.Arbitrary<T>,
  runs: number,
  seed: number,
  holds: (value: T) => Promise<void> | void,
): Promise<number> => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(arbitrary, async (value) => {
      count += 1;
      await holds(value);
    }),
    { numRuns: runs, seed, endOnFailure: false },
  );
  return count;
};

/** What an answer may be: anything but a fault of ours, and no word of the inside. 501 and 503 are said on purpose. */
async function isFine(response: Response): Promise<void> {
  const text = await response.text();
  if (response.status >= 500 && ![501, 503].includes(response.status))
    throw new Error(`answered ${response.status}: ${text.slice(0, 200)}`);
  if (INSIDE.test(text) && !text.startsWith('<!doctype'))
    throw new Error(`showed its inside: ${text.slice(0, 300)}`);
}

/** A connection that was kept open may be closed by the server in the moment it is used again: once more, then. */
const post = (url: string, body: Buffer, headers: Record<string, string> = {}) => {
  const send = () => sent(url, body, headers);
  return send().catch(send);
};

const sent = (url: string, body: Buffer, headers: Record<string, string>) =>
  fetch(url, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'Content-Type': 'application/json', ...headers },
  });

async function talking(service: LiveService): Promise<{ id: string; token: string; stream: string }> {
  const generated = await post(`${service.url}/v3/directline/tokens/generate`, Buffer.from('{}'));
  const { token } = (await generated.json()) as { token: string };
  const begun = await post(`${service.url}/v3/directline/conversations`, Buffer.from('{}'), {
    Authorization: `Bearer ${token}`,
  });
  const { conversationId, streamUrl } = (await begun.json()) as { conversationId: string; streamUrl: string };
  return { id: conversationId, token, stream: streamUrl };
}

/** Sends bytes as they are; resolves with what came back when the other side has ended, or is waiting for more. */
function raw(service: LiveService, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    socket.setTimeout(300, () => socket.destroy());
    socket.on('connect', () => socket.end(bytes));
    socket.on('data', (piece) => {
      heard += piece.toString('latin1');
    });
    socket.on('error', () => undefined).on('close', () => resolve(heard));
  });
}

export const BOUNDARIES: readonly Boundary[] = [
  {
    name: 'activities of the Bot Framework',
    fuzz: (service, runs, seed) =>
      check(bodies('http://127.0.0.1:9'), runs, seed, async (body) => {
        await isFine(await post(`${service.url}/api/messages`, body));
      }),
  },
  {
    name: 'activities of Direct Line',
    async fuzz(service, runs, seed) {
      const { id, token } = await talking(service);
      const url = `${service.url}/v3/directline/conversations/${id}/activities`;
      return check(bodies('http://127.0.0.1'), runs, seed, async (body) =>
        isFine(await post(url, body, { Authorization: `Bearer ${token}` })),
      );
    },
  },
  {
    name: 'requests, byte by byte',
    fuzz: (service, runs, seed) =>
      check(requests, runs, seed, async (bytes) => {
        const heard = await raw(service, bytes);
        const status = /^HTTP\/1\.[01] (5\d\d)/.exec(heard)?.[1];
        if (status !== undefined && !['501', '503', '505'].includes(status))
          throw new Error(`answered ${status}`);
        const body = heard.slice(heard.indexOf('\r\n\r\n') + 4);
        if (INSIDE.test(body) && !body.includes('<!doctype'))
          throw new Error(`showed its inside: ${body.slice(0, 300)}`);
      }),
  },
  {
    name: 'frames of a stream',
    async fuzz(service, runs, seed) {
      const { stream } = await talking(service);
      const url = stream.replace(/^http/, 'ws');
      return check(
        fc.array(fc.oneof(fc.uint8Array({ maxLength: 2000 }), fc.string({ maxLength: 300 })), {
          maxLength: 5,
        }),
        runs,
        seed,
        (frames) =>
          new Promise((resolve) => {
            const socket = new WebSocket(url);
            socket.on('open', () => {
              for (const frame of frames) socket.send(frame);
              socket.close();
            });
            socket.on('error', () => undefined).on('close', () => resolve());
          }),
      );
    },
  },
  {
    name: 'YAML of content and organization',
    async fuzz(_service, runs, seed) {
      const folder = mkdtempSync(join(tmpdir(), 'kinline-fuzz-'));
      const file = join(folder, 'organization.yaml');
      try {
        return await check(yamls, runs, seed, (text) => {
          const problems: Problem[] = [];
          parseYaml({ file }, text, problems);
          writeFileSync(file, text);
          const read = readOrganizationFile(file);
          if (read.organization === undefined && read.problems.length === 0)
            throw new Error('refused in silence');
        });
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  },
  {
    name: 'files of a directory',
    fuzz: (_service, runs, seed) =>
      check(tables, runs, seed, ({ name, text }) => {
        const files = [{ name, bytes: Buffer.from(text) }];
        importDirectory({ label: 'fuzz', files, now: new Date(0) }, ownContent().needs);
      }),
  },
  {
    name: 'backups',
    async fuzz(_service, runs, seed) {
      const folder = mkdtempSync(join(tmpdir(), 'kinline-fuzz-'));
      const file = join(folder, 'backup');
      const bytes = fc.uint8Array({ maxLength: 2000 });
      try {
        return await check(
          fc.oneof(
            bytes,
            bytes.map((plain) => gzipSync(plain)),
          ),
          runs,
          seed,
          async (content) => {
            writeFileSync(file, content);
            const refused = await unpack(file, join(folder, 'out')).catch((cause: unknown) => cause);
            if (!(refused instanceof BackupRefused)) throw new Error('took it, or failed in another way');
          },
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  },
  {
    name: 'settings',
    fuzz: (_service, runs, seed) =>
      check(
        fc.dictionary(
          fc.constantFrom(
            'KINLINE_PORT',
            'KINLINE_STORE',
            'KINLINE_PUBLIC_URL',
            'KINLINE_SECRET',
            'KINLINE_X',
            'MicrosoftAppId',
          ),
          fc.string({ unit: 'binary', maxLength: 60 }),
        ),
        runs,
        seed,
        (environment) => void readConfig(environment),
      ),
  },
];

/** The service that strangers reach, and a promise that rejects when anything in this process was left unhandled. */
export async function opened(): Promise<LiveService> {
  ownContent();
  return startLive();
}
