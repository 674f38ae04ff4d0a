/**
 * How the queue of this process hears of what was written. Its own commits tell it at once; where several instances
 * serve one store, each tells the others which request to look at again, and whoever may have missed something reads
 * all anew.
 */
import { CALLBACK_RECORD, readFacets } from '../callbacks/kept.js';
import type { CallbackFacets } from '../callbacks/request.js';
import type { Store } from '../stores/port.js';
import type { Queue } from './queue.js';

const SUBJECT = 'callback';

export interface QueueNews {
  /** Reads all lines. */
  load(): Promise<void>;
  /** A line that this process has written. */
  wrote(facets: CallbackFacets): void;
  /** The id of what this process made, changed or erased: it is read again. */
  look(id: string): Promise<void>;
  stop(): void;
}

export function createQueueNews(store: Store, queue: Queue, now: () => number): QueueNews {
  const { news } = store;

  async function load(): Promise<void> {
    const all: CallbackFacets[] = [];
    for await (const { value } of store.records(CALLBACK_RECORD)) all.push(readFacets(value));
    queue.fill(all, now());
  }

  async function read(id: string): Promise<void> {
    const line = await store.record(CALLBACK_RECORD, id);
    if (line === undefined) queue.remove(id);
    else queue.put(readFacets(line));
  }

  const stop = news?.hear((heard) => {
    if (heard !== undefined && heard.subject !== SUBJECT) return;
    // A store that is away brings the rest when it is back: then something may have been missed.
    void (heard === undefined ? load() : read(heard.text)).catch(() => undefined);
  });

  return {
    load,
    wrote(facets) {
      queue.put(facets);
      news?.tell(SUBJECT, facets.id);
    },
    async look(id) {
      await read(id);
      news?.tell(SUBJECT, id);
    },
    stop: () => stop?.(),
  };
}
