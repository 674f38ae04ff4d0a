/** Who hears of a notice: by mail and webhook as the organization's file says, and in chats that staff linked. */
import type { Staff } from '../casework/staff.js';
import type { Links } from './links.js';
import { isForPeople, type Notice, type NoticeKind } from './notice.js';
import { type Target, type Targets, targetId } from './target.js';

interface Team {
  languages: readonly string[];
  email: readonly string[];
  webhooks: readonly { url: string; secret_env: string }[];
}

export interface AddressBook {
  organization: {
    team(code: string): Team | undefined;
    safeguardingLead: { email: string | null };
    secondRecipient: { email: string | null };
    /** Who reads what young people say. */
    feedbackEmail?: readonly string[];
  };
  links: Pick<Links, 'all'>;
  colleague(id: string): Promise<Staff | undefined>;
  /** A webhook's secret, by the name under which the operator keeps it. */
  secretNamed(name: string): string | undefined;
  /** A case system that follows what becomes of requests. */
  caseWebhook: { url: string; secret: string } | undefined;
  /** Whether requests can be passed on to a case system. */
  caseSystem: boolean;
  /** False where no mail server is named: then nobody is written to, rather than each notice failing. */
  mail: boolean;
  /** Of those whose language nobody named. */
  language: string;
  secret: string;
}

const FOLLOWED: ReadonlySet<NoticeKind> = new Set([
  'callback_created',
  'callback_claimed',
  'callback_closed',
  'callback_taken_back',
]);

export function createTargets(book: AddressBook): Targets {
  const { organization, links, colleague, secretNamed, caseWebhook, language, secret } = book;

  const mail = (address: string, spoken: string): Target => ({
    id: targetId('mail', address, secret),
    kind: 'mail',
    address,
    language: spoken,
  });
  const mailed = (address: string | null, spoken: string): Target[] =>
    address === null ? [] : [mail(address, spoken)];
  const webhook = (url: string, signing: string, spoken: string): Target => ({
    id: targetId('webhook', url, secret),
    kind: 'webhook',
    url,
    secret: signing,
    language: spoken,
  });

  function byMail({ audience, team }: Notice): Target[] {
    if (!book.mail) return [];
    if (audience === 'safeguarding_lead') return mailed(organization.safeguardingLead.email, language);
    if (audience === 'second_recipient') return mailed(organization.secondRecipient.email, language);
    if (audience === 'participation_officer')
      return (organization.feedbackEmail ?? []).map((address) => mail(address, language));
    const found = team === null ? undefined : organization.team(team);
    return (found?.email ?? []).map((address) => mail(address, found?.languages[0] ?? language));
  }

  /** Never of a worry about somebody who works here: those pass every team and every machine by. */
  function byWebhook({ audience, team, kind }: Notice): Target[] {
    if (audience !== 'team' && audience !== 'supervisor') return [];
    const found = team === null ? undefined : organization.team(team);
    const own = (found?.webhooks ?? []).map(({ url, secret_env: name }) =>
      webhook(url, secretNamed(name) ?? '', found?.languages[0] ?? language),
    );
    const followed = caseWebhook !== undefined && FOLLOWED.has(kind);
    return followed ? [...own, webhook(caseWebhook.url, caseWebhook.secret, language)] : own;
  }

  async function byChat(notice: Notice): Promise<Target[]> {
    const targets: Target[] = [];
    for (const { link, staff: id } of await links.all()) {
      const staff = await colleague(id);
      if (staff !== undefined && hears(staff, notice))
        targets.push({
          id: `conversation-${link}`,
          kind: 'conversation',
          link,
          language: staff.languages[0] ?? language,
        });
    }
    return targets;
  }

  return async (notice) => {
    if (notice.kind === 'callback_referred')
      return book.caseSystem ? [{ id: 'case_system', kind: 'case_system' }] : [];
    const all = isForPeople(notice.kind)
      ? [...byMail(notice), ...byWebhook(notice), ...(await byChat(notice))]
      : byWebhook(notice);
    // An address that is named twice hears of it once.
    return [...new Map(all.map((target) => [target.id, target])).values()];
  };
}

/** Who works with it; what they may then see is asked again at the desk. */
export function hears(staff: Staff, { audience, team }: Pick<Notice, 'audience' | 'team'>): boolean {
  if (staff.disabled) return false;
  const { role, secondRecipient } = staff;
  const ours = team !== null && staff.teams.includes(team);
  switch (audience) {
    case 'team':
      return ours && (role === 'caseworker' || role === 'supervisor');
    case 'supervisor':
      return ours && role === 'supervisor';
    case 'safeguarding_lead':
      return role === 'safeguarding_lead' && !secondRecipient;
    case 'second_recipient':
      return secondRecipient;
    case 'participation_officer':
      return role === 'participation_officer';
  }
}
