/** A measured server: a process of its own that says when it is ready and what it has used so far. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nextMessage } from './answers.js';

export interface Usage {
  /** Milliseconds on a processor since the process began. */
  cpu: number;
  /** Bytes of memory that it holds. */
  resident: number;
}

export interface Server {
  port: number;
  /** Of all instances, where there are several. */
  ports?: readonly number[];
  /** Milliseconds from the start of the process to its ready line. */
  startedIn: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

const READY = /ready[\s\S]*?http:\/\/[\w.]+:(\d+)/;
const PATIENCE = 60_000;

/** @param script relative to the project's folder */
export async function startServer(
  script: string,
  settings: Record<string, string> = {},
  flags: string[] = [],
): Promise<Server> {
  const began = performance.now();
  const usage = pathToFileURL(join(process.cwd(), 'tests/bench/usage.mjs')).href;
  const child = spawn(process.execPath, [...flags, '--import', usage, script], {
    env: { ...process.env, NODE_ENV: 'production', ...settings },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const port = await readyPort(child, script);
  const startedIn = performance.now() - began;
  return {
    port,
    startedIn,
    async usage() {
      const answered = nextMessage<{ cpu: { user: number; system: number }; resident: number }>(child);
      child.send('usage');
      const { cpu, resident } = await answered;
      return { cpu: (cpu.user + cpu.system) / 1000, resident };
    },
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function readyPort(child: ChildProcess, script: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${script} was not ready in ${PATIENCE / 1000} s.`));
    }, PATIENCE);
    // Read on to the end, so that a peer that talks a lot never waits for us.
    child.stdout?.on('data', (chunk: Buffer) => {
      if (said.length > 10_000) return;
      said += chunk.toString();
      const port = READY.exec(said)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`${script} ended with ${code} before it was ready.`));
    });
  });
}
