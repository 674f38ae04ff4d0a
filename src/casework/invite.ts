/** A link that works once and for a day: by it somebody chooses a password and sets up the second factor. */
import { z } from 'zod';
import type { DocumentChange, Store } from '../stores/port.js';
import type { RandomBytes } from '../stores/sealing.js';
import { newToken, type StaffSecrets } from './staff-secrets.js';
import { newTotpSecret } from './totp.js';

export const INVITE_HOURS = 24;
const HOUR = 3_600_000;

/** Where the desk opens it. */
export const INVITE_PATH = '/desk/invite/';
export const inviteLink = (address: string, { token }: Pick<Invite, 'token'>): string =>
  `${address.replace(/\/$/, '')}${INVITE_PATH}${token}`;

export interface Invite {
  token: string;
  /** Milliseconds since 1970. */
  until: number;
}

const stored = z.strictObject({
  /** Whose account; null: that of the first administrator, who makes it with this. */
  staff: z.string().nullable(),
  /** For the second factor, so that the picture stays the same however often the page is opened. */
  secret: z.string(),
  until: z.int(),
});
export type StoredInvite = z.infer<typeof stored> & { version: number };

const documentOf = (hash: string): string => `staff_invite:${hash}`;

export function newInvite(parts: {
  staff: string | null;
  secrets: StaffSecrets;
  random: RandomBytes;
  now: number;
}): { invite: Invite; hash: string; document: DocumentChange } {
  const token = newToken(parts.random);
  const until = parts.now + INVITE_HOURS * HOUR;
  const hash = parts.secrets.token(token);
  const value = JSON.stringify({ staff: parts.staff, secret: newTotpSecret(parts.random), until });
  return {
    invite: { token, until },
    hash,
    document: { id: documentOf(hash), expected: 0, value, expiresAt: until },
  };
}

export async function readInvite(store: Store, hash: string, now: number): Promise<StoredInvite | undefined> {
  const document = await store.document(documentOf(hash));
  if (document === undefined) return undefined;
  const invite = stored.parse(JSON.parse(document.value));
  return invite.until > now ? { ...invite, version: document.version } : undefined;
}

export const usedInvite = (hash: string, { version, until }: StoredInvite): DocumentChange => ({
  id: documentOf(hash),
  expected: version,
  value: null,
  expiresAt: until,
});
