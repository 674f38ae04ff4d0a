/**
 * Getting in: login, password and code in one form. Whatever of them is wrong, the answer is the same and takes as long;
 * only a wait, and that too many are trying at once, is told.
 */
import type { DocumentChange, RecordChange, Store } from '../stores/port.js';
import { type Account, accountChange, accountNamed, type HeldAccount } from './account.js';
import { line } from './accounts.js';
import type { Audit } from './audit.js';
import type { Devices } from './devices.js';
import type { Passwords } from './passwords.js';
import { readRecoveryCode } from './recovery-codes.js';
import type { Sessions } from './sessions.js';
import type { SlowDown } from './slow-down.js';
import type { Staff } from './staff.js';
import { plainLogin, type StaffSecrets } from './staff-secrets.js';
import { stepOf } from './totp.js';

export interface LoginAttempt {
  login: string;
  password: string;
  /** Six digits from the app, or a recovery code. */
  code: string;
  /** The address of who tries. */
  address: string;
  /** The device's cookie, where there is one. */
  device?: string | undefined;
  /** A few words for the list of sessions, like `Firefox, Windows`. */
  label?: string | undefined;
}

export interface Entered {
  ok: true;
  staff: Staff;
  /** For the cookies. */
  session: string;
  device: string;
  /** How many recovery codes are left, where one was used now. */
  recoveryCodesLeft?: number;
}

export type LoggedIn =
  | Entered
  /** Login, password or code, or the account is disabled: which of them is not told. */
  | { ok: false; why: 'wrong' }
  /** Answered 429 with `Retry-After`, in seconds. */
  | { ok: false; why: 'slow'; retryAfter: number }
  /** Answered 503 with `Retry-After`. */
  | { ok: false; why: 'busy'; retryAfter: number }
  /** All was right, but a second factor is a must and this account has none: a new invitation is needed. */
  | { ok: false; why: 'no_second_factor' };

export interface Login {
  withPassword(attempt: LoginAttempt): Promise<LoggedIn>;
  /** For whoever was proven otherwise: at the provider, or by an invitation. */
  enter(held: HeldAccount, action: string, extra?: Entering): Promise<Entered | undefined>;
}

/** @param device and label as in an attempt; `records` and `documents` are written together with the session */
export interface Entering {
  device?: string | undefined;
  label?: string | undefined;
  records?: readonly RecordChange[];
  documents?: readonly DocumentChange[];
}

export interface LoginParts {
  store: Store;
  audit: Audit;
  secrets: StaffSecrets;
  passwords: Passwords;
  sessions: Sessions;
  devices: Devices;
  slowDown: SlowDown;
  now(): number;
  /** False in demo mode: then an account without a second factor gets in too. */
  totpRequired: boolean;
}

type Second =
  | { right: true; account: Account; left?: number }
  | { right: false; why: 'code' | 'no_second_factor' };

export function createLogin(parts: LoginParts): Login {
  const { store, audit, secrets, passwords, sessions, devices, slowDown, now } = parts;

  async function enter(
    { account, version }: HeldAccount,
    action: string,
    extra: Entering = {},
  ): Promise<Entered | undefined> {
    const { staff } = account;
    const session = sessions.begun(staff.id, extra.label ?? null);
    const device = await devices.remembered(extra.device, staff.id);
    const written = await audit.write([line(now(), staff.id, action, staff.id)], {
      documents: [accountChange(account, version, now()), ...(extra.documents ?? [])],
      records: [session.record, device.record, ...(extra.records ?? [])],
    });
    if (written === 'conflict') return undefined;
    return { ok: true, staff, session: session.token, device: device.token };
  }

  function second(account: Account, code: string): Second {
    const { totp, staff, recoveryCodes } = account;
    if (totp === null)
      return parts.totpRequired ? { right: false, why: 'no_second_factor' } : { right: true, account };
    const step = stepOf(totp.secret, code, now(), totp.last);
    if (step !== undefined) return { right: true, account: { ...account, totp: { ...totp, last: step } } };
    const recovery = readRecoveryCode(code);
    const used = recovery === undefined ? undefined : secrets.recoveryCode(staff.id, recovery);
    if (used === undefined || !recoveryCodes.includes(used)) return { right: false, why: 'code' };
    const left = recoveryCodes.filter((each) => each !== used);
    return { right: true, account: { ...account, recoveryCodes: left }, left: left.length };
  }

  async function refuse(staff: Staff | undefined, why: string): Promise<void> {
    const entry = line(now(), 'system', 'login', staff?.id ?? null, why);
    await audit.write([{ ...entry, outcome: 'refused' }]);
  }

  return {
    enter,
    async withPassword({ login, password, code, address, device, label }) {
      const held = await accountNamed(store, secrets.login(login));
      const staff = held?.account.staff;
      const known = await devices.known(device, staff?.id ?? '');
      const taken = await slowDown.take({ login: plainLogin(login), address, device: known });
      if (!taken.ok) return { ok: false, why: 'slow', retryAfter: taken.retryAfter };
      const right = await passwords.verify(held?.account.password ?? null, password);
      if (right === 'busy') {
        await taken.right();
        return { ok: false, why: 'busy', retryAfter: 2 };
      }
      const checked = held && second(held.account, code);
      if (held === undefined || checked === undefined || !right || held.account.staff.disabled) {
        await refuse(staff, staff === undefined ? 'unknown' : right ? 'disabled' : 'password');
        return { ok: false, why: 'wrong' };
      }
      if (!checked.right) {
        await refuse(staff, checked.why);
        return { ok: false, why: checked.why === 'code' ? 'wrong' : checked.why };
      }
      const recovered = checked.left !== undefined;
      const action = recovered ? 'login:recovery_code' : 'login';
      const entered = await enter({ ...held, account: checked.account }, action, { device, label });
      // The same code twice at once: it works once.
      if (entered === undefined) return { ok: false, why: 'wrong' };
      await taken.right();
      return recovered ? { ...entered, recoveryCodesLeft: checked.left ?? 0 } : entered;
    },
  };
}
