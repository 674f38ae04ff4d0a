/** Turns a second, time a turn takes, and processor time a turn costs; each round runs every subject once. */
import type { Load } from '../load/load.js';
import { type LoadProcess, startLoad } from '../load-process.js';
import type { Server } from '../server-process.js';
import { median, medianRatio } from '../statistics.js';
import { DIRECT_LINE, MESSAGES, OURS, type Subject } from '../subjects.js';
import { type Goal, table } from '../table.js';

export interface Pace {
  rounds: number;
  /** Milliseconds of one run. */
  run: number;
  /** Milliseconds for which each server is warmed up. */
  warmUp: number;
}

interface Run extends Load {
  rate: number;
  /** Milliseconds of the server's processor time a turn. */
  cpu: number;
}
export type Runs = Map<string, Run[]>;

export async function measureTurns(pace: Pace, say: (words: string) => void): Promise<Goal[]> {
  const load = startLoad();
  try {
    const [messages] = await measure(MESSAGES, [32], pace, load);
    if (messages === undefined) throw new Error('Nothing was measured.');
    say('\nOver /api/messages with expectReplies, 32 connections kept alive\n');
    say(runsTable(messages));
    const widths = [1, 20, 100];
    const talks = await measure(DIRECT_LINE, widths, pace, load);
    for (const [index, runs] of talks.entries()) {
      say(`\nOver Direct Line, conversations at once: ${widths[index]}\n`);
      say(runsTable(runs));
    }
    return [...messagesGoals(messages), ...directLineGoals(talks.at(-1) ?? new Map())];
  } finally {
    load.stop();
  }
}

export async function measure(
  subjects: readonly Subject[],
  widths: readonly number[],
  pace: Pace,
  load: LoadProcess,
): Promise<Runs[]> {
  const servers: { subject: Subject; server: Server }[] = [];
  try {
    for (const subject of subjects) {
      const server = await subject.start();
      servers.push({ subject, server });
      await load.play({ speak: subject.speak, port: server.port, width: 20, milliseconds: pace.warmUp });
    }
    const all: Runs[] = [];
    for (const width of widths) {
      const runs: Runs = new Map(subjects.map(({ name }) => [name, []]));
      for (let round = 0; round < pace.rounds; round += 1)
        for (const { subject, server } of servers)
          runs.get(subject.name)?.push(await runOnce(subject, server, width, pace.run, load));
      all.push(runs);
    }
    return all;
  } finally {
    for (const { server } of servers) await server.stop();
  }
}

async function runOnce(
  { speak }: Subject,
  server: Server,
  width: number,
  milliseconds: number,
  load: LoadProcess,
): Promise<Run> {
  const before = await server.usage();
  const result = await load.play({ speak, port: server.port, ports: server.ports, width, milliseconds });
  const after = await server.usage();
  return { ...result, rate: result.turns / result.seconds, cpu: (after.cpu - before.cpu) / result.turns };
}

function runsTable(runs: Runs): string {
  const ours = rates(runs, OURS);
  const rows = [...runs].map(([name, all]) => [
    name,
    median(all.map(({ rate }) => rate)).toFixed(0),
    median(all.map(({ p50 }) => p50)).toFixed(1),
    median(all.map(({ p99 }) => p99)).toFixed(1),
    median(all.map(({ cpu }) => cpu)).toFixed(2),
    `${(100 * median(all.map(({ busy }) => busy))).toFixed(0)} %`,
    name === OURS ? '' : medianRatio(ours, rates(runs, name)).toFixed(2),
  ]);
  return table(['', 'turns/s', 'p50 ms', 'p99 ms', 'CPU ms/turn', 'load busy', 'Kinline is × this'], rows);
}

export const rates = (runs: Runs, name: string) => (runs.get(name) ?? []).map(({ rate }) => rate);

function goal(runs: Runs, where: string, peer: string, least: number, above = false): Goal {
  const ratio = medianRatio(rates(runs, OURS), rates(runs, peer));
  return {
    what: `${where}: turns/s against ${peer}`,
    measured: `${ratio.toFixed(2)} ×`,
    goal: above ? `more than ${least} ×` : `${least} × or more`,
    met: above ? ratio > least : ratio >= least,
  };
}

function messagesGoals(runs: Runs): Goal[] {
  return [
    goal(runs, '/api/messages', '(c) botbuilder waterfall', 2),
    goal(runs, '/api/messages', '(b) botbuilder echo', 1, true),
  ];
}

function directLineGoals(runs: Runs): Goal[] {
  return [
    goal(runs, 'Direct Line, 100', '(d) botkit, WebSocket', 3),
    goal(runs, 'Direct Line, 100', '(e) offline-directline', 10),
    goal(runs, 'Direct Line, 100', '(a) restify echo', 0.5),
  ];
}
