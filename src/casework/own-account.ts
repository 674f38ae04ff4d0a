/** What somebody changes about their own way in: each time with the present password, which is slowed down as a login. */
import type { Store } from '../stores/port.js';
import type { RandomBytes } from '../stores/sealing.js';
import { type Account, accountChange, readAccount } from './account.js';
import { type Accounts, line } from './accounts.js';
import type { Audit } from './audit.js';
import { type PasswordProblem, type Passwords, passwordProblem } from './passwords.js';
import { newRecoveryCodes } from './recovery-codes.js';
import type { Sessions } from './sessions.js';
import type { SlowDown } from './slow-down.js';
import type { StaffSecrets } from './staff-secrets.js';

export type NotDone =
  | { ok: false; why: 'gone' | 'wrong' | 'try_again' | PasswordProblem }
  | { ok: false; why: 'slow'; retryAfter: number };

export interface OwnAccount {
  /** Ends every session but the one it is done from. @param session its id */
  changePassword(
    staff: string,
    session: string,
    given: { present: string; next: string; address: string },
  ): Promise<{ ok: true } | NotDone>;
  /** Ten new ones; the former ones no longer work. */
  newRecoveryCodes(
    staff: string,
    given: { present: string; address: string },
  ): Promise<{ ok: true; recoveryCodes: string[] } | NotDone>;
  /** The code of conduct, read and signed. @param today the day at the organization */
  signConduct(staff: string, today: string): Promise<{ ok: true } | NotDone>;
}

export interface OwnAccountParts {
  store: Store;
  audit: Audit;
  secrets: StaffSecrets;
  passwords: Passwords;
  sessions: Sessions;
  slowDown: SlowDown;
  accounts: Accounts;
  now(): number;
  random: RandomBytes;
}

export function createOwnAccount(parts: OwnAccountParts): OwnAccount {
  const { store, audit, secrets, accounts, passwords, sessions, slowDown, now, random } = parts;

  async function proven(
    id: string,
    given: { present: string; address: string },
  ): Promise<{ ok: true; account: Account; version: number } | NotDone> {
    const held = await readAccount(store, id);
    if (held === undefined) return { ok: false, why: 'gone' };
    const { login } = held.account.staff;
    const taken = await slowDown.take({ login, address: given.address, device: undefined });
    if (!taken.ok) return { ok: false, why: 'slow', retryAfter: taken.retryAfter };
    const right = await passwords.verify(held.account.password, given.present);
    if (right === true) {
      await taken.right();
      return { ok: true, ...held };
    }
    if (right === 'busy') {
      await taken.right();
      return { ok: false, why: 'try_again' };
    }
    await audit.write([{ ...line(now(), id, 'own:password', id, 'password'), outcome: 'refused' }]);
    return { ok: false, why: 'wrong' };
  }

  return {
    async changePassword(id, session, { present, next, address }) {
      const known = await proven(id, { present, address });
      if (!known.ok) return known;
      const { account, version } = known;
      const problem = passwordProblem(next, account.staff.login);
      if (problem !== undefined) return { ok: false, why: problem };
      const changed = { ...account, password: await passwords.hash(next) };
      const others = (await sessions.endings(id)).filter((ending) => ending.id !== session);
      const written = await audit.write([line(now(), id, 'own:password', id)], {
        documents: [accountChange(changed, version, now())],
        records: others,
      });
      return written === 'done' ? { ok: true } : { ok: false, why: 'try_again' };
    },

    async newRecoveryCodes(id, given) {
      const known = await proven(id, given);
      if (!known.ok) return known;
      const codes = newRecoveryCodes(random);
      const hashes = codes.map((code) => secrets.recoveryCode(id, code));
      const written = await audit.write([line(now(), id, 'own:recovery_codes', id)], {
        documents: [accountChange({ ...known.account, recoveryCodes: hashes }, known.version, now())],
      });
      return written === 'done' ? { ok: true, recoveryCodes: codes } : { ok: false, why: 'try_again' };
    },

    async signConduct(id, today) {
      const done = await accounts.change(id, id, { conductSignedOn: today });
      if (done.ok) return { ok: true };
      return { ok: false, why: done.why === 'gone' ? 'gone' : 'try_again' };
    },
  };
}
