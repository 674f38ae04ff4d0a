/**
 * A session that nobody went on with for two days would keep its whole segment on disk. Such sessions are written
 * again, as they are, at the journal's end, and the old segment can go.
 */
import type { inOrder } from './coalesce.js';
import type { Journal } from './journal.js';
import { entryBody, placesOf } from './line.js';
import type { Reader } from './reader.js';
import type { LivingSession, State } from './state.js';

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

  const idle = ({ place, turns }: LivingSession) => place.segment < segment && turns.length === 0;

  async function move(conversation: string): Promise<void> {
    const row = state.row(conversation, now);
    const session = row?.session;
    if (!session || !idle(session)) return;
    const { version, lines, expiresAt } = row;
    // A document moves as a conversation without turns would: its row is all that it is.
    const entry = { talk: { conversation, version, lines, expiresAt, key: session.key } };
    const { body, ranges } = entryBody(entry, { session: await reader.sealed(session) });
    // Nothing else can change it meanwhile: commits wait their turn, and expiry passes over what is being written.
    await journal.append(body, (at, offset) => {
      state.apply(entry, placesOf(ranges, at, offset));
    });
  }

  const names: string[] = [];
  for (const { conversation, session } of state.living(now)) if (idle(session)) names.push(conversation);
  while (names.length > 0) {
    const some = names.splice(-TOGETHER);
    await Promise.all(some.map((name) => conversations.run(name, () => move(name))));
  }
}
