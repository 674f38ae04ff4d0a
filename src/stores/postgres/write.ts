/** A commit as the database takes it: sealed, with the places that it locks. */
import { createHash } from 'node:crypto';
import { documentRow, markId } from '../lowdb/state.js';
import type { Changes, Commit, RecordChange } from '../port.js';
import { type RandomBytes, seal } from '../sealing.js';
import type { NewKey, SessionKey, SessionKeys } from './session-keys.js';

export const markOf = (conversation: string, activity: string): Buffer =>
  Buffer.from(markId(conversation, activity), 'latin1');

const placeOf = (name: string): bigint => createHash('sha256').update(name).digest().readBigInt64BE();

/**
 * What a commit must not be surprised by, as numbers in one order: the conversation first, for whoever talks alone has
 * that one already. A record that is written whatever it is counts too: it may be one that another commit looks at.
 */
export function placesOf({ conversation, ...changes }: Changes & { conversation?: string }): string[] {
  const written = (changes.records ?? []).map(recordName);
  const others = [...new Set([...namesOf(changes), ...written])].map(placeOf);
  others.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return [...(conversation === undefined ? [] : [placeOf(conversation)]), ...others].map(String);
}

const recordName = ({ kind, id }: RecordChange): string => `record:${kind}:${id}`;

/** What it looks at, as names: whoever looks at the same waits within this process. */
export function namesOf({
  conversation,
  documents = [],
  records = [],
}: Changes & { conversation?: string }): string[] {
  const names = [
    ...(conversation === undefined ? [] : [conversation]),
    ...documents.map(({ id }) => documentRow(id)),
    ...records.filter(({ expected }) => expected !== undefined).map(recordName),
  ];
  return [...new Set(names)].sort();
}

/** Where a session goes: under the key that it has, or under a new one. */
export type Under = { made: NewKey } | { kept: SessionKey } | undefined;

/** The parameters of `COMMIT`, in their order. */
export function parametersOf(
  changes: Changes & Partial<Commit>,
  under: Under,
  token: Buffer,
  now: number,
  keys: SessionKeys,
  random: RandomBytes,
): unknown[] {
  return [
    placesOf(changes),
    now,
    keys.secretId,
    ...talkOf(changes, under, random),
    ...turnOf(changes, under, token, random),
    ...documentsOf(changes, keys, random),
    ...recordsOf(changes),
  ];
}

const keyIn = (under: Under): SessionKey | undefined => under && ('made' in under ? under.made : under.kept);

function talkOf(
  { conversation, expected, expiresAt, session }: Partial<Commit>,
  under: Under,
  random: RandomBytes,
): unknown[] {
  if (conversation === undefined) return [null, null, null, null, null, null];
  const key = keyIn(under);
  const sealed =
    key === undefined || session === null || session === undefined
      ? null
      : seal(key.key, session, { of: 'session', conversation }, random);
  const wrapped = under && 'made' in under ? under.made.wrapped : null;
  return [conversation, expected, expiresAt, key?.id ?? null, wrapped, sealed];
}

/** Of a turn that ends its session nothing is written: nobody could read it. */
function turnOf(
  { conversation, turn }: Partial<Commit>,
  under: Under,
  token: Buffer,
  random: RandomBytes,
): unknown[] {
  if (conversation === undefined || turn === undefined) return [null, null, null, null, null, null];
  const { activity, at, firstLine, lines, content } = turn;
  const key = keyIn(under);
  const purpose = { of: 'turn', conversation, activity: markId(conversation, activity) } as const;
  const sealed = key === undefined ? null : seal(key.key, content, purpose, random);
  return [markOf(conversation, activity), token, at, firstLine, lines, sealed];
}

/** A document has a new key each time it is written. */
function documentsOf({ documents = [] }: Changes, keys: SessionKeys, random: RandomBytes): unknown[] {
  const made = documents.map(({ value }) => (value === null ? undefined : keys.make()));
  return [
    documents.map(({ id }) => id),
    documents.map(({ expected }) => expected),
    documents.map(({ expiresAt }) => expiresAt),
    made.map((key) => key?.id ?? null),
    made.map((key) => key?.wrapped ?? null),
    documents.map(({ id, value }, index) => {
      const key = made[index];
      return key === undefined || value === null
        ? null
        : seal(key.key, value, { of: 'session', conversation: documentRow(id) }, random);
    }),
  ];
}

function recordsOf({ records = [] }: Changes): unknown[] {
  return [
    records.map(({ kind }) => kind),
    records.map(({ id }) => id),
    records.map(({ value }) => value),
    records.map(({ expected }) => expected !== undefined),
    records.map(({ expected }) => expected ?? null),
  ];
}
