/** What the desk is made of: its rooms meet only here. */
import type { Accounts } from '../../casework/accounts.js';
import type { Cases } from '../../casework/cases.js';
import type { DeskCookies } from '../../casework/cookies.js';
import type { BoardWork } from '../../casework/feedback/board-work.js';
import type { Entries } from '../../casework/feedback/entries.js';
import type { Invite } from '../../casework/invite.js';
import type { Login } from '../../casework/login.js';
import type { Oidc } from '../../casework/oidc.js';
import type { Organization } from '../../casework/organization.js';
import type { OwnAccount } from '../../casework/own-account.js';
import type { Sessions } from '../../casework/sessions.js';
import type { Staff } from '../../casework/staff.js';
import type { Welcome } from '../../casework/welcome.js';
import type { Results } from '../../feedback/results.js';
import type { Elsewhere } from '../../notify/elsewhere.js';
import type { FeedbackLabels } from '../feedback/labels.js';

export interface DeskParts {
  cases: Cases;
  /** What young people said, and what stands on the board. */
  feedback: {
    entries: Entries;
    board: BoardWork;
    labels: FeedbackLabels;
    /** Tables of quarters that are over, as staff may see them. */
    results(): Promise<Results[]>;
    /** A service by its name, or its kind where it is not named. */
    service(id: string, language: string): string;
  };
  organization: Organization;
  accounts: Accounts;
  sessions: Sessions;
  login: Login;
  welcome: Welcome;
  own: OwnAccount;
  cookies: DeskCookies;
  /** Undefined where no provider is set. */
  oidc: Oidc | undefined;
  /** Chats, calendars and notices; undefined where nobody is told anything. */
  elsewhere?: Elsewhere | undefined;
  /** An invitation's address, to be handed to somebody. */
  link(invite: Invite): string;
}

/** The same as handlers have it. */
export interface DeskRooms extends DeskParts {
  /** Everybody who works here, as it was some seconds ago: for names and lists. */
  people(): Promise<readonly Staff[]>;
}
