/** People who talk whatever happens: each sends a message again until it is answered, as people and channels do. */

import type { Store } from '../../src/stores/port.js';
import { createKeys } from '../../src/turn/keys.js';
import { transcriptSince } from '../../src/turn/transcript.js';
import { type Answer, CHANNEL, EFFECT, type Message } from './points.js';

const WORDS = ['day care', 'Cluj', 'menu', 'repeat', 'food', 'Iasi', 'back', 'help'];

export interface Played {
  /** By person: how many of their messages were acknowledged. */
  acknowledged: Map<string, number>;
  /** Sent again because no answer came, or because it was not taken. */
  resent: number;
  apologies: number;
  /** Answered twice: the first answer may have been lost, or not. */
  repeated: number;
  /** Milliseconds, of answers that said that a message was not taken. */
  slowestApology: number;
}

export interface Plan {
  people: number;
  over(): boolean;
  /** Undefined when no answer came. */
  say(message: Message): Promise<Answer | undefined>;
  /** Between two messages of a person. */
  think?(): Promise<void>;
}

export async function play({ people, over, say, think }: Plan): Promise<Played> {
  const played: Played = {
    acknowledged: new Map(),
    resent: 0,
    apologies: 0,
    repeated: 0,
    slowestApology: 0,
  };
  async function person(user: string): Promise<void> {
    for (let number = 0; !over(); number += 1) {
      await acknowledged({ user, number, text: WORDS[number % WORDS.length] ?? '' });
      played.acknowledged.set(user, number + 1);
      await think?.();
    }
  }
  async function acknowledged(message: Message): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      if (tries > 0) played.resent += 1;
      const began = performance.now();
      const answer = await say(message);
      if (answer?.status === 'repeated') played.repeated += 1;
      if (answer !== undefined && answer.status !== 'not_taken') return;
      if (answer === undefined) continue;
      played.apologies += 1;
      played.slowestApology = Math.max(played.slowestApology, performance.now() - began);
      await think?.();
    }
  }
  await Promise.all(Array.from({ length: people }, (_, n) => person(`person ${n}`)));
  return played;
}

export interface Verdict {
  turns: number;
  /** Acknowledged and not there. */
  lost: number;
  /** There twice, as words or as effects. */
  doubled: number;
  /** Not in the order in which they were sent. */
  disordered: number;
}

/** What the store holds in the end, against what was acknowledged. */
export async function verify(store: Store, secret: string, played: Played): Promise<Verdict> {
  const keys = createKeys(secret);
  const verdict: Verdict = { turns: 0, lost: 0, doubled: 0, disordered: 0 };
  const effects = new Map<string, number>();
  for await (const { value } of store.records(EFFECT)) effects.set(value, (effects.get(value) ?? 0) + 1);
  for (const count of effects.values()) verdict.doubled += count - 1;
  for (const [user, count] of played.acknowledged) {
    const conversation = keys.conversation(CHANNEL, user);
    const numbers = (await transcriptSince(store, conversation, 0)).map(({ echo }) => Number(echo));
    verdict.turns += numbers.length;
    const there = new Set(numbers);
    verdict.doubled += numbers.length - there.size;
    for (let number = 0; number < count; number += 1) {
      const effect = `${conversation} ${keys.activity(CHANNEL, `${number}`)}`;
      if (!there.has(number) || !effects.has(effect)) verdict.lost += 1;
    }
    if (numbers.some((number, index) => index > 0 && number < (numbers[index - 1] ?? 0)))
      verdict.disordered += 1;
  }
  return verdict;
}
