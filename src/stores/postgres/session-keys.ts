/**
 * Keys of sessions and documents. In the database they lie wrapped; here those of the conversations that are talking
 * now are held opened for a moment, so that a commit need not ask for the key that its look has just brought.
 */
import { createHash } from 'node:crypto';
import { KEY_BYTES, type RandomBytes, unwrapKey, wrapKey, wrappingKey } from '../sealing.js';

const ID_BYTES = 12;
const HELD = 10_000;

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
}

export interface SessionKeys {
  /** Names the secret, so that keys under several can stand side by side while they are changed. */
  secretId: string;
  make(): NewKey;
  open(id: Uint8Array, wrapped: Uint8Array): SessionKey | undefined;
  hold(conversation: string, held: Held): void;
  held(conversation: string): Held | undefined;
  drop(conversation: string): void;
  /** What proves the secret later, and whether such a proof fits it. */
  proof(): Buffer;
  proves(proof: Uint8Array): boolean;
}

const PROOF = 'kinline-proof';

export function createSessionKeys(secret: string | Uint8Array, random: RandomBytes): SessionKeys {
  const wrapping = wrappingKey(secret);
  const held = new Map<string, Held>();
  const nameOf = (id: Uint8Array) => Buffer.from(id).toString('base64url');
  return {
    secretId: createHash('sha256').update('kinline secret id').update(wrapping).digest('hex').slice(0, 12),
    make() {
      const id = Buffer.from(random(ID_BYTES));
      const key = Buffer.from(random(KEY_BYTES));
      return { id, key, wrapped: wrapKey(wrapping, key, nameOf(id), random) };
    },
    open(id, wrapped) {
      const key = unwrapKey(wrapping, wrapped, nameOf(id));
      return key && { id: Buffer.from(id), key };
    },
    hold(conversation, values) {
      held.delete(conversation);
      held.set(conversation, values);
      if (held.size <= HELD) return;
      for (const oldest of held.keys()) {
        held.delete(oldest);
        break;
      }
    },
    held: (conversation) => held.get(conversation),
    drop: (conversation) => held.delete(conversation),
    proof: () => wrapKey(wrapping, random(KEY_BYTES), PROOF, random),
    proves: (proof) => unwrapKey(wrapping, proof, PROOF) !== undefined,
  };
}
