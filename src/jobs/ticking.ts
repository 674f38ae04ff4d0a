/** A timer whose work is never begun while the last of it is under way, and that tells of failures once. */
import type { Job, JobFailed } from './port.js';

export function ticking(name: string, milliseconds: number, work: () => Promise<void>, told: JobFailed): Job {
  let working: Promise<void> | undefined;
  let failing = false;

  async function once(): Promise<void> {
    try {
      await work();
      failing = false;
    } catch (cause) {
      // A database that is away for an hour is one line, not thousands.
      if (!failing) told(name, cause);
      failing = true;
    }
  }
  function tick(): void {
    working ??= once().finally(() => {
      working = undefined;
    });
  }
  const timer = setInterval(tick, milliseconds);
  timer.unref();
  tick();
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}
