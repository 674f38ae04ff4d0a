/** Everything out of the database, and into an empty one. */
import type { QueryResultRow } from 'pg';
import { documentRow } from '../lowdb/state.js';
import { type RandomBytes, seal, unseal } from '../sealing.js';
import type { Piece, Transfer } from '../transfer.js';
import type { Asking, Database } from './pool.js';
import type { NewKey, SessionKeys } from './session-keys.js';
import * as statements from './transfer-statements.js';

export interface TransferParts {
  database: Database;
  keys: SessionKeys;
  random: RandomBytes;
  now(): number;
}

type Of<Kind extends Piece['kind']> = Extract<Piece, { kind: Kind }>;

export function createTransfer(parts: TransferParts): Transfer {
  const { database, now } = parts;

  /** Page after page, each beginning after the last row of the one before. */
  async function* pages<Row extends QueryResultRow>(
    statement: typeof statements.CONVERSATIONS,
    first: unknown[],
    after: (last: Row) => unknown[],
  ): AsyncGenerator<Row[]> {
    for (let from = first; ; ) {
      const page = await database.ask<Row>(statement, [...from, now()]);
      const last = page.at(-1);
      if (last === undefined) return;
      yield page;
      from = after(last);
    }
  }

  async function* conversations(): AsyncGenerator<Piece> {
    const all = pages<statements.ConversationRow>(statements.CONVERSATIONS, [''], (last) => [
      last.conversation,
    ]);
    for await (const page of all) {
      const names = page.map(({ conversation }) => conversation);
      const turns = await database.ask<statements.TurnRow>(statements.TURNS_OF, [names, now()]);
      const by = new Map<string, statements.TurnRow[]>();
      for (const turn of turns) by.set(turn.conversation, [...(by.get(turn.conversation) ?? []), turn]);
      for (const row of page) yield conversationOf(row, by.get(row.conversation) ?? [], parts);
    }
  }

  async function* documents(): AsyncGenerator<Piece> {
    const all = pages<statements.DocumentRow>(statements.DOCUMENTS, [''], ({ id }) => [id]);
    for await (const page of all)
      for (const { id, version, expires_at, value, key_id, wrapped } of page) {
        const key = key_id && wrapped ? parts.keys.open(key_id, wrapped) : undefined;
        const text =
          key && value ? unseal(key.key, value, { of: 'session', conversation: documentRow(id) }) : undefined;
        yield { kind: 'document', id, version, expiresAt: Number(expires_at), value: text ?? null };
      }
  }

  async function* records(): AsyncGenerator<Piece> {
    const all = pages<statements.RecordRow>(statements.ALL_RECORDS, ['', ''], ({ kind, id }) => [kind, id]);
    for await (const page of all)
      for (const { kind: of, id, value } of page) yield { kind: 'record', of, id, value };
  }

  async function* marks(): AsyncGenerator<Piece> {
    const all = pages<statements.MarkRow>(statements.MARKS, [Buffer.alloc(0)], ({ mark }) => [mark]);
    for await (const page of all)
      for (const { mark, at, first_line: firstLine, lines } of page)
        yield { kind: 'mark', mark: mark.toString('hex'), at: Number(at), firstLine, lines };
  }

  return {
    async *pieces() {
      yield* conversations();
      yield* documents();
      yield* records();
      yield* marks();
    },
    put: (pieces) => database.together((on) => putAll(on, pieces, parts)),
  };
}

function conversationOf(
  { conversation, version, lines, expires_at, session, key_id, wrapped }: statements.ConversationRow,
  turns: readonly statements.TurnRow[],
  { keys }: TransferParts,
): Piece {
  const key = key_id && wrapped ? keys.open(key_id, wrapped) : undefined;
  const text = key && session ? unseal(key.key, session, { of: 'session', conversation }) : undefined;
  return {
    kind: 'conversation',
    conversation,
    version,
    lines,
    expiresAt: Number(expires_at),
    session: text ?? null,
    turns: turns.flatMap(({ mark, at, first_line: firstLine, lines, content }) => {
      const activity = mark.toString('latin1');
      const opened =
        key && content ? unseal(key.key, content, { of: 'turn', conversation, activity }) : undefined;
      if (opened === undefined) return [];
      return [{ mark: mark.toString('hex'), at: Number(at), firstLine, lines, content: opened }];
    }),
  };
}

async function putAll(on: Asking, pieces: readonly Piece[], parts: TransferParts): Promise<void> {
  const made: NewKey[] = [];
  const newKey = (): NewKey => {
    const key = parts.keys.make();
    made.push(key);
    return key;
  };
  const of = <Kind extends Piece['kind']>(kind: Kind) =>
    pieces.filter((piece): piece is Of<Kind> => piece.kind === kind);
  const talks = of('conversation').map((piece) => sealedTalk(piece, newKey, parts.random));
  const documents = of('document').map((piece) => sealedDocument(piece, newKey, parts.random));
  const turns = [
    ...talks.flatMap((talk) => talk.turns),
    ...of('mark').map(({ mark, at, firstLine, lines }) => [
      bytes(mark),
      null,
      at,
      firstLine,
      lines,
      null,
      null,
    ]),
  ];
  const keyRows = made.map(({ id, wrapped }) => [id, parts.keys.secretId, wrapped]);
  await on.ask(statements.PUT_KEYS, columns(keyRows, 3));
  await on.ask(
    statements.PUT_CONVERSATIONS,
    columns(
      talks.map(({ row }) => row),
      6,
    ),
  );
  await on.ask(statements.PUT_TURNS, columns(turns, 7));
  await on.ask(statements.PUT_DOCUMENTS, columns(documents, 5));
  const records = of('record').map((piece) => [piece.of, piece.id, piece.value]);
  await on.ask(statements.PUT_RECORDS, columns(records, 3));
}

const bytes = (digits: string): Buffer => Buffer.from(digits, 'hex');

function sealedTalk(piece: Of<'conversation'>, newKey: () => NewKey, random: RandomBytes) {
  const { conversation, version, lines, expiresAt, session } = piece;
  const key = session === null ? undefined : newKey();
  const sealed =
    key && session !== null ? seal(key.key, session, { of: 'session', conversation }, random) : null;
  const turns = piece.turns.map(({ mark, at, firstLine, lines, content }) => {
    const activity = bytes(mark).toString('latin1');
    const words = key ? seal(key.key, content, { of: 'turn', conversation, activity }, random) : null;
    return [bytes(mark), conversation, at, firstLine, lines, key?.id ?? null, words];
  });
  return { row: [conversation, version, lines, expiresAt, key?.id ?? null, sealed], turns };
}

function sealedDocument(piece: Of<'document'>, newKey: () => NewKey, random: RandomBytes): unknown[] {
  const { id, version, expiresAt, value } = piece;
  if (value === null) return [id, version, expiresAt, null, null];
  const key = newKey();
  const sealed = seal(key.key, value, { of: 'session', conversation: documentRow(id) }, random);
  return [id, version, expiresAt, key.id, sealed];
}

/** Rows as the database takes them: an array for each column. */
function columns(rows: readonly (readonly unknown[])[], count: number): unknown[][] {
  return Array.from({ length: count }, (_, column) => rows.map((row) => row[column]));
}
