import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { readOrganization } from '../../src/compose/organization.js';
import { loadContent } from '../../src/content/load.js';

const FILE = 'deploy/organization.yaml';
const SHIPPED = readFileSync(FILE, 'utf8');
const { content } = loadContent('.');
const folder = mkdtempSync(join(tmpdir(), 'kinline-organization-'));
const at = (local: string, zone = 'Europe/Bucharest') => DateTime.fromISO(local, { zone }).toMillis();

function reading(text: string) {
  const file = join(folder, 'organization.yaml');
  writeFileSync(file, text);
  return readOrganization(
    { KINLINE_CONTENT: '.', KINLINE_ORGANIZATION: file, KINLINE_REGION: 'RO', KINLINE_MODE: 'production' },
    content,
  );
}
/** @returns what is told, without the folder */
const problems = (from: string | RegExp, to: string) =>
  reading(SHIPPED.replace(from, to)).problems.map((line) => line.replace(`${folder}/`, ''));

describe('the organization that ships', () => {
  const { organization } = readOrganization(
    {
      KINLINE_CONTENT: '.',
      KINLINE_ORGANIZATION: FILE,
      KINLINE_REGION: 'RO',
      KINLINE_MODE: 'production',
      KINLINE_SAFEGUARDING_LEAD: undefined,
      KINLINE_SAFEGUARDING_SECOND: undefined,
    },
    content,
  );

  test('knows each region’s team, and gives a region nobody is named for to the operator’s own', () => {
    expect(organization?.teamFor('UA').code).toBe('team-two');
    expect(organization?.teamFor('FR').code).toBe('team-one');
  });
  test('is on duty in working hours by the region’s own clock, and not on its holidays', () => {
    expect(organization?.onDuty('RO', at('2026-11-24T09:00'))).toBe(true);
    expect(organization?.onDuty('RO', at('2026-11-24T08:59'))).toBe(false);
    // Saint Andrew’s day is a Monday in 2026.
    expect(organization?.onDuty('RO', at('2026-11-30T10:00'))).toBe(false);
    expect(organization?.onDuty('UA', at('2026-11-28T10:00', 'Europe/Kyiv'))).toBe(true);
  });
  test('keeps closed requests for 30 days and unclaimed ones for 90', () => {
    expect(organization?.keep).toEqual({ closedDays: 30, unclaimedDays: 90 });
  });
});

describe('a region’s own promises', () => {
  test('stand in for the usual ones, and the others stay', () => {
    const { organization } = reading(
      SHIPPED.replace('now: { within: { minutes: 15 }', 'now: { within: { minutes: 5 }'),
    );
    expect(organization?.levels('RO').now.within).toEqual({ minutes: 5 });
    expect(organization?.levels('UA').now.within).toEqual({ minutes: 15 });
  });
});

describe('what is wrong is told with file, place and what to write instead', () => {
  test.each([
    [
      'team: team-one',
      'team: team-ten',
      'regions.RO.team: no team has the code team-ten. There are: team-one, team-two, team-three',
    ],
    [
      '"09:00", to: "17:00"',
      '"9", to: "17:00"',
      'regions.RO.working.from: must be a time in quotes, like "09:00"',
    ],
    [
      '"09:00", to: "17:00"',
      '"19:00", to: "17:00"',
      'regions.RO.working: must end after it begins: make `to` later than `from`',
    ],
    ['duty: working', 'duty: sometimes', 'regions.RO.duty: must be always, working or none'],
    [
      'outside@example.net',
      'lead@example.org',
      'second_recipient.email: is the safeguarding lead’s own. Name a person outside, for worries about the lead',
    ],
    [
      'code: team-two',
      'code: team-one',
      'teams.1.code: is there twice: team-one. Give each team a code of its own',
    ],
  ])('%s → %s', (from, to, told) => {
    expect(problems(from, to)).toContain(`organization.yaml: ${told}`);
  });
  test('a region without a file of its own', () => {
    expect(problems(/^ {2}MD:/m, '  XX:')[0]).toMatch(
      /regions\.XX: there is no locales\/regions\/XX\.yaml\. There are: /,
    );
  });
  test('a file that is not there', () => {
    const { problems } = readOrganization(
      {
        KINLINE_CONTENT: '.',
        KINLINE_ORGANIZATION: 'nowhere.yaml',
        KINLINE_REGION: 'RO',
        KINLINE_MODE: 'production',
      },
      content,
    );
    expect(problems).toEqual([
      'nowhere.yaml: There is no such file. Copy deploy/organization.yaml and change it.',
    ]);
  });
});

test('in production without a file of its own nothing goes to the invented addresses of the example', () => {
  const { organization, problems } = readOrganization(
    {
      KINLINE_CONTENT: '.',
      KINLINE_ORGANIZATION: undefined,
      KINLINE_REGION: 'RO',
      KINLINE_MODE: 'production',
      KINLINE_SAFEGUARDING_LEAD: 'Invented Lead',
      KINLINE_SAFEGUARDING_SECOND: 'Invented Second',
    },
    content,
  );
  expect(problems).toEqual([]);
  expect(organization?.safeguardingLead).toEqual({ name: 'Invented Lead', email: null });
  expect(organization?.secondRecipient).toEqual({ name: 'Invented Second', email: null });
  expect(organization?.teamFor('RO').email).toEqual([]);
});
