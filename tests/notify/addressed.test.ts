import { describe, expect, test } from '@jest/globals';
import { type AddressBook, createTargets } from '../../src/notify/addressed.js';
import type { Notice } from '../../src/notify/notice.js';
import { ADMIN, ANNA, IASI, LEAD, OUTSIDE, SUPERVISOR } from '../casework/office.js';
import { NOTICE, SECRET } from './support.js';

const PEOPLE = [ANNA, IASI, SUPERVISOR, LEAD, OUTSIDE, ADMIN, { ...ANNA, id: 'former', disabled: true }];
const TEAM = {
  languages: ['ro'],
  email: ['team@example.org', 'team@example.org'],
  webhooks: [{ url: 'https://hooks.example.org/a', secret_env: 'TEAM_HOOK' }],
};
const book: AddressBook = {
  organization: {
    team: (code) => (code === 'cluj' ? TEAM : undefined),
    safeguardingLead: { email: 'lead@example.org' },
    secondRecipient: { email: 'outside@example.net' },
  },
  links: { all: async () => PEOPLE.map(({ id }) => ({ link: `chat of ${id}`, staff: id })) },
  colleague: async (id) => PEOPLE.find((each) => each.id === id),
  secretNamed: (name) => (name === 'TEAM_HOOK' ? 'an invented secret' : undefined),
  caseWebhook: { url: 'https://cases.example.org/hook', secret: 'another invented secret' },
  caseSystem: true,
  mail: true,
  language: 'en',
  secret: SECRET,
};

/** Who hears of it, in a word each. */
async function hear(over: Partial<Notice>, from: AddressBook = book): Promise<string[]> {
  const targets = await createTargets(from)({ ...NOTICE, team: 'cluj', ...over });
  return targets
    .map((target) => {
      if (target.kind === 'mail') return `${target.address} (${target.language})`;
      if (target.kind === 'webhook') return target.url;
      return target.kind === 'conversation' ? target.link : target.kind;
    })
    .sort();
}

describe('who hears of a notice', () => {
  test('of a team: its addresses once each in its language, its machines, and its people’s chats', async () => {
    expect(await hear({})).toEqual([
      'chat of anna',
      'chat of sorin',
      'https://cases.example.org/hook',
      'https://hooks.example.org/a',
      'team@example.org (ro)',
    ]);
  });

  test('of a worry about somebody who works here: only whom it is for, no team and no machine', async () => {
    const concern = { kind: 'concern_received', team: null } as const;
    expect(await hear({ ...concern, audience: 'safeguarding_lead' })).toEqual([
      'chat of lead',
      'lead@example.org (en)',
    ]);
    expect(await hear({ ...concern, audience: 'second_recipient' })).toEqual([
      'chat of outside',
      'outside@example.net (en)',
    ]);
    expect(await hear({ kind: 'callback_claimed', team: null, audience: 'safeguarding_lead' })).toEqual([]);
  });

  test('of young people’s words that wait: who reads them, where an address is named', async () => {
    const waiting = { kind: 'feedback_due', team: null, audience: 'participation_officer' } as const;
    expect(await hear(waiting)).toEqual([]);
    const organization = { ...book.organization, feedbackEmail: ['officer@example.org'] };
    expect(await hear(waiting, { ...book, organization })).toEqual(['officer@example.org (en)']);
  });

  test('of what is overdue: the supervisor, and the team’s own addresses', async () => {
    expect(await hear({ kind: 'callback_overdue', audience: 'supervisor' })).toEqual([
      'chat of sorin',
      'https://hooks.example.org/a',
      'team@example.org (ro)',
    ]);
  });

  test('that something was claimed or closed is for machines alone', async () => {
    for (const kind of ['callback_claimed', 'callback_closed'] as const)
      expect(await hear({ kind })).toEqual(['https://cases.example.org/hook', 'https://hooks.example.org/a']);
  });

  test('a referral goes to the case system alone', async () => {
    expect(await hear({ kind: 'callback_referred' })).toEqual(['case_system']);
    expect(await hear({ kind: 'callback_referred' }, { ...book, caseSystem: false })).toEqual([]);
  });

  test('what is kept of a target tells no address', async () => {
    const targets = await createTargets(book)({ ...NOTICE, team: 'cluj' });
    expect(targets.map(({ id }) => id).join()).not.toMatch(/team@|example|hooks/);
  });
});
