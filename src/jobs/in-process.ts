/** Jobs of the one process that owns its store. */
import type { JobFailed, Jobs } from './port.js';
import { ticking } from './ticking.js';

export function jobsInProcess(failed: JobFailed): Jobs {
  return {
    every: (name, milliseconds, run) => ticking(name, milliseconds, run, failed),
    close: async () => undefined,
  };
}
