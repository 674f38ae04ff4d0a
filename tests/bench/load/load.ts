/**
 * The load, in a process of its own: as many people as asked for, each sending the next message when the replies to
 * the last one have come. Jobs and results come and go as messages between processes.
 */
import { quantile } from '../statistics.js';
import { openBotkit } from './botkit.js';
import { openBotkitSocket } from './botkit-socket.js';
import { openDirectLine } from './direct-line.js';
import { openMessages } from './messages.js';
import { openOfflineDirectLine } from './offline-directline.js';
import type { OpenTalker } from './talk.js';

const TALKERS = {
  'kinline messages': openMessages(true),
  messages: openMessages(false),
  'kinline direct line': openDirectLine,
  'botkit webhook': openBotkit,
  'botkit socket': openBotkitSocket,
  'offline-directline': openOfflineDirectLine,
} satisfies Record<string, OpenTalker>;

export interface Job {
  speak: keyof typeof TALKERS;
  port: number;
  /** Where several instances serve: the lanes are spread over them. */
  ports?: readonly number[] | undefined;
  /** Conversations at once. */
  width: number;
  milliseconds: number;
}

export interface Load {
  turns: number;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Share of one processor that the load itself took: near 1 it would be what limits the pace. */
  busy: number;
}

async function play({ speak, port, ports = [port], width, milliseconds }: Job): Promise<Load> {
  const talkers = await Promise.all(
    Array.from({ length: width }, (_, lane) => TALKERS[speak](ports[lane % ports.length] ?? port)),
  );
  const took: number[] = [];
  const cpu = process.cpuUsage();
  const began = performance.now();
  const end = began + milliseconds;
  const lane = async ({ turn }: (typeof talkers)[number]) => {
    for (let from = performance.now(); from < end; ) {
      await turn();
      const now = performance.now();
      took.push(now - from);
      from = now;
    }
  };
  try {
    await Promise.all(talkers.map(lane));
  } finally {
    for (const { close } of talkers) close();
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    turns: took.length,
    seconds,
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
    busy: (user + system) / 1e6 / seconds,
  };
}

process.on('message', (job: Job) => {
  play(job).then(
    (load) => process.send?.({ load }),
    (cause: unknown) => process.send?.({ problem: String(cause) }),
  );
});
