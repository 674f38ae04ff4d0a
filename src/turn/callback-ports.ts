/** What a dialog about being called may ask: numbers, times, the promise, and a request that its code has opened. */
import { createHmac, randomInt } from 'node:crypto';
import { DateTime } from 'luxon';
import { dueOf } from '../callbacks/clock.js';
import { type CodeHash, newCode } from '../callbacks/code.js';
import { windowsOf } from '../callbacks/contact.js';
import { callbackDocument, readRequest } from '../callbacks/kept.js';
import { newReference, readReference } from '../callbacks/reference.js';
import type { CallbackRequest } from '../callbacks/request.js';
import { mustWait, TRIES_RECORD } from '../callbacks/tries.js';
import type { Content } from '../content/load.js';
import { FALLBACK_REGION, type Region } from '../content/regions/region.js';
import { ABROAD_FIELDS, type AbroadField, type CallbackPorts, type RequestView } from '../engine/callback.js';
import { once } from '../language/once.js';
import { findPhones } from '../language/phones/phones.js';
import { createWhenAcross } from '../language/when/across.js';
import { calendarOf } from '../language/when/calendar.js';
import { readingsOf } from '../language/when/readings.js';
import { createWhenFinder } from '../language/when/when.js';
import type { Store } from '../stores/port.js';
import type { CallbackOffice } from './callback-office.js';
import { createTimeTelling } from './tell-times.js';
import { usualWindows } from './usual-times.js';

export interface CallbackPortParts {
  content: Content;
  office: CallbackOffice;
  store: Pick<Store, 'document' | 'record'>;
  hash: CodeHash;
  /** Where a request is kept, from its reference: so that nothing has to be looked up by it. */
  idOf(reference: string): string;
  /** Whole numbers from 0 below the limit, evenly, that nobody can guess. */
  random?(limit: number): number;
  /** Where the file of an opened request is fetched; left out where nothing is served. */
  file?: CallbackPorts['file'] | undefined;
}

export function idsUnder(secret: string): (reference: string) => string {
  return (reference) =>
    createHmac('sha256', secret).update(`callback:${reference}`).digest('base64url').slice(0, 22);
}

export function createCallbackPorts(parts: CallbackPortParts): CallbackPorts {
  const { content, office, store, hash, idOf, random = (limit) => randomInt(limit) } = parts;
  const when = createWhenAcross(content.languages);
  const telling = createTimeTelling(content.languages);
  const finders = new Map(
    content.languages.map(({ code, when }) => [code, { when, finder: once(() => createWhenFinder(when)) }]),
  );
  const regionOf = (code: string): Region | undefined =>
    content.regions.get(code) ?? content.regions.get(FALLBACK_REGION);
  const zoneOf = (region: string): string => regionOf(region)?.timezone ?? office.working(region).zone;

  async function request(id: string): Promise<CallbackRequest | undefined> {
    const document = await store.document(callbackDocument(id));
    return document === undefined ? undefined : readRequest(document.value);
  }

  return {
    consentAge: (region) => regionOf(region)?.digital_consent.age ?? 16,
    async phones(words, region) {
      const found = await findPhones(words, regionOf(region)?.phone?.country);
      const numbers = new Set(found.flatMap((phone) => ('e164' in phone ? [phone.e164] : [])));
      const fault = found.find((phone) => 'invalid' in phone);
      return { numbers: [...numbers], fault: fault && 'invalid' in fault ? fault.invalid : undefined };
    },
    times(words, { language, region, now }) {
      const local = DateTime.fromMillis(now, { zone: zoneOf(region) });
      const calendar = calendarOf(region);
      const found = when.find(words, language, local, calendar);
      if (found === undefined || 'windows' in found) return found;
      const own = finders.get(language);
      const { ask } = found;
      const readings =
        own !== undefined && (ask === 'hour' || ask === 'day')
          ? readingsOf(words, ask, own.when, own.finder(), local, calendar)
          : [];
      return {
        ask,
        meant: readings.map(({ windows }) => ({ windows, words: telling.short(windows, language) })),
      };
    },
    usualTimes: (which, { region, now }) =>
      usualWindows(which, DateTime.fromMillis(now, { zone: zoneOf(region) }), calendarOf(region)),
    timesInWords: telling.all,
    languageName: (code, language) =>
      new Intl.DisplayNames(language, { type: 'language', fallback: 'code' }).of(code) ?? code,
    countryName: (code, language) =>
      new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(code) ?? code,
    promise({ urgency, windows, phone }, { language, region, now }) {
      const working = office.working(region);
      const levels = office.levels(region);
      const { within } = levels[urgency];
      const calls = phone === null ? ('they' as const) : ('we' as const);
      const facets = {
        createdAt: now,
        urgency,
        calls,
        windows: windowsOf({ windows, zone: zoneOf(region) }),
      };
      const onDuty = office.onDuty(region, now);
      // Where nobody is there now, minutes by the clock would be promised for nothing.
      const kept = urgency === 'now' && !onDuty ? { ...levels, now: levels.soon } : levels;
      return {
        onDuty,
        by: telling.moment(dueOf(facets, kept, working).by, working.zone, language),
        minutes: 'minutes' in within ? within.minutes : undefined,
      };
    },
    ourNumber: (region) => office.teamFor(region).phone,
    keep: () => ({ closed: office.keep.closedDays, unclaimed: office.keep.unclaimedDays }),
    newRequest() {
      const reference = newReference(random);
      return { id: idOf(reference), reference, code: newCode(random) };
    },
    async open(written, code, now) {
      const reference = readReference(written);
      const id = idOf(reference ?? written.slice(0, 40));
      if (mustWait(await store.record(TRIES_RECORD, id), now)) return 'wait';
      const kept = reference === undefined ? undefined : await request(id);
      const right = await hash.matches(code, kept?.code);
      return right ? { id } : 'closed';
    },
    async view(id) {
      const kept = await request(id);
      return kept === undefined ? undefined : viewOf(kept, office);
    },
    async question(id) {
      const kept = await request(id);
      return kept === undefined ? undefined : questionOf(kept);
    },
    ...(parts.file === undefined ? {} : { file: parts.file }),
  };
}

/** The moment it was asked names it, so that another one is told of again. */
function questionOf({ status, handover }: CallbackRequest): string | undefined {
  if (status === 'closed' || status === 'taken_back') return undefined;
  return isAskedAbroad(handover) ? `abroad ${handover.at}` : undefined;
}

type Handover = NonNullable<CallbackRequest['handover']>;
const isAskedAbroad = (handover: CallbackRequest['handover']): handover is Handover =>
  handover?.family === 'asked' && handover.team_says === 'not_asked';

/** What there is of each field; what is empty is not asked about. */
const HAS: Readonly<Record<AbroadField, (request: CallbackRequest) => boolean>> = {
  name: ({ name }) => name !== '–',
  phone: ({ phone }) => phone !== null,
  need: ({ need }) => need !== null,
  words: ({ words }) => words !== null,
  answers: ({ answers }) => answers.length > 0,
  notes: ({ notes, attempts }) => notes.length > 0 || attempts.some(({ note }) => note !== null),
};

function viewOf(request: CallbackRequest, office: CallbackOffice): RequestView | undefined {
  const { reference, status, attempts, handover } = request;
  if (status === 'taken_back') return undefined;
  const { name, phone, windows, plan, language, interpreter, need, words, urgency, recipient } = request;
  return {
    reference,
    status,
    attempts: attempts.length,
    asked: { name, phone, windows, plan, language, interpreter, need, words, urgency, recipient },
    abroad:
      isAskedAbroad(handover) && status !== 'closed'
        ? {
            country: handover.region,
            team: office.team?.(handover.team)?.name,
            fields: ABROAD_FIELDS.filter((field) => handover.fields.includes(field) && HAS[field](request)),
          }
        : undefined,
  };
}
