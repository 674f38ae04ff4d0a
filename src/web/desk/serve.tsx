/**
 * What happens with every request to the desk, in this order: who is it, may they, is the form our own, and only then
 * its handler. Nobody gets to a handler by another way.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { may } from '../../casework/may.js';
import type { Session } from '../../casework/sessions.js';
import { StoreUnavailable } from '../../stores/port.js';
import { type Form, NO_FORM, readForm } from './form.js';
import { denied, plain } from './handlers/refused.js';
import type { Once } from './once.js';
import type { FirstForms } from './origin.js';
import { deviceWords, isOwnPage } from './origin.js';
import type { DeskParts } from './parts.js';
import type { Route } from './routes.js';
import { AgainView } from './views/again.js';
import { type Answer, page, type Visit } from './visit.js';
import type { Words } from './words.js';

export interface Serving {
  /** Where a visitor comes from. */
  addressOf(request: IncomingMessage): string;
  parts: DeskParts;
  firstForms: FirstForms;
  once: Once;
  now(): number;
  /** The desk's words for somebody, by what they asked for, chose, speak, and by what their browser says. */
  words(wanted: {
    query: string | null;
    cookies: string | undefined;
    own: readonly string[];
    accepts: string;
  }): { words: Words; cookie: string | undefined };
  report(cause: unknown): void;
}

export interface Served {
  visit: Visit;
  answer: Answer;
  /** Besides those of the answer. */
  cookies: string[];
}

export async function serve(
  route: Route,
  request: IncomingMessage,
  params: Record<string, string>,
  serving: Serving,
): Promise<Served> {
  const { parts, now } = serving;
  const url = new URL(request.url ?? '/', 'http://localhost');
  const read = route.method === 'POST' ? await readForm(request) : ({ ok: true, form: NO_FORM } as const);
  const { cookie: header } = request.headers;
  const { session: token, device, flow } = parts.cookies.read(header);
  const session = await sessionOf(token, route, serving);
  const first = session === undefined ? serving.firstForms.of(header) : undefined;
  const { words, cookie } = serving.words({
    query: url.searchParams.get('lang'),
    cookies: header,
    own: session?.staff.languages ?? [],
    accepts: request.headers['accept-language'] ?? '',
  });
  const today = parts.organization.today(now());
  const visit: Visit = {
    path: url.pathname,
    params,
    query: url.searchParams,
    form: read.ok ? read.form : NO_FORM,
    words,
    now: now(),
    address: serving.addressOf(request),
    agent: deviceWords(request.headers['user-agent']),
    device,
    flow,
    tag: request.headers['if-none-match'],
    // Each page has a token of its own, so that the same form sent twice is known.
    csrf: `${session?.csrf ?? first?.csrf ?? ''}.${randomBytes(6).toString('base64url')}`,
    staff: session?.staff,
    may: (action) => session !== undefined && may(session.staff, action, undefined, today) === 'yes',
  };
  const cookies = [cookie, first?.cookie].filter((each) => each !== undefined);
  const answer = async (): Promise<Answer> => {
    if (!read.ok)
      return plain(visit, read.status, read.status === 413 ? 'problem.too_large' : 'problem.unreadable');
    const own = isOwnPage(request);
    if (route.needs === null) {
      const right = route.method === 'GET' || (own && isRight(header, session, token, read.form, serving));
      return right ? route.handle(visit) : stale(visit, own, false);
    }
    if (session === undefined || token === undefined) return nobody(route, visit, own);
    const said = may(session.staff, route.needs, undefined, today);
    if (said !== 'yes') return denied(visit, said);
    if (route.method === 'POST' && !(own && isRight(header, session, token, read.form, serving)))
      return stale(visit, own, true);
    const handle = () => route.handle({ ...visit, staff: session.staff, session: session.id, token });
    return route.method === 'GET' ? handle() : serving.once.do(session.id, visit.path, visit.form, handle);
  };
  return { visit, cookies, answer: await answer().catch((cause) => failed(visit, cause, serving)) };
}

async function sessionOf(
  token: string | undefined,
  { quiet }: Route,
  { parts, report }: Serving,
): Promise<Session | undefined> {
  if (token === undefined) return undefined;
  try {
    return await parts.sessions.of(token, quiet === true);
  } catch (cause) {
    report(cause);
    return undefined;
  }
}

function isRight(
  cookies: string | undefined,
  session: Session | undefined,
  token: string | undefined,
  form: Form,
  { parts, firstForms }: Serving,
): boolean {
  const given = form.text('csrf').split('.')[0] ?? '';
  return session !== undefined && token !== undefined
    ? parts.sessions.isCsrf(token, given)
    : firstForms.isRight(cookies, given);
}

/** Nobody is in: to the login, and from there to where they wanted; what was typed stays on the page. */
function nobody(route: Route, visit: Visit, own: boolean): Answer {
  if (route.quiet) return { kind: 'nothing', status: 401 };
  if (route.method === 'GET') {
    const next = visit.path === '/desk' ? '' : `&next=${encodeURIComponent(visit.path)}`;
    return { kind: 'to', path: `/desk/login?why=first${next}` };
  }
  if (!own) return plain(visit, 403, 'problem.refused', '/desk/login');
  return page(visit.words.say('login.first'), <AgainView visit={visit} login />, {
    status: 401,
    here: '/desk/login',
  });
}

/** A form without the right token: of a page that was too old, or not ours. */
function stale(visit: Visit, own: boolean, typed: boolean): Answer {
  if (!own || !typed) return plain(visit, 403, 'problem.refused', '/desk/login');
  return page(visit.words.say('problem.again'), <AgainView visit={visit} login={false} />, {
    status: 403,
    here: '/desk',
  });
}

function failed(visit: Visit, cause: unknown, { report }: Serving): Answer {
  if (cause instanceof StoreUnavailable) return plain(visit, 503, 'refusal.try_again');
  report(cause);
  return plain(visit, 500, 'problem.failed');
}
