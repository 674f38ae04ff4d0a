/** An invented office for tests of casework: three teams in two countries, people of every role, and one clock. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { facetsOf } from '../../src/callbacks/facets.js';
import { keptChanges } from '../../src/callbacks/kept.js';
import { SAFEST_PLAN } from '../../src/callbacks/plan.js';
import { type CallbackRequest, callbackRequest, UNTOUCHED } from '../../src/callbacks/request.js';
import { createAudit } from '../../src/casework/audit.js';
import { type Cases, createCases } from '../../src/casework/cases.js';
import { createOrganization, type Organization } from '../../src/casework/organization.js';
import { organizationFile } from '../../src/casework/organization-file.js';
import type { Staff } from '../../src/casework/staff.js';
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import type { Store } from '../../src/stores/port.js';

export const ZONE = 'Europe/Bucharest';
export const at = (local: string): number => DateTime.fromISO(local, { zone: ZONE }).toMillis();
export const PHONE = '+441632960123';

const team = (code: string, region: string) => ({
  code,
  name: `${code} (invented)`,
  region,
  languages: ['en'],
});
const working = { days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', to: '17:00' };

export const ORGANIZATION: Organization = createOrganization(
  organizationFile.parse({
    name: 'An invented organization',
    safeguarding_lead: { name: 'Lead', email: 'lead@example.org' },
    second_recipient: { name: 'Outside', email: 'outside@example.net' },
    regions: {
      RO: { team: 'cluj', working, duty: 'working' },
      UA: { team: 'kyiv', working, duty: 'none' },
    },
    teams: [team('cluj', 'RO'), team('iasi', 'RO'), team('kyiv', 'UA')],
    themes: [
      { code: 'place', name: { en: 'Rooms and places' }, words: { en: ['room', 'cold'] } },
      { code: 'food', name: { en: 'Food' }, words: { en: ['lunch'] } },
    ],
  }),
  'RO',
  () => ({ zone: ZONE, holiday: () => false }),
);

export function person(id: string, role: Staff['role'], over: Partial<Staff> = {}): Staff {
  return {
    id,
    name: `${id} (invented)`,
    login: id,
    role,
    teams: ['cluj'],
    regions: ['RO'],
    languages: ['en'],
    conductSignedOn: '2026-01-01',
    trainedUntil: '2027-12-31',
    disabled: false,
    secondRecipient: false,
    ...over,
  };
}
export const ANNA = person('anna', 'caseworker');
export const BOGDAN = person('bogdan', 'caseworker');
export const IASI = person('iulia', 'caseworker', { teams: ['iasi'] });
export const KYIV = person('kateryna', 'caseworker', { teams: ['kyiv'], regions: ['UA'] });
export const SUPERVISOR = person('sorin', 'supervisor');
export const LEAD = person('lead', 'safeguarding_lead', { teams: [], regions: ['RO', 'UA'] });
export const OUTSIDE = person('outside', 'safeguarding_lead', {
  teams: [],
  regions: [],
  secondRecipient: true,
});
export const ADMIN = person('admin', 'administrator');
const EVERYBODY = [ANNA, BOGDAN, IASI, KYIV, SUPERVISOR, LEAD, OUTSIDE, ADMIN];

const SIGNS = '23456789CDFHJKMNPRT';
/** References with a right check sign, by number. */
export function referenceOf(number: number): string {
  const digits = [0, 0, 0, 0, 0, 0].map((_, place) => Math.floor(number / 19 ** (5 - place)) % 19);
  const check = digits.reduce((sum, digit, place) => sum + (place + 2) * digit, 0) % 19;
  const text = [...digits, check].map((digit) => SIGNS[digit]).join('');
  return `${text.slice(0, 2)}-${text.slice(2, 6)}-${text.slice(6)}`;
}

let made = 0;
/** Asked for on a Tuesday at ten, to be called on Wednesday from five to nine in the evening. */
export function requestOf(over: Partial<CallbackRequest> = {}): CallbackRequest {
  made += 1;
  return callbackRequest.parse({
    version: 1,
    id: `r${made}`,
    reference: referenceOf(made),
    region: 'RO',
    team: 'cluj',
    name: 'An invented mother',
    phone: PHONE,
    windows: [{ start: '2026-11-25T17:00', end: '2026-11-25T21:00' }],
    zone: ZONE,
    plan: { ...SAFEST_PLAN, codeWord: 'bluebird' },
    language: 'ro',
    interpreter: false,
    need: 'day_care',
    words: 'night shift',
    answers: [{ question: 'A question?', answer: 'Yes' }],
    urgency: 'soon',
    recipient: 'team',
    code: 'a slow hash',
    conversation: { channel: 'web', user: 'a conversation' },
    consent: { at: 1, text: 'hash' },
    createdAt: at('2026-11-24T10:00'),
    ...UNTOUCHED,
    expiresAt: at('2027-02-22T10:00'),
    ...over,
  });
}

export interface Office {
  /** Holds the store. */
  folder: string;
  store: Store;
  cases: Cases;
  clock: { now: number };
  /** As the chat does it: stored in one commit, then the queue is told. */
  asked(over?: Partial<CallbackRequest>): Promise<CallbackRequest>;
  /** By their ids. */
  records(kind: string): Promise<{ id: string; value: string }[]>;
  /** What the store holds of a request. */
  stored(id: string): Promise<CallbackRequest | undefined>;
  /** The same store, seen by another process of the service. */
  another(store?: Store): Promise<Cases>;
  close(): Promise<void>;
}

/** @param around what every write of casework goes through */
export async function openOffice(around: (store: Store) => Store = (store) => store): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'kinline-office-'));
  const clock = { now: at('2026-11-24T10:00') };
  const secret = 'a secret of tests, long enough to seal';
  const real = await openLowdbStore({ folder: join(folder, 'store'), secret, now: () => clock.now });
  const store = around(real);
  let ids = 0;
  const open = (over: Store) =>
    createCases({
      store: over,
      organization: ORGANIZATION,
      audit: createAudit(over),
      now: () => clock.now,
      newId: () => {
        ids += 1;
        return `n${ids}`;
      },
      colleague: async (id) => EVERYBODY.find((each) => each.id === id),
    });
  const cases = await open(store);
  return {
    folder,
    store,
    cases,
    clock,
    another: (over = store) => open(over),
    async asked(over) {
      const request = requestOf(over);
      await real.write(keptChanges(request, 0));
      await cases.noticed(facetsOf(request));
      return request;
    },
    async records(kind) {
      const found: { id: string; value: string }[] = [];
      for await (const record of real.records(kind)) found.push(record);
      return found.sort((one, other) => (one.id < other.id ? -1 : 1));
    },
    async stored(id) {
      const document = await real.document(`callback:${id}`);
      return document === undefined ? undefined : callbackRequest.parse(JSON.parse(document.value));
    },
    async close() {
      await real.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
