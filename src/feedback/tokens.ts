/**
 * One child, one voice: a campaign gives out tokens that can each be used once. They are signed blind (RSA blind
 * signatures, RFC 9474, RSABSSA-SHA384-PSS-Randomized): whoever gives them out signs without seeing what, and cannot
 * recognise later which token was whose. What is kept of a used token is a hash that only says that it was used.
 */
import { createHash, webcrypto } from 'node:crypto';
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import type { ShelfChanges } from './shelf.js';

const suite = RSABSSA.SHA384.PSS.Randomized({ supportsRSARAW: false });
const ALGORITHM = { name: 'RSA-PSS', hash: 'SHA-384' };
const SECRET_BYTES = 32;
const PREFIX_BYTES = 32;
const MODULUS_BITS = 2048;

/** By a used token's hash; the value is empty. */
export const TOKEN_RECORD = 'feedback-token';

type Key = webcrypto.CryptoKey;

/** Base64 of SPKI and PKCS #8. Each campaign has its own: a token of another one is no token here. */
export interface CampaignKeys {
  publicKey: string;
  privateKey: string;
}

export async function newCampaignKeys(): Promise<CampaignKeys> {
  const publicExponent = Uint8Array.of(1, 0, 1);
  const pair = await suite.generateKey({ modulusLength: MODULUS_BITS, publicExponent });
  const [spki, pkcs8] = await Promise.all([
    webcrypto.subtle.exportKey('spki', pair.publicKey),
    webcrypto.subtle.exportKey('pkcs8', pair.privateKey),
  ]);
  return { publicKey: base64(spki), privateKey: base64(pkcs8) };
}

/** What the young person’s side keeps between asking and receiving; it never leaves that side. */
export interface Asking {
  message: string;
  inverse: string;
}

/** The young person’s side: a secret by lot, and the same made unreadable, to be signed. */
export async function askForToken(
  publicKey: string,
  random: (size: number) => Uint8Array,
): Promise<{ blinded: string; asking: Asking }> {
  const message = suite.prepare(random(SECRET_BYTES));
  const { blindedMsg, inv } = await suite.blind(await publicOf(publicKey), message);
  return { blinded: url(blindedMsg), asking: { message: url(message), inverse: url(inv) } };
}

/** The side that knows who may take part, and nothing of what it signs. */
export async function signBlinded(privateKey: string, blinded: string): Promise<string> {
  const key = await webcrypto.subtle.importKey('pkcs8', Buffer.from(privateKey, 'base64'), ALGORITHM, true, [
    'sign',
  ]);
  return url(await suite.blindSign(key, bytes(blinded)));
}

/** The young person’s side: the token, which the signer has never seen. */
export async function finishToken(
  publicKey: string,
  { message, inverse }: Asking,
  signed: string,
): Promise<string> {
  const signature = await suite.finalize(
    await publicOf(publicKey),
    bytes(message),
    bytes(signed),
    bytes(inverse),
  );
  return `${message}.${url(signature)}`;
}

export type Redeemed =
  /** To be written with the entry; where the store says “conflict”, the token was used before. */
  { valid: true; changes: Pick<ShelfChanges, 'records'> } | { valid: false };

export async function redeem(publicKey: string, token: string): Promise<Redeemed> {
  const [message = '', signature = '', ...more] = token.split('.');
  if (more.length > 0 || bytes(message).length !== PREFIX_BYTES + SECRET_BYTES) return { valid: false };
  const valid = await suite
    .verify(await publicOf(publicKey), bytes(signature), bytes(message))
    .catch(() => false);
  if (!valid) return { valid: false };
  const id = createHash('sha256').update(bytes(message)).digest('base64url');
  return { valid: true, changes: { records: [{ kind: TOKEN_RECORD, id, value: '', expected: null }] } };
}

const publicOf = (key: string): Promise<Key> =>
  webcrypto.subtle.importKey('spki', Buffer.from(key, 'base64'), ALGORITHM, true, ['verify']);
const base64 = (from: ArrayBuffer): string => Buffer.from(from).toString('base64');
const url = (from: Uint8Array): string => Buffer.from(from).toString('base64url');
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64url'));
