/**
 * Passes a request on to Primero as a case and its referral, by the public API (version 2): `POST /api/v2/cases`, then
 * `POST /api/v2/cases/:id/referrals`. Only what the family agreed to, and nothing without that. The case's id is worked
 * out from the request's, and referrals are looked at before one is made, so that a repeat makes nothing twice.
 */
import { createHash } from 'node:crypto';
import type { CallbackRequest } from '../callbacks/request.js';
import { failedFor, type Outcome, type Send } from './fault.js';
import { type Answered, ask, type Reaching } from './post.js';
import type { Target } from './target.js';
import { outcomeOf } from './webhook.js';

export interface PrimeroParts extends Reaching {
  /** Like `https://primero.example.org`. */
  url: string;
  /** A token that somebody issued, or an account that gets itself one for each referral; they end after an hour. */
  access: { token: string } | { name: string; password: string };
  /** The account there that referrals go to. */
  to: string;
  /** Undefined where it was erased. */
  request(id: string): Promise<CallbackRequest | undefined>;
  now(): number;
}

/** What of a request becomes of it there; the names on the left are Primero's. */
export function caseOf(request: CallbackRequest): Record<string, unknown> {
  return {
    id: caseId(request.id),
    module_id: 'primeromodule-cp',
    name: request.name,
    telephone_current: request.phone,
    registration_date: new Date(request.createdAt).toISOString().slice(0, 10),
    other_agency_id: request.reference,
    // Primero asks for these two before it refers anything.
    consent_for_services: true,
    disclosure_other_orgs: true,
  };
}

/** How they may be called goes with the number: whoever takes over keeps to it. */
export function referralOf(request: CallbackRequest, to: string): Record<string, unknown> {
  const { reference, windows, zone, plan, language, interpreter } = request;
  const yes = (on: boolean) => (on ? 'yes' : 'no');
  const notes = [
    `Kinline ${reference}`,
    `Language: ${language}. Interpreter: ${yes(interpreter)}.`,
    ...windows.map(({ start, end }) => `Safe to call: ${start} to ${end}, ${zone}.`),
    `If someone else answers: ${plan.someoneElse.replaceAll('_', ' ')}.`,
    `Voicemail: ${yes(plan.voicemail)}. SMS: ${yes(plan.sms)}. Show the caller's number: ${yes(plan.showNumber)}.`,
    ...(plan.codeWord === null ? [] : [`Code word: ${plan.codeWord}.`]),
  ];
  return { transitioned_to: to, notes: notes.join('\n') };
}

/** A UUID of version 5's shape, always the same for a request. */
export function caseId(request: string): string {
  const hex = createHash('sha256').update(`kinline case ${request}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The family agreed to just this; and a worry about somebody who works here never goes to another system. */
export function mayBeReferred(request: Pick<CallbackRequest, 'referral' | 'recipient'>): boolean {
  return request.referral !== undefined && request.recipient === 'team';
}

export function createPrimero(parts: PrimeroParts): Send<Extract<Target, { kind: 'case_system' }>> {
  const { url, access, to, now } = parts;

  return async ({ notice }, signal): Promise<Outcome> => {
    const id = notice.path.split('/').at(-1) ?? '';
    const request = await parts.request(id);
    if (request === undefined || request.status === 'taken_back')
      return failedFor('request_gone', { again: false });
    if (!mayBeReferred(request)) return failedFor('no_consent', { again: false });

    const call = (method: 'GET' | 'POST', path: string, body?: unknown, authorization?: string) =>
      ask(
        {
          method,
          url: new URL(path, url).href,
          headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            ...(authorization === undefined ? {} : { authorization }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
        parts,
        signal,
      );

    let authorization = 'token' in access ? `Bearer ${access.token}` : undefined;
    if ('name' in access) {
      const user = { user_name: access.name, password: access.password };
      const issued = await call('POST', '/api/v2/tokens', { user });
      if (!isFine(issued)) return outcomeOf(issued, now());
      authorization = tokenIn(issued);
      if (authorization === undefined) return failedFor('wrong_login');
    }
    const created = await call('POST', '/api/v2/cases', { data: caseOf(request) }, authorization);
    const thereBefore = created.ok && created.status === 409;
    if (!thereBefore && !isFine(created)) return outcomeOf(created, now());
    const referrals = `/api/v2/cases/${caseId(id)}/referrals`;
    const before = await call('GET', referrals, undefined, authorization);
    if (!isFine(before)) return outcomeOf(before, now());
    if (isReferredTo(to, before)) return { sent: true };
    return outcomeOf(await call('POST', referrals, { data: referralOf(request, to) }, authorization), now());
  };
}

const isFine = (answered: Answered): answered is Extract<Answered, { ok: true }> =>
  answered.ok && answered.status >= 200 && answered.status < 300;

/** In the answer's own `Authorization`, or, from newer versions, in its body. */
function tokenIn({ headers, body }: Extract<Answered, { ok: true }>): string | undefined {
  if (headers.authorization) return headers.authorization;
  const token = (readJson(body) as { token?: unknown } | undefined)?.token;
  return typeof token === 'string' ? `Bearer ${token}` : undefined;
}

function isReferredTo(to: string, { body }: Extract<Answered, { ok: true }>): boolean {
  const data = (readJson(body) as { data?: unknown } | undefined)?.data;
  return Array.isArray(data) && data.some((referral) => referral?.transitioned_to === to);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
