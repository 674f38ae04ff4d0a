/** A queue as a large country would have it: invented requests, some of them urgent, some closed, in several teams. */

import type { CallbackFacets } from '../../src/callbacks/request.js';
import { createOrganization, type Organization } from '../../src/casework/organization.js';
import { organizationFile } from '../../src/casework/organization-file.js';
import type { Staff } from '../../src/casework/staff.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TEAMS = ['team-1', 'team-2', 'team-3', 'team-4', 'team-5'];
const working = { days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', to: '17:00' };

export function generatedOrganization(): Organization {
  const file = organizationFile.parse({
    name: 'Invented',
    safeguarding_lead: { name: 'Lead', email: 'lead@example.org' },
    second_recipient: { name: 'Outside', email: 'outside@example.net' },
    regions: { RO: { team: 'team-1', working, duty: 'always' } },
    teams: TEAMS.map((code) => ({ code, name: `${code} (invented)`, region: 'RO', languages: ['en'] })),
  });
  return createOrganization(file, 'RO', () => ({ zone: 'Europe/Bucharest', holiday: () => false }));
}

/** @param now all were asked for within the last sixty days */
export function generatedFacets(count: number, now: number): CallbackFacets[] {
  return Array.from({ length: count }, (_, number) => facetsOf(number, now));
}

/** Request number so and so; the same for the same number. */
export function facetsOf(number: number, now: number): CallbackFacets {
  const roll = (limit: number, salt: number) =>
    (Math.imul(number + 1, 2_654_435_761 + salt * 97) >>> 8) % limit;
  const createdAt = now - roll(60 * 24 * 60, 1) * 60_000;
  const claimed = roll(3, 2) === 0;
  const windows = Array.from({ length: 1 + roll(4, 3) }, (__, day) => {
    const from = createdAt + (day + roll(40, 4)) * DAY + roll(13 * 4, 5 + day) * (HOUR / 4);
    return { from, until: from + (1 + roll(4, 6)) * HOUR };
  });
  return {
    id: `request-${number}`,
    reference: `K7-${String(number).padStart(6, '0')}`,
    region: 'RO',
    team: TEAMS[roll(TEAMS.length, 7)] ?? 'team-1',
    language: 'ro',
    interpreter: roll(5, 8) === 0,
    need: 'day_care',
    urgency: roll(20, 9) === 0 ? 'now' : roll(2, 10) === 0 ? 'soon' : 'whenever',
    recipient: roll(50, 11) === 0 ? 'safeguarding_lead' : 'team',
    status: roll(10, 12) === 0 ? 'closed' : claimed ? 'claimed' : 'waiting',
    windows,
    calls: roll(10, 13) === 0 ? 'they' : 'we',
    createdAt,
    claimedBy: claimed ? `staff-${roll(200, 14)}` : null,
    attempts: claimed ? roll(3, 15) : 0,
    handover: null,
    expiresAt: createdAt + 90 * DAY,
  };
}

/** Somebody who sees all that there is: the dearest page. */
export const generatedStaff = (id: string, role: Staff['role'], teams: string[] = TEAMS): Staff => ({
  id,
  name: 'Somebody (invented)',
  login: id,
  role,
  teams,
  regions: ['RO'],
  languages: ['en'],
  conductSignedOn: '2026-01-01',
  trainedUntil: '2099-12-31',
  disabled: false,
  secondRecipient: false,
});
