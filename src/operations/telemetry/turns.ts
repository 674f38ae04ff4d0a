/** How many turns were taken, how they ended and how long they took; of whom and about what is nowhere. */
import type { TakeTurn } from '../../turn/result.js';
import type { Family } from './families.js';

/** Seconds. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

export interface TurnMetrics {
  measured(take: TakeTurn): TakeTurn;
  families(): Family[];
}

/** @param now milliseconds of a clock that only runs forward */
export function createTurnMetrics(now: () => number): TurnMetrics {
  const outcomes = new Map<string, number>();
  const counts = BUCKETS.map(() => 0);
  let sum = 0;
  let all = 0;

  function observe(seconds: number, channel: string, status: string): void {
    const name = JSON.stringify([channel, status]);
    outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
    for (const [at, limit] of BUCKETS.entries()) if (seconds <= limit) counts[at] = (counts[at] ?? 0) + 1;
    sum += seconds;
    all += 1;
  }

  return {
    measured: (take) => async (incoming) => {
      const began = now();
      const result = await take(incoming);
      const status = result.wait === undefined ? result.status : 'slowed';
      observe((now() - began) / 1000, channelOf(incoming.channel), status);
      return result;
    },
    families: () => [
      {
        name: 'kinline_turns',
        type: 'counter',
        help: 'Messages by channel and what became of them.',
        samples: [...outcomes].map(([name, value]) => {
          const [channel = '', status = ''] = JSON.parse(name) as string[];
          return { labels: { channel, status }, value };
        }),
      },
      {
        name: 'kinline_turn_seconds',
        type: 'histogram',
        help: 'From taking a message to its replies.',
        samples: [
          ...BUCKETS.map((limit, at) => ({
            suffix: '_bucket',
            labels: { le: String(limit) },
            value: counts[at] ?? 0,
          })),
          { suffix: '_bucket', labels: { le: '+Inf' }, value: all },
          { suffix: '_sum', value: sum },
          { suffix: '_count', value: all },
        ],
      },
    ],
  };
}

/** A channel names itself in what it sends; whatever is no plain word is not repeated. */
export const channelOf = (channel: string): string =>
  /^[a-z][a-z-]{1,20}$/.test(channel) ? channel : 'other';
