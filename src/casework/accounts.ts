/**
 * The accounts of those who work here. They are made by an administrator or a command, opened by an invitation that
 * works once, and changed only together with a line in the audit log.
 */
import type { Changes, Store } from '../stores/port.js';
import type { RandomBytes } from '../stores/sealing.js';
import {
  ACCOUNT_VERSION,
  type Account,
  accountChange,
  accountNamed,
  type HeldAccount,
  idIn,
  readAccount,
  STAFF_RECORD,
  staffRecord,
} from './account.js';
import type { Audit } from './audit.js';
import type { AuditEntry } from './audit-entry.js';
import { type Invite, newInvite } from './invite.js';
import { type Staff, staff as staffSchema } from './staff.js';
import { plainLogin, type StaffSecrets } from './staff-secrets.js';

export interface AccountParts {
  store: Store;
  audit: Audit;
  secrets: StaffSecrets;
  now(): number;
  random: RandomBytes;
}

export type NewStaff = Omit<Staff, 'id' | 'disabled' | 'secondRecipient'> & { secondRecipient?: boolean };
/** What an administrator may change of somebody. */
export type StaffChange = Partial<Omit<Staff, 'id' | 'login'>>;

export type NotChanged =
  | 'gone'
  | 'login_taken'
  /** Nobody would be left who can make accounts. */
  | 'last_administrator'
  /** The role needs a team or a region, or something is not as it is written. */
  | 'needs_team'
  | 'needs_region'
  | 'invalid'
  | 'try_again';
export type Refused = { ok: false; why: NotChanged };

export interface Accounts {
  /** By id; undefined when there is none. */
  staff(id: string): Promise<Staff | undefined>;
  /** By login, however it is written. */
  named(login: string): Promise<Staff | undefined>;
  /** By login. */
  all(): Promise<Staff[]>;
  /** @param actor who does it: a member of staff, or `system` for a command */
  add(actor: string, person: NewStaff): Promise<{ ok: true; staff: Staff; invite: Invite } | Refused>;
  change(actor: string, id: string, change: StaffChange): Promise<{ ok: true; staff: Staff } | Refused>;
  /** A fresh invitation: password and second factor are set anew; an older invitation no longer opens anything. */
  invite(actor: string, id: string): Promise<{ ok: true; invite: Invite } | Refused>;
}

const TRIES = 5;
const ID_BYTES = 9;

export function createAccounts(parts: AccountParts): Accounts {
  const { store, audit, secrets, now, random } = parts;

  /** Those that did not change since they were last asked for. */
  let known = new Map<string, Staff>();

  async function all(): Promise<Staff[]> {
    const read = new Map<string, Staff>();
    for await (const { value } of store.records(STAFF_RECORD)) {
      const person = known.get(value) ?? (await readAccount(store, idIn(value)))?.account.staff;
      if (person !== undefined) read.set(value, person);
    }
    known = read;
    return [...read.values()].sort((one, other) => (one.login < other.login ? -1 : 1));
  }

  const byLogin = (login: string) => accountNamed(store, secrets.login(login));

  async function leavesNobody(before: Staff, after: Staff): Promise<boolean> {
    if (!isAdministrator(before) || isAdministrator(after)) return false;
    return (await all()).filter(isAdministrator).length <= 1;
  }

  /** Reads, changes and writes until nobody came in between. */
  async function changed<T>(
    id: string,
    work: (
      held: HeldAccount,
    ) => Promise<{ account: Account; entries: AuditEntry[]; more?: Changes; give: T } | Refused>,
  ): Promise<{ ok: true; give: T } | Refused> {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const held = await readAccount(store, id);
      if (held === undefined) return refused('gone');
      const done = await work(held);
      if ('ok' in done) return done;
      const documents = [accountChange(done.account, held.version, now()), ...(done.more?.documents ?? [])];
      const records = done.more?.records ?? [];
      if ((await audit.write(done.entries, { documents, records })) === 'done')
        return { ok: true, give: done.give };
    }
    return refused('try_again');
  }

  return {
    all,
    staff: async (id) => (await readAccount(store, id))?.account.staff,
    named: async (login) => (await byLogin(login))?.account.staff,

    async add(actor, person) {
      const id = random(ID_BYTES).toString('base64url');
      const made = checked({
        secondRecipient: false,
        ...person,
        login: plainLogin(person.login),
        id,
        disabled: false,
      });
      if (typeof made === 'string') return refused(made);
      const login = secrets.login(made.login);
      if ((await byLogin(made.login)) !== undefined) return refused('login_taken');
      const before = await store.record(STAFF_RECORD, login);
      const invite = newInvite({ staff: id, secrets, random, now: now() });
      const account: Account = { ...emptyAccount(made, now()), invite: invite.hash };
      const records = [staffRecord(login, id, 1, before ?? null)];
      const documents = [accountChange(account, 0, now()), invite.document];
      const entries = [line(now(), actor, 'staff:add', id, made.role)];
      if ((await audit.write(entries, { documents, records })) === 'conflict') return refused('login_taken');
      return { ok: true, staff: made, invite: invite.invite };
    },

    async change(actor, id, change) {
      const done = await changed<Staff>(id, async ({ account, version }) => {
        const after = checked({ ...account.staff, ...change });
        if (typeof after === 'string') return refused(after);
        if (await leavesNobody(account.staff, after)) return refused('last_administrator');
        const entries = namesOf(account.staff, after).map((name) =>
          line(now(), actor, `staff:${name}`, id, told(name, after)),
        );
        const login = secrets.login(after.login);
        const before = (await store.record(STAFF_RECORD, login)) ?? null;
        const records = [staffRecord(login, id, version + 1, before)];
        return { account: { ...account, staff: after }, entries, more: { records }, give: after };
      });
      return done.ok ? { ok: true, staff: done.give } : done;
    },

    async invite(actor, id) {
      const invite = newInvite({ staff: id, secrets, random, now: now() });
      const done = await changed<undefined>(id, async ({ account }) => ({
        account: { ...account, invite: invite.hash },
        entries: [line(now(), actor, 'staff:invite', id)],
        more: { documents: [invite.document] },
        give: undefined,
      }));
      return done.ok ? { ok: true, invite: invite.invite } : done;
    },
  };
}

export function emptyAccount(staff: Staff, createdAt: number): Account {
  return {
    version: ACCOUNT_VERSION,
    staff,
    password: null,
    totp: null,
    recoveryCodes: [],
    invite: null,
    subject: null,
    createdAt,
  };
}

const refused = (why: NotChanged): Refused => ({ ok: false, why });
export const isAdministrator = ({ role, disabled }: Staff): boolean => role === 'administrator' && !disabled;

function checked(made: Staff): Staff | 'needs_team' | 'needs_region' | 'invalid' {
  const parsed = staffSchema.safeParse(made);
  if (!parsed.success) return 'invalid';
  const { role, teams, regions, secondRecipient } = parsed.data;
  if (secondRecipient) return role === 'safeguarding_lead' ? parsed.data : 'invalid';
  const inTeam = role === 'caseworker' || role === 'supervisor';
  if (inTeam && teams.length === 0) return 'needs_team';
  return (inTeam || role === 'safeguarding_lead') && regions.length === 0 ? 'needs_region' : parsed.data;
}

/** What is another one than before, by its name in the audit log. */
function namesOf(before: Staff, after: Staff): string[] {
  const names = Object.keys(after) as (keyof Staff)[];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).map(snake);
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What is said of a change beside its name: nothing by which somebody is known. */
function told(name: string, { role, disabled }: Staff): string | undefined {
  if (name === 'role') return role;
  return name === 'disabled' ? String(disabled) : undefined;
}

export function line(
  at: number,
  actor: string,
  action: string,
  subject: string | null,
  why?: string,
): AuditEntry {
  return { at, actor, action, subject, outcome: 'done', ...(why === undefined ? {} : { why }) };
}
