/**
 * Everything that a store holds, opened piece by piece, so that another one can take it in and seal it anew. Nothing
 * that is past its time goes along, and nothing of which the key is gone.
 */
import { createHash } from 'node:crypto';

export interface Transfer {
  /** Everything that is alive now. */
  pieces(): AsyncIterable<Piece>;
  /** Only into a store that holds none of them. Durable once this resolves. */
  put(pieces: readonly Piece[]): Promise<void>;
}

export type Piece =
  | {
      kind: 'conversation';
      conversation: string;
      version: number;
      lines: number;
      expiresAt: number;
      session: string | null;
      /** Of this session, oldest first. */
      turns: (Mark & { content: string })[];
    }
  | { kind: 'document'; id: string; version: number; expiresAt: number; value: string | null }
  | { kind: 'record'; of: string; id: string; value: string }
  /** That an activity was done, where its words are gone. */
  | ({ kind: 'mark' } & Mark);

export interface Mark {
  /** `markId` of conversation and activity, in hexadecimal digits. */
  mark: string;
  at: number;
  firstLine: number;
  lines: number;
}

export interface Digest {
  counts: Record<Piece['kind'] | 'turn', number>;
  /** The same for the same pieces, in whatever order they come. */
  sha256: string;
}

/** How a copy ended. Where it did not go well, the store that was copied is as it was. */
export type Copied =
  | { status: 'copied'; digest: Digest }
  | { status: 'not_empty' }
  /** Somebody wrote to it meanwhile. */
  | { status: 'changed'; before: Digest; after: Digest }
  | { status: 'different'; from: Digest; to: Digest };

const TOGETHER = 200;

/** Copies everything, then reads both again and compares counts and hashes. */
export async function copyStore(
  from: Transfer,
  to: Transfer,
  progress: (pieces: number) => void = () => undefined,
): Promise<Copied> {
  for await (const _ of to.pieces()) return { status: 'not_empty' };
  const copied = createDigest();
  let batch: Piece[] = [];
  let count = 0;
  for await (const piece of from.pieces()) {
    copied.add(piece);
    batch.push(piece);
    if (batch.length < TOGETHER) continue;
    await to.put(batch);
    count += batch.length;
    batch = [];
    progress(count);
  }
  await to.put(batch);
  const before = copied.digest();
  const after = await digestOf(from);
  if (after.sha256 !== before.sha256) return { status: 'changed', before, after };
  const there = await digestOf(to);
  return there.sha256 === before.sha256
    ? { status: 'copied', digest: before }
    : { status: 'different', from: before, to: there };
}

export async function digestOf(transfer: Transfer): Promise<Digest> {
  const digest = createDigest();
  for await (const piece of transfer.pieces()) digest.add(piece);
  return digest.digest();
}

function createDigest() {
  const counts: Digest['counts'] = { conversation: 0, turn: 0, document: 0, record: 0, mark: 0 };
  // Hashes of the pieces, added up: their order does not count, and none can stand for another.
  let sum = 0n;
  return {
    add(piece: Piece): void {
      counts[piece.kind] += 1;
      if (piece.kind === 'conversation') counts.turn += piece.turns.length;
      const hash = createHash('sha256')
        .update(JSON.stringify(inOneOrder(piece)))
        .digest('hex');
      sum = BigInt.asUintN(256, sum + BigInt(`0x${hash}`));
    },
    digest: (): Digest => ({ counts, sha256: sum.toString(16).padStart(64, '0') }),
  };
}

function inOneOrder(piece: Piece): unknown[] {
  switch (piece.kind) {
    case 'conversation': {
      const { conversation, version, lines, expiresAt, session } = piece;
      const turns = piece.turns.map(({ content, ...mark }) => [...markParts(mark), content]);
      return [piece.kind, conversation, version, lines, expiresAt, session, turns];
    }
    case 'document':
      return [piece.kind, piece.id, piece.version, piece.expiresAt, piece.value];
    case 'record':
      return [piece.kind, piece.of, piece.id, piece.value];
    case 'mark':
      return [piece.kind, ...markParts(piece)];
  }
}

const markParts = ({ mark, at, firstLine, lines }: Mark): unknown[] => [mark, at, firstLine, lines];
