-- Up Migration

-- Keys of sessions and documents, wrapped under the operator's secret. Where a row is gone, what was sealed under it
-- is noise. Few rows and many deletions: the space of deleted keys is used again soon.
CREATE TABLE kinline_keys (
  id bytea PRIMARY KEY,
  -- Which secret it is wrapped under.
  secret text NOT NULL,
  wrapped bytea NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

-- One row for each secret in use, to tell a wrong one at start.
CREATE TABLE kinline_secrets (
  id text PRIMARY KEY,
  proof bytea NOT NULL
);

-- The hour is what is indexed, so that a turn changes no index of its conversation's row.
CREATE TABLE kinline_conversations (
  conversation text COLLATE "C" PRIMARY KEY,
  version integer NOT NULL,
  lines integer NOT NULL,
  expires_at bigint NOT NULL,
  expires_hour integer NOT NULL,
  key_id bytea,
  session bytea
) WITH (fillfactor = 70);
ALTER TABLE kinline_conversations ALTER COLUMN session SET STORAGE EXTERNAL;
CREATE INDEX kinline_conversations_due ON kinline_conversations (expires_hour);

-- The mark that an activity was done, and what was answered. The token names the commit that wrote it, so that one
-- that was cut off on the way back can ask whether it was kept.
CREATE TABLE kinline_turns (
  mark bytea PRIMARY KEY,
  conversation text COLLATE "C",
  at bigint NOT NULL,
  first_line integer NOT NULL,
  lines integer NOT NULL,
  token bytea NOT NULL,
  key_id bytea,
  content bytea
);
ALTER TABLE kinline_turns ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX kinline_turns_of ON kinline_turns (conversation, first_line);
CREATE INDEX kinline_turns_due ON kinline_turns (at);

CREATE TABLE kinline_documents (
  id text COLLATE "C" PRIMARY KEY,
  version integer NOT NULL,
  expires_at bigint NOT NULL,
  key_id bytea,
  value bytea
);
ALTER TABLE kinline_documents ALTER COLUMN value SET STORAGE EXTERNAL;
CREATE INDEX kinline_documents_due ON kinline_documents (expires_at);

CREATE TABLE kinline_records (
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (kind, id)
);

-- One commit, all or nothing, in one round trip. Places are what must not change between looking and writing: hashes
-- of conversations, documents and records, locked in their order so that no two commits wait for each other.
CREATE FUNCTION kinline_commit(
  p_places bigint[], p_now bigint, p_secret text,
  p_conversation text, p_expected integer, p_expires_at bigint, p_key_id bytea, p_wrapped bytea, p_session bytea,
  p_mark bytea, p_token bytea, p_at bigint, p_first_line integer, p_lines integer, p_content bytea,
  p_documents text[], p_document_expected integer[], p_document_expires bigint[],
  p_document_keys bytea[], p_document_wrapped bytea[], p_document_values bytea[],
  p_kinds text[], p_records text[], p_values text[], p_checked boolean[], p_before text[]
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  place bigint;
  done bytea;
  was kinline_conversations%ROWTYPE;
  alive boolean := false;
BEGIN
  FOREACH place IN ARRAY p_places LOOP
    PERFORM pg_advisory_xact_lock(place);
  END LOOP;

  IF p_mark IS NOT NULL THEN
    SELECT token INTO done FROM kinline_turns WHERE mark = p_mark AND at > p_now - 172800000;
    IF FOUND THEN
      RETURN CASE WHEN done = p_token THEN 'committed' ELSE 'duplicate' END;
    END IF;
  END IF;
  IF p_conversation IS NOT NULL THEN
    SELECT * INTO was FROM kinline_conversations WHERE conversation = p_conversation;
    alive := FOUND AND was.expires_at > p_now;
    IF (CASE WHEN alive THEN was.version ELSE 0 END) <> p_expected THEN
      RETURN 'conflict';
    END IF;
    IF p_key_id IS NOT NULL AND p_wrapped IS NULL AND was.key_id IS DISTINCT FROM p_key_id THEN
      RETURN 'stale';
    END IF;
  END IF;
  IF cardinality(p_documents) > 0 AND EXISTS (
    SELECT 1 FROM unnest(p_documents, p_document_expected) AS wanted(id, expected)
    LEFT JOIN kinline_documents AS now ON now.id = wanted.id AND now.expires_at > p_now
    WHERE coalesce(now.version, 0) <> wanted.expected
  ) THEN
    RETURN 'conflict';
  END IF;
  IF true = ANY (p_checked) AND EXISTS (
    SELECT 1 FROM unnest(p_kinds, p_records, p_checked, p_before) AS wanted(kind, id, checked, before)
    LEFT JOIN kinline_records AS now ON now.kind = wanted.kind AND now.id = wanted.id
    WHERE wanted.checked AND now.value IS DISTINCT FROM wanted.before
  ) THEN
    RETURN 'conflict';
  END IF;

  IF p_conversation IS NOT NULL THEN
    IF p_wrapped IS NOT NULL THEN
      INSERT INTO kinline_keys VALUES (p_key_id, p_secret, p_wrapped);
    END IF;
    IF was.key_id IS NOT NULL AND was.key_id IS DISTINCT FROM p_key_id THEN
      DELETE FROM kinline_keys WHERE id = was.key_id;
    END IF;
    INSERT INTO kinline_conversations VALUES (
      p_conversation, p_expected + 1,
      CASE WHEN p_mark IS NOT NULL THEN p_first_line + p_lines WHEN alive THEN was.lines ELSE 0 END,
      p_expires_at, p_expires_at / 3600000, p_key_id, p_session
    ) ON CONFLICT (conversation) DO UPDATE SET version = excluded.version, lines = excluded.lines,
      expires_at = excluded.expires_at, expires_hour = excluded.expires_hour, key_id = excluded.key_id,
      session = excluded.session;
  END IF;
  IF p_mark IS NOT NULL THEN
    INSERT INTO kinline_turns VALUES (
      p_mark, p_conversation, p_at, p_first_line, p_lines, p_token, p_key_id, p_content
    ) ON CONFLICT (mark) DO UPDATE SET conversation = excluded.conversation, at = excluded.at,
      first_line = excluded.first_line, lines = excluded.lines, token = excluded.token, key_id = excluded.key_id,
      content = excluded.content;
  END IF;
  IF cardinality(p_documents) > 0 THEN
    DELETE FROM kinline_keys WHERE id IN (SELECT key_id FROM kinline_documents WHERE id = ANY (p_documents));
    INSERT INTO kinline_keys
      SELECT key_id, p_secret, wrapped FROM unnest(p_document_keys, p_document_wrapped) AS made(key_id, wrapped)
      WHERE key_id IS NOT NULL;
    INSERT INTO kinline_documents
      SELECT id, expected + 1, expires_at, key_id, value
      FROM unnest(p_documents, p_document_expected, p_document_expires, p_document_keys, p_document_values)
        AS given(id, expected, expires_at, key_id, value)
      ON CONFLICT (id) DO UPDATE SET version = excluded.version, expires_at = excluded.expires_at,
        key_id = excluded.key_id, value = excluded.value;
  END IF;
  IF cardinality(p_kinds) > 0 THEN
    DELETE FROM kinline_records AS old
      USING unnest(p_kinds, p_records, p_values) AS given(kind, id, value)
      WHERE given.value IS NULL AND old.kind = given.kind AND old.id = given.id;
    INSERT INTO kinline_records
      SELECT kind, id, value FROM unnest(p_kinds, p_records, p_values) AS given(kind, id, value)
      WHERE value IS NOT NULL ORDER BY kind, id
      ON CONFLICT (kind, id) DO UPDATE SET value = excluded.value;
  END IF;
  RETURN 'committed';
END
$$;
