/**
 * The address at which a family fetches what its opened request says. It works for ten minutes and names nobody: what it
 * leads to is sealed in it.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

export const OWN_FILE_PATH = '/mine/';

/** As long as a request stays open after its code. */
const WORKS_FOR = 10 * 60_000;
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface OwnFileOf {
  id: string;
  language: string;
}

export interface OwnFiles {
  /** The last part of the address. */
  token(of: OwnFileOf, now: number): string;
  /** Undefined where it is not one of ours, or its time is over. */
  read(token: string, now: number): OwnFileOf | undefined;
}

export function createOwnFiles(secret: string): OwnFiles {
  const key = Buffer.from(hkdfSync('sha256', secret, 'kinline', 'own file 1', 32));
  return {
    token({ id, language }, now) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce);
      const sealed = cipher.update(JSON.stringify([id, language, now + WORKS_FOR]));
      cipher.final();
      return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
    },
    read(token, now) {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== token) return undefined;
      try {
        const opening = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        }).setAuthTag(bytes.subarray(-TAG_BYTES));
        const text = Buffer.concat([
          opening.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)),
          opening.final(),
        ]).toString();
        const [id, language, until] = JSON.parse(text) as [string, string, number];
        return now < until ? { id, language } : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
