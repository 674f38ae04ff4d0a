/**
 * Keys of sessions and documents. In the database they lie wrapped; here those of the conversations that are talking
 * now are held opened for a moment, so that a commit need not ask for the key that its look has just brought.
 */
import { KEY_BYTES, type RandomBytes, unwrapKey, wrapKey, wrappingOf } from '../sealing.js';

const ID_BYTES = 12;
const HELD = 10_000;
/** Characters of the sessions that are held as text, together; a longer one than this is read each time. */
const TEXT = { all: 8 * 1024 * 1024, longest: 16 * 1024 };

export interface SessionKey {
  id: Buffer;
  key: Buffer;
}

/** A key that no row holds yet, with what its row will hold. */
export interface NewKey extends SessionKey {
  wrapped: Buffer;
}

/** What is known of a conversation as of one of its versions. */
export interface Held {
  version: number;
  /** Undefined when no session is alive. */
  key: SessionKey | undefined;
  /** As this process committed it last, so that the next message need not ask for it. */
  written?: Written;
}

export interface Written {
  session: string;
  lines: number;
  expiresAt: number;
}

export interface SessionKeys {
  /** Names the secret, so that keys under several can stand side by side while they are changed. */
  secretId: string;
  make(): NewKey;
  open(id: Uint8Array, wrapped: Uint8Array): SessionKey | undefined;
  hold(conversation: string, held: Held): void;
  held(conversation: string): Held | undefined;
  /** Of one conversation, or of all. */
  drop(conversation?: string): void;
  /** What proves the secret later, and whether such a proof fits it, or the former one. */
  proof(): Buffer;
  proves(proof: Uint8Array): boolean;
  provesFormer(proof: Uint8Array): boolean;
}

const PROOF = 'kinline-proof';

/** @param before the former secret, while it is being changed: what is wrapped under it opens too */
export function createSessionKeys(
  secret: string | Uint8Array,
  random: RandomBytes,
  before?: string | Uint8Array,
): SessionKeys {
  const { id: secretId, key: wrapping } = wrappingOf(secret);
  const former = before === undefined ? undefined : wrappingOf(before).key;
  const held = new Map<string, Held>();
  let characters = 0;
  function drop(conversation: string): void {
    characters -= held.get(conversation)?.written?.session.length ?? 0;
    held.delete(conversation);
  }
  const nameOf = (id: Uint8Array) => Buffer.from(id).toString('base64url');
  return {
    secretId,
    make() {
      const id = Buffer.from(random(ID_BYTES));
      const key = Buffer.from(random(KEY_BYTES));
      return { id, key, wrapped: wrapKey(wrapping, key, nameOf(id), random) };
    },
    open(id, wrapped) {
      const name = nameOf(id);
      const key = unwrapKey(wrapping, wrapped, name) ?? (former && unwrapKey(former, wrapped, name));
      return key && { id: Buffer.from(id), key };
    },
    hold(conversation, { written, ...values }) {
      drop(conversation);
      const short = written !== undefined && written.session.length <= TEXT.longest;
      held.set(conversation, short ? { ...values, written } : values);
      characters += short ? written.session.length : 0;
      for (const oldest of held.keys()) {
        if (held.size <= HELD && characters <= TEXT.all) break;
        drop(oldest);
      }
    },
    held: (conversation) => held.get(conversation),
    drop(conversation) {
      if (conversation !== undefined) return drop(conversation);
      held.clear();
      characters = 0;
    },
    proof: () => wrapKey(wrapping, random(KEY_BYTES), PROOF, random),
    proves: (proof) => unwrapKey(wrapping, proof, PROOF) !== undefined,
    provesFormer: (proof) => former !== undefined && unwrapKey(former, proof, PROOF) !== undefined,
  };
}
