/** What is read from rows, opened. */
import type { LoadedConversation, StoredTurn } from '../port.js';
import { unseal } from '../sealing.js';
import type { Held, SessionKeys } from './session-keys.js';
import type { FoundTurn, Look } from './statements.js';

export interface Seen {
  loaded: LoadedConversation | undefined;
  done: StoredTurn | undefined;
  held: Held;
}

export function readLook(row: Look, conversation: string, mark: Buffer | null, keys: SessionKeys): Seen {
  const { version, lines, session, key_id, wrapped } = row;
  const key = key_id && wrapped ? keys.open(key_id, wrapped) : undefined;
  const held: Held = { version: version ?? 0, key };
  const loaded: LoadedConversation | undefined =
    version === null || lines === null
      ? undefined
      : {
          session: key && session ? unseal(key.key, session, { of: 'session', conversation }) : undefined,
          version,
          lines,
        };
  const done: StoredTurn | undefined =
    row.at === null || row.first_line === null || row.turn_lines === null || mark === null
      ? undefined
      : {
          at: Number(row.at),
          firstLine: row.first_line,
          lines: row.turn_lines,
          content: key && contentOf(key.key, row.content, conversation, mark),
        };
  return { loaded, done, held };
}

export function readTurns(rows: readonly FoundTurn[], conversation: string, keys: SessionKeys): StoredTurn[] {
  const [first] = rows;
  const key = first && keys.open(first.key_id, first.wrapped);
  if (key === undefined) return [];
  return rows.flatMap(({ at, first_line, lines, content, mark }) => {
    const opened = contentOf(key.key, content, conversation, mark);
    return opened === undefined ? [] : [{ at: Number(at), firstLine: first_line, lines, content: opened }];
  });
}

function contentOf(
  key: Buffer,
  content: Buffer | null,
  conversation: string,
  mark: Buffer,
): string | undefined {
  const activity = mark.toString('latin1');
  return content === null ? undefined : unseal(key, content, { of: 'turn', conversation, activity });
}
