/** What an operator asks of the accounts by `kinline staff`, as data: done at once, or given to the service that runs. */
import { z } from 'zod';
import type { Accounts, NotChanged, StaffChange } from './accounts.js';
import type { Invite } from './invite.js';
import { type Staff, staff as staffSchema } from './staff.js';
import type { Welcome } from './welcome.js';

const login = z.string();
const newStaff = staffSchema.omit({ id: true, disabled: true });
const change = staffSchema.omit({ id: true, login: true }).partial();

export const staffCommand = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('list') }),
  /** The link for the first administrator. */
  z.strictObject({ do: z.literal('first') }),
  z.strictObject({ do: z.literal('add'), person: newStaff }),
  z.strictObject({ do: z.literal('change'), login, change }),
  z.strictObject({ do: z.literal('invite'), login }),
]);
export type StaffCommand = z.infer<typeof staffCommand>;

export const staffAnswer = z.union([
  z.strictObject({
    ok: z.literal(true),
    people: z.array(staffSchema),
    invite: z.strictObject({ token: z.string(), until: z.int() }).optional(),
  }),
  z.strictObject({ ok: z.literal(false), why: z.string() }),
]);
export type StaffAnswer =
  | { ok: true; people: Staff[]; invite?: Invite | undefined }
  | { ok: false; why: NotChanged | 'no_such_login' | 'not_first' };

/** A command has no account of its own. */
const ACTOR = 'system';

export async function doStaffCommand(
  { accounts, welcome }: { accounts: Accounts; welcome: Welcome },
  command: StaffCommand,
): Promise<StaffAnswer> {
  switch (command.do) {
    case 'list':
      return { ok: true, people: await accounts.all() };
    case 'first': {
      const invite = await welcome.first();
      return invite === undefined ? { ok: false, why: 'not_first' } : { ok: true, people: [], invite };
    }
    case 'add': {
      const done = await accounts.add(ACTOR, command.person);
      return done.ok ? { ok: true, people: [done.staff], invite: done.invite } : done;
    }
    case 'change': {
      const person = await accounts.named(command.login);
      if (person === undefined) return { ok: false, why: 'no_such_login' };
      const done = await accounts.change(ACTOR, person.id, without(command.change));
      return done.ok ? { ok: true, people: [done.staff] } : done;
    }
    case 'invite': {
      const person = await accounts.named(command.login);
      if (person === undefined) return { ok: false, why: 'no_such_login' };
      const done = await accounts.invite(ACTOR, person.id);
      return done.ok ? { ok: true, people: [person], invite: done.invite } : done;
    }
  }
}

/** What was not named stays as it is. */
const without = (given: z.infer<typeof change>): StaffChange =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
