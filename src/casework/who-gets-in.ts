/** All of who gets in, put together around one store: what the desk, its pages and the commands are given. */
import type { Store } from '../stores/port.js';
import type { RandomBytes } from '../stores/sealing.js';
import { type Accounts, createAccounts } from './accounts.js';
import type { Audit } from './audit.js';
import { createDevices } from './devices.js';
import { createLogin, type Login } from './login.js';
import { createOwnAccount, type OwnAccount } from './own-account.js';
import { createPasswords } from './passwords.js';
import { createSessions, type Sessions } from './sessions.js';
import { createSlowDown } from './slow-down.js';
import { createStaffSecrets, type StaffSecrets } from './staff-secrets.js';
import { createWelcome, type Welcome } from './welcome.js';

export interface WhoGetsIn {
  accounts: Accounts;
  sessions: Sessions;
  login: Login;
  welcome: Welcome;
  own: OwnAccount;
  secrets: StaffSecrets;
  /** Forgets sessions, devices and tries that are over; every few minutes. */
  tidy(): Promise<void>;
}

export interface WhoGetsInParts {
  store: Store;
  audit: Audit;
  /** Stays the same when the secret that seals the store is changed. */
  secret: string;
  now(): number;
  random: RandomBytes;
  /** False in demo mode only. */
  totpRequired: boolean;
}

export function whoGetsIn({ secret, ...given }: WhoGetsInParts): WhoGetsIn {
  const parts = { ...given, secrets: createStaffSecrets(secret) };
  const passwords = createPasswords({ random: given.random });
  const accounts = createAccounts(parts);
  const sessions = createSessions(parts);
  const devices = createDevices(parts);
  const slowDown = createSlowDown(parts);
  const login = createLogin({ ...parts, passwords, sessions, devices, slowDown });
  const welcome = createWelcome({ ...parts, accounts, passwords, sessions, login });
  return {
    accounts,
    sessions,
    login,
    welcome,
    own: createOwnAccount({ ...parts, accounts, passwords, sessions, slowDown }),
    secrets: parts.secrets,
    async tidy() {
      await sessions.tidy();
      await devices.tidy();
      await slowDown.tidy();
    },
  };
}
