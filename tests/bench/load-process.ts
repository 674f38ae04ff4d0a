/** The other end of `load/load.ts`. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nextMessage } from './answers.js';
import type { Job, Load } from './load/load.js';

export interface LoadProcess {
  play(job: Job): Promise<Load>;
  stop(): void;
}

export function startLoad(): LoadProcess {
  // Next to this file once both are bundled.
  const child = fork(fileURLToPath(new URL('./load.mjs', import.meta.url)));
  return {
    async play(job) {
      const answered = nextMessage<{ load?: Load; problem?: string }>(child);
      child.send(job);
      const { load, problem } = await answered;
      if (load === undefined) throw new Error(`${job.speak}: ${problem}`);
      return load;
    },
    stop: () => child.kill(),
  };
}
