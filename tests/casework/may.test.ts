import { describe, expect, test } from '@jest/globals';
import { may, ROLE_ACTIONS, STAFF_ACTIONS, type StaffAction, type Subject } from '../../src/casework/may.js';
import { ROLES, type Role, type Staff } from '../../src/casework/staff.js';
import { rulesTable } from '../../src/cli/staff-words.js';

const TODAY = '2026-11-24';
const SUBJECTS = {
  own: { team: 'cluj', region: 'RO', recipient: 'team' },
  otherTeam: { team: 'iasi', region: 'RO', recipient: 'team' },
  otherRegion: { team: 'cluj', region: 'UA', recipient: 'team' },
  offered: { team: 'kyiv', region: 'UA', recipient: 'team', handoverTeam: 'cluj' },
  offeredElsewhere: { team: 'cluj', region: 'RO', recipient: 'team', handoverTeam: 'kyiv' },
  aboutStaff: { team: 'cluj', region: 'RO', recipient: 'safeguarding_lead' },
  aboutStaffAbroad: { team: 'kyiv', region: 'UA', recipient: 'safeguarding_lead' },
  aboutLead: { team: 'cluj', region: 'RO', recipient: 'second_recipient' },
} satisfies Record<string, Subject>;
type Name = keyof typeof SUBJECTS;

function person(role: Role, over: Partial<Staff> = {}): Staff {
  return {
    id: role,
    name: 'Somebody (invented)',
    login: role,
    role,
    teams: ['cluj'],
    regions: ['RO'],
    languages: ['en'],
    conductSignedOn: '2026-01-01',
    trainedUntil: TODAY,
    disabled: false,
    secondRecipient: false,
    ...over,
  };
}
const OUTSIDE = person('safeguarding_lead', { id: 'outside', teams: [], regions: [], secondRecipient: true });

const CASE: StaffAction[] = ['case:read', 'case:claim', 'case:work'];
const ABOVE: StaffAction[] = ['case:reassign', 'case:close_urgent'];
const FREE: StaffAction[] = ['staff:manage', 'audit:verify', 'own:sessions'];

/** Everything that is allowed, and nothing else: action, then which of the subjects. */
const ALLOWED: Record<Role | 'outside', [StaffAction[], Name[]][]> = {
  caseworker: [
    [
      ['queue:read', ...CASE, 'case:hand_over'],
      ['own', 'offeredElsewhere'],
    ],
    [['handover:answer'], ['offered']],
  ],
  supervisor: [
    [
      [
        'queue:read',
        ...CASE,
        'case:hand_over',
        ...ABOVE,
        'figures:read',
        'feedback:publish',
        'board:propose',
      ],
      ['own', 'offeredElsewhere'],
    ],
    [['handover:answer'], ['offered']],
  ],
  safeguarding_lead: [
    [
      ['queue:read', ...CASE, 'case:hand_over', ...ABOVE, 'figures:read', 'feedback:publish'],
      ['own', 'otherTeam', 'offeredElsewhere'],
    ],
    [[...CASE, ...ABOVE, 'concern:read', 'feedback:read', 'feedback:work'], ['aboutStaff']],
  ],
  participation_officer: [
    [
      ['feedback:read', 'feedback:work', 'feedback:publish', 'board:propose'],
      ['own', 'otherTeam', 'offeredElsewhere'],
    ],
  ],
  administrator: [],
  outside: [
    [[...CASE, 'case:close_urgent', 'concern:read', 'feedback:read', 'feedback:work'], ['aboutLead']],
  ],
};

const everybody = (): [string, Staff][] => [
  ...ROLES.map((role): [string, Staff] => [role, person(role)]),
  ['outside', OUTSIDE],
];

describe('role × action × whose it is', () => {
  const rows = everybody().flatMap(([who, staff]) =>
    STAFF_ACTIONS.filter((action) => !FREE.includes(action)).flatMap((action) =>
      (Object.keys(SUBJECTS) as Name[]).map((name): [string, StaffAction, Name, Staff] => [
        who,
        action,
        name,
        staff,
      ]),
    ),
  );
  test.each(rows)('%s %s %s', (who, action, name, staff) => {
    const allowed = ALLOWED[who as Role].some(
      ([actions, names]) => actions.includes(action) && names.includes(name),
    );
    const said = may(staff, action, SUBJECTS[name], TODAY);
    expect(said === 'yes').toBe(allowed);
  });
});

describe('who may do what', () => {
  test('an administrator sees no cases, no queue, no worries, no figures and no feedback, ever', () => {
    expect([...ROLE_ACTIONS.administrator].sort()).toEqual([...FREE].sort());
  });

  test.each(everybody())(
    '%s: without a signed code of conduct, or with training that is over, no cases',
    (_, staff) => {
      for (const action of STAFF_ACTIONS) {
        const had = may(staff, action, undefined, TODAY);
        const free = FREE.includes(action);
        const unsigned = may({ ...staff, conductSignedOn: null }, action, undefined, TODAY);
        const untrained = may({ ...staff, trainedUntil: '2026-11-23' }, action, undefined, TODAY);
        expect([unsigned, untrained]).toEqual(had !== 'yes' || free ? [had, had] : ['conduct', 'training']);
        expect(may({ ...staff, trainedUntil: null }, action, undefined, TODAY)).toBe(untrained);
        expect(may({ ...staff, conductSignedOn: '2026-11-25' }, action, undefined, TODAY)).toBe(unsigned);
        expect(may({ ...staff, disabled: true }, action, undefined, TODAY)).toBe('disabled');
      }
    },
  );

  test('says why not: whose it is not comes last', () => {
    const anna = person('caseworker');
    expect(may(anna, 'case:read', SUBJECTS.otherRegion, TODAY)).toBe('region');
    expect(may(anna, 'case:read', SUBJECTS.otherTeam, TODAY)).toBe('team');
    expect(may(anna, 'case:reassign', SUBJECTS.own, TODAY)).toBe('role');
    expect(may(person('safeguarding_lead'), 'concern:read', SUBJECTS.aboutStaffAbroad, TODAY)).toBe('region');
  });

  test('the table for operators has a line for every action and shows whose worries are whose', () => {
    const table = rulesTable();
    for (const action of STAFF_ACTIONS) expect(table).toContain(`| ${action} |`);
    expect(table).toContain(
      '| concern:read | about staff | no: role | no: role | yes | no: role | no: role | no: role |',
    );
    expect(table).toContain(
      '| concern:read | about the lead | no: role | no: role | no: role | no: role | no: role | yes |',
    );
  });
});
