/**
 * The copy of keys that lies apart from the backups follows an erasure within a minute: then no backup opens what the
 * person said, though backups themselves are never touched.
 */
import type { Config } from '../config.js';
import { writeKeys } from '../operations/backup/write.js';
import type { Log } from './house.js';

/** Milliseconds. Many who leave in this time share one writing. */
export const KEYS_COPIED_WITHIN = 20_000;

export interface KeysCopy {
  /** A key was destroyed. */
  destroyed(): void;
  /** Resolves when what was destroyed is in the copy no more. */
  stop(): Promise<void>;
}

export function followKeys(config: Config, log: Log, within = KEYS_COPIED_WITHIN): KeysCopy {
  const keys = config.KINLINE_KEYS_COPY;
  if (keys === undefined) return { destroyed: () => undefined, stop: async () => undefined };
  const database = config.KINLINE_STORE === 'embedded' ? undefined : config.KINLINE_STORE;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const write = () => {
    timer = undefined;
    writing = writing
      .then(() => writeKeys({ data: config.KINLINE_DATA, database, keys }))
      .catch((cause: unknown) => {
        log('keys_copy_failed', { cause: cause instanceof Error ? cause.name : 'unknown' });
        // Until it is written, what was erased could still be opened with it.
        timer ??= setTimeout(write, within).unref();
      });
  };
  return {
    destroyed() {
      timer ??= setTimeout(write, within).unref();
    },
    async stop() {
      if (timer !== undefined) {
        clearTimeout(timer);
        write();
      }
      await writing;
      clearTimeout(timer);
    },
  };
}
