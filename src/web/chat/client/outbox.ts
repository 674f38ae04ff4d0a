/**
 * What a person sent and the server has not taken yet. One at a time and in order; the same id on every try, so the
 * server takes each once. What the server refuses for now stands aside, so that a call for help is never behind it.
 */
import type { Activity, Post } from './activity.js';
import type { Answer } from './line.js';

export interface OutboxPorts {
  /** Whether there is a conversation to post to yet. */
  open(): boolean;
  /** @throws when the network failed */
  post(post: Post): Promise<Answer>;
  delivered(id: string): void;
  /** It will not go by itself any more, or not soon. `activities` is what the bot said instead. */
  refused(id: string, activities: Activity[]): void;
  /** The network failed: flush again once it is back. */
  offline(): void;
  /** The conversation is over. */
  gone(): void;
  after(milliseconds: number, action: () => void): () => void;
}

export interface Outbox {
  add(post: Post): void;
  again(id: string): void;
  /** The server has it, whatever became of the answer to our request. */
  echoed(id: string): void;
  flush(): void;
}

const TRIES = 4;

export function createOutbox(ports: OutboxPorts): Outbox {
  let queue: Post[] = [];
  let busy = false;
  /** Refused for now: tried again by themselves unless something newer was taken in between. */
  const aside = new Map<string, { post: Post; tries: number; cancel: () => void }>();

  const settle = (id: string) => {
    queue = queue.filter((post) => post.id !== id);
    for (const { cancel } of aside.values()) cancel();
    aside.delete(id);
    ports.delivered(id);
  };

  const putAside = (post: Post, answer: Answer) => {
    queue = queue.filter(({ id }) => id !== post.id);
    const tries = (aside.get(post.id)?.tries ?? 0) + 1;
    const wait = Math.max(answer.retryAfter ?? 0, 4 * 2 ** tries) * 1000;
    const cancel = tries < TRIES ? ports.after(wait, () => outbox.again(post.id)) : () => {};
    aside.set(post.id, { post, tries, cancel });
    const said = (answer.value as { activities?: Activity[] } | undefined)?.activities ?? [];
    // Said once: the same apology every few seconds would push the rest off the screen.
    ports.refused(post.id, tries === 1 ? said : []);
  };

  const flush = async () => {
    if (busy || !ports.open()) return;
    busy = true;
    try {
      for (let post = queue[0]; post; post = queue[0]) {
        const answer = await ports.post(post);
        if (answer.status < 300) settle(post.id);
        else if ([401, 403, 404].includes(answer.status)) return ports.gone();
        else putAside(post, answer);
      }
    } catch {
      ports.offline();
    } finally {
      busy = false;
    }
  };

  const outbox: Outbox = {
    add(post) {
      queue.push(post);
      flush();
    },
    again(id) {
      const waiting = aside.get(id);
      if (!waiting || queue.includes(waiting.post)) return;
      waiting.cancel();
      queue.push(waiting.post);
      flush();
    },
    echoed(id) {
      if (queue.some((post) => post.id === id) || aside.has(id)) settle(id);
    },
    flush,
  };
  return outbox;
}
