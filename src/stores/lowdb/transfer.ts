/** Everything out of the embedded store, and into an empty one. */

import { type RandomBytes, seal } from '../sealing.js';
import type { Piece, Mark as PieceMark, Transfer } from '../transfer.js';
import type { Journal } from './journal.js';
import type { Keys } from './keys.js';
import { type Entry, entryBody, placesOf, type Sealed } from './line.js';
import type { Reader } from './reader.js';
import { documentRow, isMarked, type Mark, type Row, type State } from './state.js';

const DOCUMENT = documentRow('');

export interface TransferParts {
  state: State;
  journal: Journal;
  keys: Keys;
  reader: Reader;
  random: RandomBytes;
  now(): number;
}

export function createTransfer(parts: TransferParts): Transfer {
  const { state, journal, keys, reader, random, now } = parts;

  async function* rows(): AsyncGenerator<Piece> {
    for (const { conversations } of state.shards)
      for (const [name, row] of [...conversations]) {
        if (row.expiresAt <= now()) continue;
        yield name.startsWith(DOCUMENT) ? await documentOf(name, row) : await conversationOf(name, row);
      }
  }

  async function documentOf(name: string, row: Row): Promise<Piece> {
    const value = row.session && (await reader.session(name, row.session));
    const { version, expiresAt } = row;
    return { kind: 'document', id: name.slice(DOCUMENT.length), version, expiresAt, value: value ?? null };
  }

  async function conversationOf(conversation: string, row: Row): Promise<Piece> {
    const { version, lines, expiresAt, session } = row;
    const text = session && (await reader.session(conversation, session));
    const marks = (session?.turns ?? []).filter((mark) => isMarked(mark, now()));
    marks.sort((a, b) => a.firstLine - b.firstLine);
    const contents = session ? await reader.contents(conversation, session, marks) : [];
    const turns = marks.flatMap((mark, index) => {
      const content = contents[index];
      return content === undefined ? [] : [{ ...markOf(mark), content }];
    });
    return { kind: 'conversation', conversation, version, lines, expiresAt, session: text ?? null, turns };
  }

  /** Marks of a session that is past its time, or that ended, have no words any more. */
  function* marks(): Generator<Piece> {
    const living = new Set([...state.living(now())].map(({ session }) => session));
    for (const shard of state.shards)
      for (const mark of shard.marks.values())
        if (isMarked(mark, now()) && !(mark.session && mark.place && living.has(mark.session)))
          yield { kind: 'mark', ...markOf(mark) };
  }

  function* records(): Generator<Piece> {
    for (const shard of state.shards)
      for (const [of, values] of shard.records)
        for (const [id, value] of values) yield { kind: 'record', of, id, value };
  }

  async function append(entry: Entry, sealed: Sealed<string> = {}): Promise<void> {
    const { body, ranges } = entryBody(entry, sealed);
    await journal.append(body, (segment, offset) => {
      state.apply(entry, placesOf(ranges, segment, offset));
    });
  }

  function sealed(key: string, text: string, conversation: string, activity?: string): string {
    const secret = keys.key(key);
    if (!secret) throw new Error('A key that was just taken is gone.');
    const purpose =
      activity === undefined
        ? ({ of: 'session', conversation } as const)
        : ({ of: 'turn', conversation, activity } as const);
    return seal(secret, text, purpose, random).toString('base64');
  }

  async function putConversation(piece: Extract<Piece, { kind: 'conversation' }>): Promise<void> {
    const { kind: _, turns, session, ...values } = piece;
    const key = session === null ? null : await keys.take();
    if (key === null || session === null) return append({ talk: { ...values, key: null } });
    const { conversation } = values;
    const own = { session: sealed(key, session, conversation) };
    // A turn each, and the session with every one of them: the last one is what counts.
    for (const { content, mark, ...done } of turns) {
      const id = Buffer.from(mark, 'hex').toString('latin1');
      const turn = { activity: '', mark: id, ...done };
      await append(
        { talk: { ...values, key, turn } },
        { ...own, content: sealed(key, content, conversation, id) },
      );
    }
    if (turns.length === 0) await append({ talk: { ...values, key } }, own);
  }

  async function put(piece: Piece): Promise<void> {
    switch (piece.kind) {
      case 'conversation':
        return putConversation(piece);
      case 'document': {
        const { id, version, expiresAt, value } = piece;
        const key = value === null ? null : await keys.take();
        const documents = [{ id, version, expiresAt, key }];
        if (key === null || value === null) return append({ documents });
        return append({ documents }, { documents: [sealed(key, value, documentRow(id))] });
      }
      case 'record':
        return append({ records: [{ kind: piece.of, id: piece.id, value: piece.value }] });
      case 'mark': {
        const { kind: _, mark, ...done } = piece;
        return append({ marks: [{ mark: Buffer.from(mark, 'hex').toString('latin1'), ...done }] });
      }
    }
  }

  return {
    async *pieces() {
      yield* rows();
      yield* marks();
      yield* records();
    },
    async put(pieces) {
      await Promise.all(pieces.map(put));
    },
  };
}

function markOf({ id, at, firstLine, lines }: Mark): PieceMark {
  return { mark: Buffer.from(id, 'latin1').toString('hex'), at, firstLine, lines };
}
