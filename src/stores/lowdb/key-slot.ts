/**
 * One slot of `keys.bin`: the key's id, the key as it is wrapped, and the name of the secret that it is wrapped under,
 * so that keys under a former secret and the present one stand side by side while they are changed.
 */
import { type RandomBytes, unwrapKey, WRAPPED_BYTES, type Wrapping, wrapKey } from '../sealing.js';
import { SLOT_BYTES } from './slots.js';

export const ID_BYTES = 12;
const SECRET_AT = ID_BYTES + WRAPPED_BYTES;
const SECRET_BYTES = 6;
/** Slots that were written before secrets had names. */
const UNNAMED = '0'.repeat(2 * SECRET_BYTES);

export interface OpenedSlot {
  id: string;
  /** Undefined where it opens under none of the secrets. */
  opened: { key: Buffer; under: string } | undefined;
  /** Wrapped under a secret that was not given. */
  foreign: boolean;
}

export function openSlot(wrappings: readonly Wrapping[], bytes: Buffer): OpenedSlot {
  const id = bytes.toString('base64url', 0, ID_BYTES);
  const named = bytes.toString('hex', SECRET_AT, SECRET_AT + SECRET_BYTES);
  const wrapped = bytes.subarray(ID_BYTES, SECRET_AT);
  const fitting = wrappings.filter((wrapping) => named === UNNAMED || wrapping.id === named);
  for (const { id: under, key: wrapping } of fitting) {
    const key = unwrapKey(wrapping, wrapped, id);
    if (key) return { id, opened: { key, under }, foreign: false };
  }
  return { id, opened: undefined, foreign: fitting.length === 0 };
}

export function fillSlot(wrapping: Wrapping, id: string, key: Uint8Array, random: RandomBytes): Buffer {
  const bytes = Buffer.alloc(SLOT_BYTES);
  bytes.write(id, 'base64url');
  wrapKey(wrapping.key, key, id, random).copy(bytes, ID_BYTES);
  bytes.write(wrapping.id, SECRET_AT, 'hex');
  return bytes;
}
