/** Everything that is asked of the database, each with the index it goes by. */
import type { Statement } from './pool.js';

/** Milliseconds for which a mark counts. */
export const MARKED_FOR = 48 * 60 * 60 * 1000;

/** What one look at a conversation finds: its session with its key, and whether an activity was done. Primary keys. */
export const LOOK: Statement = {
  name: 'look',
  text: `SELECT c.version, c.lines, c.session, k.id AS key_id, k.wrapped,
      t.at, t.first_line, t.lines AS turn_lines, CASE WHEN t.key_id = k.id THEN t.content END AS content
    FROM (SELECT 1) AS one
    LEFT JOIN kinline_conversations AS c ON c.conversation = $1 AND c.expires_at > $2::bigint
    LEFT JOIN kinline_keys AS k ON k.id = c.key_id
    LEFT JOIN kinline_turns AS t ON t.mark = $3::bytea AND t.at > $2::bigint - ${MARKED_FOR}`,
};

export interface Look {
  version: number | null;
  lines: number | null;
  session: Buffer | null;
  key_id: Buffer | null;
  wrapped: Buffer | null;
  at: string | null;
  first_line: number | null;
  turn_lines: number | null;
  content: Buffer | null;
}

/** Turns of the present session. Index `kinline_turns_of`. */
export const TURNS: Statement = {
  name: 'turns',
  text: `SELECT t.mark, t.at, t.first_line, t.lines, t.content, k.id AS key_id, k.wrapped
    FROM kinline_conversations AS c
    JOIN kinline_keys AS k ON k.id = c.key_id
    JOIN kinline_turns AS t ON t.conversation = c.conversation AND t.key_id = c.key_id
    WHERE c.conversation = $1 AND c.expires_at > $2::bigint AND t.at > $2::bigint - ${MARKED_FOR}
      AND t.first_line + t.lines > $3
    ORDER BY t.first_line`,
};

export interface FoundTurn {
  mark: Buffer;
  at: string;
  first_line: number;
  lines: number;
  content: Buffer | null;
  key_id: Buffer;
  wrapped: Buffer;
}

export const COMMIT_PARAMETERS = 26;

/** So many commits in one; see the migration for the parameters of each. Primary keys. */
export function commitStatement(count: number): Statement {
  const call = (_: unknown, index: number) => {
    const first = index * COMMIT_PARAMETERS + 1;
    const parameters = Array.from({ length: COMMIT_PARAMETERS }, (_, n) => `$${first + n}`);
    return `kinline_commit(${parameters.join(', ')})`;
  };
  const calls = Array.from({ length: count }, call);
  return {
    name: count === 1 ? 'commit' : `commit ${count}`,
    text: `SELECT ARRAY[${calls.join(', ')}] AS statuses`,
  };
}

export const COMMIT = commitStatement(1);

/** Primary key. */
export const DOCUMENT: Statement = {
  name: 'document',
  text: `SELECT d.version, d.value, k.id AS key_id, k.wrapped FROM kinline_documents AS d
    JOIN kinline_keys AS k ON k.id = d.key_id WHERE d.id = $1 AND d.expires_at > $2::bigint`,
};

/** Primary key. */
export const RECORD: Statement = {
  name: 'record',
  text: 'SELECT value FROM kinline_records WHERE kind = $1 AND id = $2',
};

/** A page of a kind's records after an id. Primary key. */
export const RECORDS: Statement = {
  name: 'records',
  text: 'SELECT id, value FROM kinline_records WHERE kind = $1 AND id > $2 ORDER BY id LIMIT 1000',
};

/**
 * Some of what is past its time goes, and the keys with it. What is in use is left for the next time. Arrays, so that
 * rows are found by their primary keys however many others there are.
 */
const expiring = (table: string, id: string, due: string, first: string): string => `WITH gone AS (
    DELETE FROM ${table} WHERE ${id} = ANY (ARRAY(
      SELECT ${id} FROM ${table} WHERE ${due} ORDER BY ${first} LIMIT 1000 FOR UPDATE SKIP LOCKED
    )) RETURNING key_id
  ), keys AS (
    DELETE FROM kinline_keys WHERE id = ANY (ARRAY(SELECT key_id FROM gone))
  )
  SELECT count(*)::integer AS count FROM gone`;

/** Index `kinline_conversations_due`. */
export const EXPIRE_CONVERSATIONS: Statement = {
  name: 'expire conversations',
  text: expiring(
    'kinline_conversations',
    'conversation',
    'expires_hour <= $1::bigint / 3600000 AND expires_at <= $1::bigint',
    'expires_hour',
  ),
};

/** Index `kinline_documents_due`. */
export const EXPIRE_DOCUMENTS: Statement = {
  name: 'expire documents',
  text: expiring('kinline_documents', 'id', 'expires_at <= $1::bigint', 'expires_at'),
};

/** A mark outlives its session or goes before it; the key is not its own. Index `kinline_turns_due`. */
export const EXPIRE_MARKS: Statement = {
  name: 'expire marks',
  text: `WITH gone AS (
      DELETE FROM kinline_turns WHERE mark = ANY (ARRAY(
        SELECT mark FROM kinline_turns WHERE at <= $1::bigint - ${MARKED_FOR}
        ORDER BY at LIMIT 1000 FOR UPDATE SKIP LOCKED
      )) RETURNING 1
    )
    SELECT count(*)::integer AS count FROM gone`,
};

export const PING: Statement = {
  name: 'ping',
  text: 'SELECT pg_is_in_recovery() AS reading',
};

export const LOCK: Statement = { name: 'lock', text: 'SELECT pg_advisory_xact_lock($1::bigint)' };
