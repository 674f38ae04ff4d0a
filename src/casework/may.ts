/**
 * Who may do what. Every read and write of the desk asks here and nowhere else: first whether the role ever may, then
 * whether the person is fit to (code of conduct, training), then whether it is theirs (region, team, recipient).
 */
import type { Recipient } from '../callbacks/request.js';
import type { Role, Staff } from './staff.js';

export const STAFF_ACTIONS = [
  'queue:read',
  'case:read',
  'case:claim',
  'case:work',
  'case:reassign',
  'case:close_urgent',
  'case:hand_over',
  'handover:answer',
  'concern:read',
  'figures:read',
  'feedback:read',
  'feedback:work',
  'feedback:publish',
  'board:propose',
  'staff:manage',
  'audit:verify',
  'own:sessions',
] as const;
export type StaffAction = (typeof STAFF_ACTIONS)[number];

/** What it is done to, as far as it decides. */
export interface Subject {
  team: string;
  /** Null where it is of no country, like what young people say without saying who they are. */
  region: string | null;
  recipient: Recipient;
  /** Id of who has it. */
  claimedBy?: string;
  /** The team that is asked to take it over. */
  handoverTeam?: string;
}

export type Denied = 'disabled' | 'role' | 'conduct' | 'training' | 'region' | 'team';

const CASEWORK: readonly StaffAction[] = [
  'queue:read',
  'case:read',
  'case:claim',
  'case:work',
  'case:hand_over',
  'own:sessions',
];

/** Nobody has a right that is not named here. */
export const ROLE_ACTIONS: Record<Role, ReadonlySet<StaffAction>> = {
  caseworker: new Set([...CASEWORK, 'handover:answer']),
  supervisor: new Set<StaffAction>([
    ...CASEWORK,
    'handover:answer',
    'case:reassign',
    'case:close_urgent',
    'figures:read',
    'feedback:publish',
    'board:propose',
  ]),
  safeguarding_lead: new Set<StaffAction>([
    ...CASEWORK,
    'case:reassign',
    'case:close_urgent',
    'concern:read',
    'figures:read',
    'feedback:read',
    'feedback:work',
    'feedback:publish',
    'audit:verify',
  ]),
  participation_officer: new Set<StaffAction>([
    'feedback:read',
    'feedback:work',
    'feedback:publish',
    'board:propose',
    'own:sessions',
  ]),
  administrator: new Set<StaffAction>(['staff:manage', 'audit:verify', 'own:sessions']),
};

/** What somebody outside the organization's line may do, and only with worries about the lead. */
const OUTSIDE: ReadonlySet<StaffAction> = new Set<StaffAction>([
  'queue:read',
  'case:read',
  'case:claim',
  'case:work',
  'case:close_urgent',
  'concern:read',
  'feedback:read',
  'feedback:work',
  'own:sessions',
]);

/** No words of a family or a child are behind these. */
const WITHOUT_FAMILIES: ReadonlySet<StaffAction> = new Set<StaffAction>([
  'staff:manage',
  'audit:verify',
  'own:sessions',
]);

/** What can be done with a worry about somebody who works here: it never goes to a team. */
const WITH_CONCERNS: ReadonlySet<StaffAction> = new Set<StaffAction>([
  'case:read',
  'case:claim',
  'case:work',
  'case:reassign',
  'case:close_urgent',
  'concern:read',
  'feedback:read',
  'feedback:work',
]);

/** Of these a safeguarding lead has the worries only. */
const OF_CONCERNS: ReadonlySet<StaffAction> = new Set<StaffAction>([
  'concern:read',
  'feedback:read',
  'feedback:work',
]);

/**
 * @param subject left out: whether they ever may, for a page or a menu
 * @param today the day at the organization, `YYYY-MM-DD`
 */
export function may(
  staff: Staff,
  action: StaffAction,
  subject: Subject | undefined,
  today: string,
): 'yes' | Denied {
  if (staff.disabled) return 'disabled';
  if (!ROLE_ACTIONS[staff.role].has(action)) return 'role';
  if (staff.secondRecipient && !OUTSIDE.has(action)) return 'role';
  if (!WITHOUT_FAMILIES.has(action)) {
    if (staff.conductSignedOn === null || staff.conductSignedOn > today) return 'conduct';
    if (staff.trainedUntil === null || staff.trainedUntil < today) return 'training';
  }
  if (subject === undefined) return 'yes';
  return subject.recipient === 'team'
    ? mayWithTeam(staff, action, subject)
    : mayWithConcern(staff, action, subject);
}

function mayWithTeam(staff: Staff, action: StaffAction, subject: Subject): 'yes' | Denied {
  if (staff.secondRecipient) return 'role';
  if (staff.role === 'safeguarding_lead' && OF_CONCERNS.has(action)) return 'role';
  if (action === 'handover:answer') {
    // The family's country is another one; what counts is whom it was offered to.
    const offered = subject.handoverTeam;
    return offered !== undefined && staff.teams.includes(offered) ? 'yes' : 'team';
  }
  if (subject.region !== null && !staff.regions.includes(subject.region)) return 'region';
  const everyTeam = staff.role === 'safeguarding_lead' || staff.role === 'participation_officer';
  return everyTeam || staff.teams.includes(subject.team) ? 'yes' : 'team';
}

function mayWithConcern(staff: Staff, action: StaffAction, subject: Subject): 'yes' | Denied {
  if (staff.role !== 'safeguarding_lead' || !WITH_CONCERNS.has(action)) return 'role';
  // One about the lead is not the lead's, and the person outside has no other.
  if (staff.secondRecipient !== (subject.recipient === 'second_recipient')) return 'role';
  // There is one person outside for the whole organization.
  const { region } = subject;
  return staff.secondRecipient || region === null || staff.regions.includes(region) ? 'yes' : 'region';
}
