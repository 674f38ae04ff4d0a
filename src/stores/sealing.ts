/**
 * What is personal is sealed before it is stored: AES-256-GCM under a random key of the session's own, padded so
 * that a record's size tells nothing, and bound to its place so that one record cannot be put where another was.
 * The session's key itself is kept wrapped by a key derived from the operator's secret, apart from all the rest.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Bytes from a random source; a parameter everywhere so that tests can name them. */
export type RandomBytes = (size: number) => Buffer;

/** Asks the source for many bytes at once and hands them out in disjoint pieces: a call of its own costs more. */
export function pooled(random: RandomBytes, poolBytes = 4096): RandomBytes {
  let pool: Buffer = Buffer.alloc(0);
  return (size) => {
    if (size > pool.length) pool = random(Math.max(size, poolBytes));
    const piece = pool.subarray(0, size);
    pool = pool.subarray(size);
    return piece;
  };
}

/** What a sealed text is and whose it is. It opens only with the same purpose. */
export type Purpose =
  | { of: 'session'; conversation: string }
  | { of: 'turn'; conversation: string; activity: string };

export const KEY_BYTES = 32;
export const WRAPPED_BYTES = 61;

/** Names the format and the cipher in front of everything sealed; another number is another way of opening. */
const VERSION = 1;
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FRAME_BYTES = 1 + NONCE_BYTES + TAG_BYTES;
const LENGTH_BYTES = 4;

/** Sealed sizes are whole multiples of these, in bytes. */
export const BUCKET_BYTES = { session: 1024, turn: 4096 } as const;

/** Seals a text. The result is version, nonce, cipher text and tag, padded to a whole number of buckets. */
export function seal(
  key: Uint8Array,
  text: string,
  purpose: Purpose,
  random: RandomBytes = randomBytes,
): Buffer {
  const length = Buffer.byteLength(text);
  const bucket = BUCKET_BYTES[purpose.of];
  const size = Math.ceil((FRAME_BYTES + LENGTH_BYTES + length) / bucket) * bucket;
  const plain = size <= desk.length ? desk.subarray(0, size - FRAME_BYTES) : Buffer.alloc(size - FRAME_BYTES);
  try {
    plain.writeUInt32BE(length, 0);
    plain.write(text, LENGTH_BYTES, 'utf8');
    return encrypt(key, plain, associated(purpose), random);
  } finally {
    plain.fill(0);
  }
}

/** Where texts are laid out to be sealed, one after the other; all zeros in between, which is also the padding. */
const desk = Buffer.alloc(4 * BUCKET_BYTES.turn);

/** Opens what `seal` made; undefined when the key, the purpose or a single bit is another. */
export function unseal(key: Uint8Array, sealed: Uint8Array, purpose: Purpose): string | undefined {
  const padded = decrypt(key, sealed, associated(purpose));
  if (!padded || padded.length < LENGTH_BYTES) return undefined;
  return padded.toString('utf8', LENGTH_BYTES, LENGTH_BYTES + padded.readUInt32BE(0));
}

/** The key that wraps session keys. The secret may be of any length; it should hold 32 random bytes. */
export function wrappingKey(secret: string | Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'kinline', 'session keys 1', KEY_BYTES));
}

/** A wrapping key with the name that stands beside whatever is wrapped under it. */
export interface Wrapping {
  /** 12 hexadecimal digits; tells nothing of the secret. */
  id: string;
  key: Buffer;
}

export function wrappingOf(secret: string | Uint8Array): Wrapping {
  const key = wrappingKey(secret);
  return { id: wrappingId(key), key };
}

export function wrappingId(wrapping: Uint8Array): string {
  return createHash('sha256').update('kinline secret id').update(wrapping).digest('hex').slice(0, 12);
}

/** Wraps a session key under the wrapping key, bound to the id it is found by. */
export function wrapKey(
  wrapping: Uint8Array,
  key: Uint8Array,
  id: string,
  random: RandomBytes = randomBytes,
): Buffer {
  return encrypt(wrapping, key, `kinline\0key\0${id}`, random);
}

export function unwrapKey(wrapping: Uint8Array, wrapped: Uint8Array, id: string): Buffer | undefined {
  return decrypt(wrapping, wrapped, `kinline\0key\0${id}`);
}

function associated(purpose: Purpose): string {
  const activity = purpose.of === 'turn' ? purpose.activity : '';
  return `kinline\0${purpose.of}\0${purpose.conversation}\0${activity}`;
}

function encrypt(key: Uint8Array, plain: Uint8Array, bound: string, random: RandomBytes): Buffer {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(bound));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, sealed: Uint8Array, bound: string): Buffer | undefined {
  if (sealed.length < FRAME_BYTES || sealed[0] !== VERSION) return undefined;
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(bound)).setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(1 + NONCE_BYTES, end));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return plain;
}
