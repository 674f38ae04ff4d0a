/** `kinline staff …`: who works at the desk. It works while Kinline serves and while it stands. */
import { join } from 'node:path';
import { createAudit } from '../casework/audit.js';
import { INVITE_HOURS, inviteLink } from '../casework/invite.js';
import { type OrganizationFile, readOrganizationFile } from '../casework/organization-file.js';
import { ROLES, type Role } from '../casework/staff.js';
import { doStaffCommand, type StaffAnswer, type StaffCommand } from '../casework/staff-commands.js';
import { askService } from '../compose/staff-inbox.js';
import { isUsed, namesSecret, openStore, storeSecret } from '../compose/store.js';
import { openWhoGetsIn } from '../compose/who-gets-in.js';
import type { Config } from '../config.js';
import { FolderRefused } from '../stores/lowdb/refused.js';
import { settingsOrExit } from './settings.js';
import { rulesTable, tableOf, WHY } from './staff-words.js';

export interface PersonFlags {
  name?: string;
  role?: string;
  team?: string[];
  region?: string[];
  language?: string[];
  signed?: string;
  trained?: string;
  secondRecipient?: true;
  json?: true;
}

/** @param login left out: the link for the first administrator */
export async function runStaffAdd(login: string | undefined, flags: PersonFlags): Promise<number> {
  const config = settingsOrExit();
  if (login === undefined) return tell(config, await ask(config, { do: 'first' }), flags);
  const organization = organizationOf(config);
  const regions = flags.region ?? [config.KINLINE_REGION ?? 'RO'];
  const role = flags.role ?? 'caseworker';
  const problem = wrongRole(role) ?? wrongTeams(flags.team ?? [], organization);
  if (problem !== undefined) return refuse(problem);
  const scoped = role === 'caseworker' || role === 'supervisor';
  const team = regions.flatMap((region) => organization?.regions[region]?.team ?? []);
  const command: StaffCommand = {
    do: 'add',
    person: {
      login,
      name: flags.name ?? login,
      role: role as Role,
      teams: flags.team ?? (scoped ? [...new Set(team)] : []),
      regions: role === 'administrator' || flags.secondRecipient ? (flags.region ?? []) : regions,
      languages: flags.language ?? [config.KINLINE_LANGUAGE],
      conductSignedOn: flags.signed ?? null,
      trainedUntil: flags.trained ?? null,
      secondRecipient: flags.secondRecipient === true,
    },
  };
  return tell(config, await ask(config, command), flags);
}

export async function runStaffList(flags: { json?: true }): Promise<number> {
  const config = settingsOrExit();
  return tell(config, await ask(config, { do: 'list' }), flags);
}

export async function runStaffInvite(login: string): Promise<number> {
  const config = settingsOrExit();
  return tell(config, await ask(config, { do: 'invite', login }), {});
}

export async function runStaffChange(
  login: string,
  change: Extract<StaffCommand, { do: 'change' }>['change'],
): Promise<number> {
  const config = settingsOrExit();
  const problem =
    (change.role === undefined ? undefined : wrongRole(change.role)) ??
    wrongTeams(change.teams ?? [], organizationOf(config));
  if (problem !== undefined) return refuse(problem);
  return tell(config, await ask(config, { do: 'change', login, change }), {});
}

export function runStaffMay(): number {
  process.stdout.write(`${rulesTable()}\n`);
  return 0;
}

async function ask(config: Config, command: StaffCommand): Promise<StaffAnswer | undefined> {
  try {
    const used = isUsed(config);
    const store = await openStore(config);
    try {
      const secret = await namesSecret(config, store, used);
      const parts = { config, store, audit: createAudit(store), secret, now: Date.now };
      return await doStaffCommand(openWhoGetsIn(parts), command);
    } finally {
      await store.close();
    }
  } catch (cause) {
    if (!(cause instanceof FolderRefused) || cause.reason !== 'in_use') throw cause;
    return askService(config.KINLINE_DATA, storeSecret(config), command);
  }
}

function tell(config: Config, answer: StaffAnswer | undefined, { json = false }: { json?: boolean }): number {
  if (answer === undefined)
    return refuse('The Kinline that holds the data folder gave no answer. Nothing is known to have changed.');
  if (!answer.ok) return refuse(WHY[answer.why]);
  const { people, invite } = answer;
  const link = invite && inviteLink(addressOf(config), invite);
  if (json) process.stdout.write(`${JSON.stringify(link === undefined ? people : { people, link })}\n`);
  else {
    if (people.length > 0) process.stdout.write(`${tableOf(people)}\n`);
    else if (link === undefined)
      process.stdout.write(
        'There are no accounts yet. The link for the first one: npm run kinline -- staff add\n',
      );
    if (link !== undefined)
      process.stdout.write(
        `This link works once, for ${INVITE_HOURS} hours. Give it to nobody else:\n  ${link}\n`,
      );
  }
  return 0;
}

function addressOf(config: Config): string {
  return config.KINLINE_PUBLIC_URL ?? `http://${config.KINLINE_HOST}:${config.KINLINE_PORT}`;
}

function organizationOf(config: Config): OrganizationFile | undefined {
  const file = config.KINLINE_ORGANIZATION ?? join(config.KINLINE_CONTENT, 'deploy/organization.yaml');
  return readOrganizationFile(file).organization;
}

function wrongRole(role: string): string | undefined {
  return (ROLES as readonly string[]).includes(role)
    ? undefined
    : `There is no role ${role}. There are: ${ROLES.join(', ')}.`;
}

function wrongTeams(
  teams: readonly string[],
  organization: OrganizationFile | undefined,
): string | undefined {
  const codes = organization?.teams.map(({ code }) => code) ?? teams;
  const unknown = teams.find((team) => !codes.includes(team));
  return unknown === undefined
    ? undefined
    : `The organization’s file has no team ${unknown}. It has: ${codes.join(', ')}.`;
}

function refuse(what: string): number {
  process.stderr.write(`${what}\n`);
  return 1;
}
