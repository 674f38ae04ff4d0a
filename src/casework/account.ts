/**
 * An account as it is stored: one sealed document, destroyed as a whole. What other rooms may know of it is its `staff`
 * part; the rest opens doors and leaves this room for nobody.
 */
import { z } from 'zod';
import type { DocumentChange, Store } from '../stores/port.js';
import { staff } from './staff.js';

export const ACCOUNT_VERSION = 1;

/**
 * Which account a login, hashed, belongs to; the list of all accounts is the list of these. Its value is another one
 * after each change of what colleagues may know, so that nobody has to open all accounts to show their names.
 */
export const STAFF_RECORD = 'staff';
/** @param revision the version that the account has with this change */
export const staffRecord = (login: string, id: string, revision: number, expected: string | null) => ({
  kind: STAFF_RECORD,
  id: login,
  value: `${id} ${revision}`,
  expected,
});
/** The id of an account by where it is known at an OpenID provider, hashed. */
export const SUBJECT_RECORD = 'staff_subject';
export const accountDocument = (id: string): string => `staff:${id}`;

const account = z.strictObject({
  version: z.literal(ACCOUNT_VERSION),
  staff,
  /** An Argon2id hash; null until an invitation was taken up. */
  password: z.string().nullable(),
  /** `last`: the last step that got somebody in; none up to it does again. */
  totp: z.strictObject({ secret: z.string(), last: z.int() }).nullable(),
  /** Hashes of those not used yet. */
  recoveryCodes: z.array(z.string()),
  /** Hash of the only invitation that still opens it. */
  invite: z.string().nullable(),
  /** The one account at the OpenID provider that is this person's, hashed. */
  subject: z.string().nullable(),
  createdAt: z.int(),
});
export type Account = z.infer<typeof account>;

/** An account and the version that a change is compared with. */
export interface HeldAccount {
  account: Account;
  version: number;
}

/** Of nobody's use for so long: forgotten. Each change, and each time somebody gets in, it begins anew. */
const KEPT = 3 * 365 * 86_400_000;

/** @param expected 0 for a new one */
export function accountChange(value: Account, expected: number, now: number): DocumentChange {
  const id = accountDocument(value.staff.id);
  return { id, expected, value: JSON.stringify(account.parse(value)), expiresAt: now + KEPT };
}

/** @param login hashed */
export async function accountNamed(store: Store, login: string): Promise<HeldAccount | undefined> {
  const value = await store.record(STAFF_RECORD, login);
  return value === undefined ? undefined : readAccount(store, idIn(value));
}

export const idIn = (record: string): string => record.split(' ')[0] ?? '';

export async function readAccount(store: Store, id: string): Promise<HeldAccount | undefined> {
  const document = await store.document(accountDocument(id));
  return document && { account: account.parse(JSON.parse(document.value)), version: document.version };
}
