/** What is asked where everything is read or put in. Each goes page by page along a primary key. */
import type { Statement } from './pool.js';
import { MARKED_FOR } from './statements.js';

const PAGE = 200;

export const CONVERSATIONS: Statement = {
  name: 'all conversations',
  text: `SELECT c.conversation, c.version, c.lines, c.expires_at, c.session, k.id AS key_id, k.wrapped
    FROM kinline_conversations AS c LEFT JOIN kinline_keys AS k ON k.id = c.key_id
    WHERE c.conversation > $1 AND c.expires_at > $2::bigint ORDER BY c.conversation LIMIT ${PAGE}`,
};
export interface ConversationRow {
  conversation: string;
  version: number;
  lines: number;
  expires_at: string;
  session: Buffer | null;
  key_id: Buffer | null;
  wrapped: Buffer | null;
}

export const TURNS_OF: Statement = {
  name: 'turns of conversations',
  text: `SELECT t.conversation, t.mark, t.at, t.first_line, t.lines, t.content
    FROM kinline_conversations AS c
    JOIN kinline_turns AS t ON t.conversation = c.conversation AND t.key_id = c.key_id
    WHERE c.conversation = ANY ($1) AND t.at > $2::bigint - ${MARKED_FOR} ORDER BY t.first_line`,
};
export interface TurnRow {
  conversation: string;
  mark: Buffer;
  at: string;
  first_line: number;
  lines: number;
  content: Buffer | null;
}

export const DOCUMENTS: Statement = {
  name: 'all documents',
  text: `SELECT d.id, d.version, d.expires_at, d.value, k.id AS key_id, k.wrapped
    FROM kinline_documents AS d LEFT JOIN kinline_keys AS k ON k.id = d.key_id
    WHERE d.id > $1 AND d.expires_at > $2::bigint ORDER BY d.id LIMIT ${PAGE}`,
};
export interface DocumentRow {
  id: string;
  version: number;
  expires_at: string;
  value: Buffer | null;
  key_id: Buffer | null;
  wrapped: Buffer | null;
}

/** Records have no end; the time is named so that all pages are asked for alike. */
export const ALL_RECORDS: Statement = {
  name: 'all records',
  text: `SELECT kind, id, value FROM kinline_records
    WHERE (kind, id) > ($1, $2) AND $3::bigint IS NOT NULL ORDER BY kind, id LIMIT ${PAGE}`,
};
export interface RecordRow {
  kind: string;
  id: string;
  value: string;
}

/** Marks of which no living session has the words. */
export const MARKS: Statement = {
  name: 'all marks',
  text: `SELECT t.mark, t.at, t.first_line, t.lines FROM kinline_turns AS t
    WHERE t.mark > $1 AND t.at > $2::bigint - ${MARKED_FOR} AND NOT EXISTS (
      SELECT 1 FROM kinline_conversations AS c JOIN kinline_keys AS k ON k.id = c.key_id
      WHERE c.conversation = t.conversation AND c.key_id = t.key_id AND c.expires_at > $2::bigint
        AND t.content IS NOT NULL
    ) ORDER BY t.mark LIMIT ${PAGE}`,
};
export interface MarkRow {
  mark: Buffer;
  at: string;
  first_line: number;
  lines: number;
}

export const PUT_KEYS: Statement = {
  name: 'put keys',
  text: 'INSERT INTO kinline_keys SELECT * FROM unnest($1::bytea[], $2::text[], $3::bytea[])',
};
export const PUT_CONVERSATIONS: Statement = {
  name: 'put conversations',
  text: `INSERT INTO kinline_conversations
    SELECT conversation, version, lines, expires_at, expires_at / 3600000, key_id, session
    FROM unnest($1::text[], $2::integer[], $3::integer[], $4::bigint[], $5::bytea[], $6::bytea[])
      AS given(conversation, version, lines, expires_at, key_id, session)`,
};
export const PUT_TURNS: Statement = {
  name: 'put turns',
  text: `INSERT INTO kinline_turns SELECT mark, conversation, at, first_line, lines, '\\x00', key_id, content
    FROM unnest($1::bytea[], $2::text[], $3::bigint[], $4::integer[], $5::integer[], $6::bytea[], $7::bytea[])
      AS given(mark, conversation, at, first_line, lines, key_id, content)`,
};
export const PUT_DOCUMENTS: Statement = {
  name: 'put documents',
  text: 'INSERT INTO kinline_documents SELECT * FROM unnest($1::text[], $2::integer[], $3::bigint[], $4::bytea[], $5::bytea[])',
};
export const PUT_RECORDS: Statement = {
  name: 'put records',
  text: 'INSERT INTO kinline_records SELECT * FROM unnest($1::text[], $2::text[], $3::text[])',
};
