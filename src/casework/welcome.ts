/**
 * Taking up an invitation: a password, a second factor, ten recovery codes, and in. The very first one, which the
 * service prints while there is no administrator, also makes the administrator's account; there is no default password.
 */
import type { DocumentChange, RecordChange, Store } from '../stores/port.js';
import type { RandomBytes } from '../stores/sealing.js';
import { type Account, readAccount, staffRecord } from './account.js';
import { type Accounts, emptyAccount, isAdministrator, line } from './accounts.js';
import type { Audit } from './audit.js';
import { type Invite, newInvite, readInvite, type StoredInvite, usedInvite } from './invite.js';
import type { Entered, Entering, Login } from './login.js';
import { type PasswordProblem, type Passwords, passwordProblem } from './passwords.js';
import { newRecoveryCodes } from './recovery-codes.js';
import type { Sessions } from './sessions.js';
import { staff as staffSchema } from './staff.js';
import { plainLogin, type StaffSecrets } from './staff-secrets.js';
import { stepOf, totpPicture, totpUri } from './totp.js';

/** What the page of an invitation shows. */
export interface Invited {
  /** The first administrator also chooses a login and a name. */
  first: boolean;
  name: string;
  login: string;
  /** For the authenticator app: to be typed, as a link, and as a picture (SVG). */
  secret: string;
  uri: string;
  picture: string;
  /** False in demo mode: the code may be left out, and then there is no second factor. */
  codeRequired: boolean;
  until: number;
}

export interface Answer {
  password: string;
  /** Six digits from the app that the picture was scanned with. */
  code: string;
  /** Of the first administrator. */
  login?: string | undefined;
  name?: string | undefined;
  language?: string | undefined;
}

export type Welcomed =
  | (Entered & { recoveryCodes: string[] })
  | { ok: false; why: 'gone' | 'code' | 'login' | 'name' | 'try_again' | PasswordProblem };

export interface Welcome {
  /** Undefined when it was used, is older than a day, or a newer one was made. */
  look(token: string): Promise<Invited | undefined>;
  accept(token: string, answer: Answer, from?: Pick<Entering, 'device' | 'label'>): Promise<Welcomed>;
  /** The link for the first administrator, while there is none. An earlier one no longer works. */
  first(): Promise<Invite | undefined>;
}

export interface WelcomeParts {
  store: Store;
  audit: Audit;
  secrets: StaffSecrets;
  accounts: Accounts;
  passwords: Passwords;
  sessions: Sessions;
  login: Login;
  now(): number;
  random: RandomBytes;
  totpRequired: boolean;
}

/** The hash of the only first invitation that is open. */
const FIRST_RECORD = 'staff_first';
const FIRST_ID = 'invite';
const LOGIN = /^[^\s\p{C}]{2,120}$/u;

interface Opened {
  hash: string;
  invite: StoredInvite;
  /** Undefined: the account is still to be made. */
  held: { account: Account; version: number } | undefined;
}

export function createWelcome(parts: WelcomeParts): Welcome {
  const { store, secrets, accounts, passwords, sessions, login, now, random, totpRequired } = parts;

  const nobody = async (): Promise<boolean> => !(await accounts.all()).some(isAdministrator);

  async function opened(token: string): Promise<Opened | undefined> {
    const hash = secrets.token(token);
    const invite = await readInvite(store, hash, now());
    if (invite === undefined) return undefined;
    if (invite.staff === null) {
      const open = (await store.record(FIRST_RECORD, FIRST_ID)) === hash && (await nobody());
      return open ? { hash, invite, held: undefined } : undefined;
    }
    const held = await readAccount(store, invite.staff);
    const open = held?.account.invite === hash && !held.account.staff.disabled;
    return open ? { hash, invite, held } : undefined;
  }

  /** The account as it is to be, before anything is set. */
  function accountOf({ held }: Opened, answer: Answer): Account | 'login' | 'name' {
    if (held !== undefined) return held.account;
    const wanted = plainLogin(answer.login ?? '');
    if (!LOGIN.test(wanted)) return 'login';
    const made = staffSchema.safeParse({
      id: random(9).toString('base64url'),
      name: (answer.name ?? '').trim(),
      login: wanted,
      role: 'administrator',
      teams: [],
      regions: [],
      languages: [answer.language ?? 'en'],
      conductSignedOn: null,
      trainedUntil: null,
      disabled: false,
      secondRecipient: false,
    });
    return made.success ? emptyAccount(made.data, now()) : 'name';
  }

  /** What is written besides the account: the invitation is used up, and whoever was in by the former password is out. */
  async function besides(open: Opened, { staff }: Account) {
    const documents: DocumentChange[] = [usedInvite(open.hash, open.invite)];
    if (open.held !== undefined) return { documents, records: await sessions.endings(staff.id) };
    const records: RecordChange[] = [
      staffRecord(secrets.login(staff.login), staff.id, 1, null),
      { kind: FIRST_RECORD, id: FIRST_ID, value: null, expected: open.hash },
    ];
    return { documents, records };
  }

  return {
    async look(token) {
      const open = await opened(token);
      if (open === undefined) return undefined;
      const { name = '', login: own = '' } = open.held?.account.staff ?? {};
      const { secret, until } = open.invite;
      const uri = totpUri(secret, own === '' ? 'administrator' : own);
      const shown = { name, login: own, secret, uri, picture: totpPicture(uri), until };
      return { first: open.held === undefined, ...shown, codeRequired: totpRequired };
    },

    async accept(token, answer, from = {}) {
      const open = await opened(token);
      if (open === undefined) return { ok: false, why: 'gone' };
      const account = accountOf(open, answer);
      if (typeof account === 'string') return { ok: false, why: account };
      const problem = passwordProblem(answer.password, account.staff.login);
      if (problem !== undefined) return { ok: false, why: problem };
      const { secret } = open.invite;
      const last = stepOf(secret, answer.code, now(), 0);
      const without = last === undefined && !totpRequired && answer.code.trim() === '';
      if (last === undefined && !without) return { ok: false, why: 'code' };
      const recoveryCodes = last === undefined ? [] : newRecoveryCodes(random);
      const ready: Account = {
        ...account,
        password: await passwords.hash(answer.password),
        totp: last === undefined ? null : { secret, last },
        recoveryCodes: recoveryCodes.map((code) => secrets.recoveryCode(account.staff.id, code)),
        invite: null,
      };
      const held = { account: ready, version: open.held?.version ?? 0 };
      const action = open.held === undefined ? 'login:first_administrator' : 'login:invitation';
      const entered = await login.enter(held, action, { ...from, ...(await besides(open, ready)) });
      return entered === undefined ? { ok: false, why: 'try_again' } : { ...entered, recoveryCodes };
    },

    async first() {
      if (!(await nobody())) return undefined;
      const made = newInvite({ staff: null, secrets, random, now: now() });
      const record = { kind: FIRST_RECORD, id: FIRST_ID, value: made.hash };
      const entry = line(now(), 'system', 'staff:first_invite', null);
      await parts.audit.write([entry], { documents: [made.document], records: [record] });
      return made.invite;
    },
  };
}
