/**
 * A session that nobody went on with for two days would keep its whole segment on disk. Such sessions are written
 * again, as they are, at the journal's end, and the old segment can go.
 */
import type { inOrder } from './coalesce.js';
import type { Journal } from './journal.js';
import { entryBody, placesOf } from './line.js';
import type { Reader } from './reader.js';
import type { State } from './state.js';

/** Written together, so that they share a sync. */
const TOGETHER = 256;

export interface RelocationParts {
  state: State;
  journal: Journal;
  reader: Reader;
  conversations: ReturnType<typeof inOrder>;
}

/** Moves idle sessions out of the segments before `segment`. */
export async function relocate(parts: RelocationParts, segment: number, now: number): Promise<void> {
  const { state, journal, reader, conversations } = parts;

  const idle = (conversation: string) => {
    const row = state.row(conversation, now);
    const { session } = row ?? {};
    if (!row || !session || session.place.segment >= segment || session.turns.length > 0) return undefined;
    return { row, session };
  };

  async function move(conversation: string): Promise<void> {
    const found = idle(conversation);
    if (!found) return;
    const { version, lines, expiresAt } = found.row;
    const entry = { conversation, version, lines, expiresAt, key: found.session.key };
    const { body, ranges } = entryBody(entry, { session: await reader.sealed(found.session) });
    await journal.append(body, (at, offset) => {
      // It may have run out of time meanwhile; its key is gone then and it must not come back.
      if (state.row(conversation, now)?.session === found.session)
        state.apply(entry, placesOf(ranges, at, offset));
    });
  }

  const names = [...state.living(now)].map(([conversation]) => conversation).filter(idle);
  while (names.length > 0) {
    const some = names.splice(-TOGETHER);
    await Promise.all(some.map((name) => conversations.run(name, () => move(name))));
  }
}
