/** What the desk is made of: its rooms meet only here. */
import type { Accounts } from '../../casework/accounts.js';
import type { Cases } from '../../casework/cases.js';
import type { DeskCookies } from '../../casework/cookies.js';
import type { Login } from '../../casework/login.js';
import type { Organization } from '../../casework/organization.js';
import type { Sessions } from '../../casework/sessions.js';
import type { Welcome } from '../../casework/welcome.js';
import type { OpenRoute, StaffRoute } from './routes.js';

export interface DeskParts {
  cases: Cases;
  organization: Organization;
  accounts: Accounts;
  sessions: Sessions;
  login: Login;
  welcome: Welcome;
  cookies: DeskCookies;
  /** Where somebody logs in at the organization's own provider; undefined when there is none. */
  provider: string | undefined;
  /** Addresses that other rooms add, which are let in by the same rules. */
  more: { open: readonly OpenRoute[]; staff: readonly StaffRoute[] };
  /** An invitation's address, to be handed to somebody. */
  link(token: string): string;
}
