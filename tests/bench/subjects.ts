/** Who is measured: Kinline and the five grounds and peers it is held against. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from './load/load.js';
import { type Server, startServer } from './server-process.js';

export interface Subject {
  name: string;
  speak: Job['speak'];
  start(): Promise<Server>;
}

const OUTPUT = join(process.cwd(), 'tests/output/bench');
const peer = (name: string) => () => startServer(`tests/bench/peers/${name}.mjs`);

/** The service as `npm start` runs it, on the disk the project lies on, with a folder of its own. */
export function startKinline(
  folder: string,
  flags: string[] = [],
  settings: Record<string, string> = {},
): Promise<Server> {
  const data = join(OUTPUT, folder);
  rmSync(data, { recursive: true, force: true });
  return startServer('dist/main.js', { KINLINE_DATA: data, KINLINE_PORT: '0', ...settings }, [
    '--enable-source-maps',
    ...flags,
  ]);
}

export const OURS = 'Kinline';

export const MESSAGES: readonly Subject[] = [
  { name: OURS, speak: 'kinline messages', start: () => startKinline('messages') },
  { name: '(a) restify echo', speak: 'messages', start: peer('restify-echo') },
  { name: '(b) botbuilder echo', speak: 'messages', start: peer('botbuilder-echo') },
  { name: '(c) botbuilder waterfall', speak: 'messages', start: peer('botbuilder-waterfall') },
];

export const DIRECT_LINE: readonly Subject[] = [
  { name: OURS, speak: 'kinline direct line', start: () => startKinline('direct-line') },
  { name: '(a) restify echo', speak: 'messages', start: peer('restify-echo') },
  { name: '(d) botkit, WebSocket', speak: 'botkit socket', start: peer('botkit-dialog') },
  { name: '(d) botkit, webhook', speak: 'botkit webhook', start: peer('botkit-dialog') },
  { name: '(e) offline-directline', speak: 'offline-directline', start: peer('offline-directline') },
];
