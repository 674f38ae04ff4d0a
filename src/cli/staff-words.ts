/** What `kinline staff` says, in words for an operator. */
import { may, STAFF_ACTIONS, type StaffAction, type Subject } from '../casework/may.js';
import { ROLES, type Role, type Staff } from '../casework/staff.js';
import type { StaffAnswer } from '../casework/staff-commands.js';

export const WHY: Record<Extract<StaffAnswer, { ok: false }>['why'], string> = {
  gone: 'There is no such account any more.',
  no_such_login: 'There is no account with this login. See: npm run kinline -- staff list',
  login_taken: 'There is an account with this login already.',
  last_administrator: 'Nobody would be left who can make accounts. Make another administrator first.',
  needs_team: 'This role works in a team. Name it with --team.',
  needs_region: 'This role works for a country. Name it with --region, like RO.',
  invalid:
    'Something is not as it must be: days like 2026-01-31, regions like RO, a name of at most 80 characters; only a safeguarding lead can be the second recipient.',
  try_again: 'Others changed the account at the same time. Run this again.',
  not_first:
    'There is an administrator already. Add others with their login: npm run kinline -- staff add <login> --name "…" --role caseworker --team … --region RO',
};

export function tableOf(people: readonly Staff[]): string {
  const rows = people.map((person) => [
    person.login,
    person.name,
    person.secondRecipient ? 'second recipient' : person.role,
    person.teams.join(' ') || '–',
    person.regions.join(' ') || '–',
    person.conductSignedOn === null ? 'not signed' : `signed ${person.conductSignedOn}`,
    person.trainedUntil === null ? 'not trained' : `trained until ${person.trainedUntil}`,
    person.disabled ? 'disabled' : 'enabled',
  ]);
  return aligned(rows);
}

/** Each with a team `own`, a region and a signed code of conduct: what is left is what the role decides. */
const SUBJECTS: Record<string, Subject> = {
  'own team': { team: 'own', region: 'RO', recipient: 'team' },
  'other team': { team: 'other', region: 'RO', recipient: 'team' },
  'other region': { team: 'own', region: 'UA', recipient: 'team' },
  'offered to own team': { team: 'other', region: 'UA', recipient: 'team', handoverTeam: 'own' },
  'about staff': { team: 'own', region: 'RO', recipient: 'safeguarding_lead' },
  'about the lead': { team: 'own', region: 'RO', recipient: 'second_recipient' },
};
const TODAY = '2026-11-24';

export interface RuleRow {
  action: StaffAction;
  subject: string;
  said: Record<Role | 'second_recipient', string>;
}

/** Role × action × what it is done to, as `may` decides it. */
export function ruleRows(): RuleRow[] {
  return STAFF_ACTIONS.flatMap((action) =>
    Object.entries(SUBJECTS).map(([subject, about]) => ({
      action,
      subject,
      said: Object.fromEntries(
        WHO.map((who) => [who, may(example(who), action, isOfPeople(action) ? about : undefined, TODAY)]),
      ) as RuleRow['said'],
    })),
  ).filter(({ action, subject }) => isOfPeople(action) || subject === 'own team');
}

const WHO = [...ROLES, 'second_recipient'] as const;
/** What has no subject: it is the same whatever it is done to. */
const WITHOUT: readonly StaffAction[] = ['staff:manage', 'audit:verify', 'own:sessions'];
const isOfPeople = (action: StaffAction): boolean => !WITHOUT.includes(action);

function example(who: (typeof WHO)[number]): Staff {
  return {
    id: who,
    name: 'An example (invented)',
    login: who,
    role: who === 'second_recipient' ? 'safeguarding_lead' : who,
    teams: ['own'],
    regions: ['RO'],
    languages: ['en'],
    conductSignedOn: TODAY,
    trainedUntil: TODAY,
    disabled: false,
    secondRecipient: who === 'second_recipient',
  };
}

/** As a table in Markdown. */
export function rulesTable(): string {
  const names = WHO.map((who) => who.replaceAll('_', ' '));
  const rows = ruleRows().map(({ action, subject, said }) => [
    action,
    isOfPeople(action) ? subject : '–',
    ...WHO.map((who) => (said[who] === 'yes' ? 'yes' : `no: ${said[who]}`)),
  ]);
  const lines = [
    ['action', 'what it is done to', ...names],
    ['---', '---', ...names.map(() => '---')],
    ...rows,
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function aligned(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => [...(row[at] ?? '')].length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
