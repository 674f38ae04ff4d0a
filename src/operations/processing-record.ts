/**
 * The record of processing activities (GDPR, article 30), made of what the software does and of the figures that it
 * really uses. What only the organization knows is null, and is named as still to be filled in.
 */
import { AUDIT_KEPT_DAYS } from '../casework/audit-end.js';
import { AGE_GROUPS } from '../feedback/entry.js';
import { BATCH } from '../feedback/mixing.js';
import { DESK, PUBLIC } from '../feedback/results.js';
import { KEPT_DAYS } from '../feedback/shelf.js';
import { APPROVERS } from '../feedback/themes.js';

export interface Activity {
  name: string;
  purposes: string[];
  /** Left to the organization; what the software is built for stands beside it. */
  legal_basis: { decided: null; built_for: string };
  data_subjects: string[];
  data: string[];
  not_recorded: string[];
  recipients: string[];
  transfers: string;
  erased_after: string[];
  security: string[];
}

export interface ProcessingRecord {
  made_for: 'GDPR article 30';
  controller: { name: string | null; contact: null; data_protection_officer: null };
  safeguarding_lead: string | null;
  second_recipient: string | null;
  to_be_filled_in: string[];
  activities: Activity[];
}

export interface RecordFacts {
  organization:
    | {
        name: string;
        safeguardingLead: { name: string };
        secondRecipient: { name: string };
        keep: { closedDays: number; unclaimedDays: number };
        promises: { sensitiveHours: number; firstAnswerDays: number; resultDays: number };
      }
    | undefined;
  keepHours: number;
  store: 'embedded' | 'postgres';
}

const SEALED =
  'Everything personal is sealed (AES-256-GCM), each document under a key of its own that is destroyed with it.';
const AUDITED =
  'Each reading and change by staff is one line of a log in which a changed or missing line is found.';
const SECOND = 'Staff log in with a second factor; what a role may do is asked with every request.';
const NONE = 'None by the software. Whoever offers the chat in a messenger sends what is said through it.';

export function processingRecord({ organization, keepHours, store }: RecordFacts): ProcessingRecord {
  const keep = organization?.keep ?? { closedDays: 30, unclaimedDays: 90 };
  const kept =
    store === 'embedded' ? 'in files of this computer' : 'in the PostgreSQL database of KINLINE_STORE';
  return {
    made_for: 'GDPR article 30',
    controller: { name: organization?.name ?? null, contact: null, data_protection_officer: null },
    safeguarding_lead: organization?.safeguardingLead.name ?? null,
    second_recipient: organization?.secondRecipient.name ?? null,
    to_be_filled_in: [
      'controller.contact',
      'controller.data_protection_officer',
      ...['conversations', 'callbacks', 'feedback', 'feedback_at_once', 'staff'].map(
        (name) => `activities.${name}.legal_basis`,
      ),
      'hosting provider and messengers, as processors or recipients',
    ],
    activities: [
      {
        name: 'conversations',
        purposes: ['Find services, look at needs, and be told what to do in danger'],
        legal_basis: {
          decided: null,
          built_for: 'A service that somebody asks for; no account and no profile',
        },
        data_subjects: ['Families and young people who chat'],
        data: [`What was said in the present conversation, ${kept}`, 'Language and region that were chosen'],
        not_recorded: [
          'Names',
          'Addresses of the network',
          'The user’s id at the channel: only a keyed hash of it',
        ],
        recipients: ['Nobody in the organization reads it'],
        transfers: NONE,
        erased_after: [
          `${keepHours} hours of silence, at the end of the conversation, or when the person says so`,
        ],
        security: [SEALED],
      },
      {
        name: 'callbacks',
        purposes: ['Call a family back, in the way that is safe for it'],
        legal_basis: {
          decided: null,
          built_for: 'Explicit consent in the chat, or national law on social protection',
        },
        data_subjects: ['Families who ask to be called'],
        data: [
          'Name to call by, number, safe times, how not to do harm, need, words that were agreed to be sent',
        ],
        not_recorded: ['Answers of the self-check, unless the family sends them along'],
        recipients: [
          'Caseworkers of the team and their supervisor',
          'The safeguarding lead where it must not wait',
        ],
        transfers: NONE,
        erased_after: [
          `${keep.closedDays} days after closing`,
          `${keep.unclaimedDays} days where nobody claimed it`,
          'When the family takes it back in the chat',
        ],
        security: [SEALED, AUDITED, SECOND],
      },
      {
        name: 'feedback',
        purposes: ['Hear what young people think of the help they get, answer, and change it'],
        legal_basis: { decided: null, built_for: 'Voluntary and without any identifier' },
        data_subjects: [`Young people of ${AGE_GROUPS.join(', ')} years`],
        data: [
          'Age group, kind of service, answers that were tapped, category, language, and the week',
          'Own words, where somebody wrote some: masked for readers, as written only until one person has looked',
          'A slow hash of a receipt, where one was wanted',
        ],
        not_recorded: ['User, channel, conversation, address, agent, exact time and order'],
        recipients: [
          'The participation officer',
          `Everybody: numbers of ${PUBLIC.least} people or more, rounded to ${PUBLIC.rounding}; words only when their author and ${APPROVERS} members of staff agreed`,
          `Inside the desk: numbers of ${DESK.least} people or more`,
        ],
        transfers: NONE,
        erased_after: [
          `Words as written: when a person has looked, at most ${KEPT_DAYS.raw} days`,
          `Entries: ${KEPT_DAYS.entry} days`,
          'When whoever has the receipt takes it back',
        ],
        security: [
          SEALED,
          `Entries wait sealed until ${BATCH} or more leave together, shuffled, under new ids and one week.`,
          'Free words are called masked, never anonymous.',
          AUDITED,
          SECOND,
        ],
      },
      {
        name: 'feedback_at_once',
        purposes: ['Act where somebody may be harmed, or where the worry is about staff'],
        legal_basis: {
          decided: null,
          built_for: 'Vital interests and the duty to protect children under national law',
        },
        data_subjects: ['Young people who say that they or others may be harmed', 'Those they speak of'],
        data: ['What they said, after they were told that it goes to one role at once', 'What was done'],
        not_recorded: ['Who it was, unless the young person chose to be contacted'],
        recipients: ['The safeguarding lead alone; where it is about the lead, the second recipient alone'],
        transfers: NONE,
        erased_after: [`${KEPT_DAYS.entry} days`, 'When whoever has the receipt takes it back'],
        security: [
          SEALED,
          AUDITED,
          SECOND,
          'In no number, export or board; alerts say nothing of what it is.',
        ],
      },
      {
        name: 'staff',
        purposes: ['Let the right people in, and show who read what'],
        legal_basis: { decided: null, built_for: 'Employment and the duty to keep data safe' },
        data_subjects: ['Staff of the organization'],
        data: [
          'Name, login, role, teams, languages, signed code of conduct, training; hashed secrets; log of what was read',
        ],
        not_recorded: ['Passwords'],
        recipients: ['Administrators'],
        transfers: NONE,
        erased_after: [
          `Log lines: ${AUDIT_KEPT_DAYS} days`,
          'Accounts: three years after they were last used',
        ],
        security: [SEALED, AUDITED, SECOND],
      },
    ],
  };
}
