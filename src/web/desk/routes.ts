/**
 * Every address of the desk, in one table: what somebody must be allowed to do before its handler is called. A new
 * address is one line here, and is tried with every role without anybody saying so.
 */
import type { StaffAction } from '../../casework/may.js';
import { OIDC_CALLBACK } from '../../casework/oidc.js';
import { boardHandlers } from './handlers/board.js';
import { caseHandlers } from './handlers/cases.js';
import { elsewhereHandlers } from './handlers/elsewhere.js';
import { entryHandlers } from './handlers/entries.js';
import { leadHandlers } from './handlers/lead.js';
import { loginHandlers } from './handlers/login.js';
import { home, queueHandlers } from './handlers/queue.js';
import { resultHandlers } from './handlers/results.js';
import { sessionHandlers } from './handlers/sessions.js';
import { staffHandlers } from './handlers/staff.js';
import type { DeskRooms } from './parts.js';
import type { Answer, StaffVisit, Visit } from './visit.js';

interface Address {
  method: 'GET' | 'POST';
  path: string;
  /** What a page asks by itself: it does not keep a session alive, and is told in a word when that is over. */
  quiet?: true;
}
/** For everybody: nothing of a family or of staff is behind it. */
export type OpenRoute = Address & { needs: null; handle(visit: Visit): Promise<Answer> };
export type StaffRoute = Address & { needs: StaffAction; handle(visit: StaffVisit): Promise<Answer> };
export type Route = OpenRoute | StaffRoute;

type Handle = StaffRoute['handle'];

const get = (path: string, needs: StaffAction, handle: Handle): StaffRoute => ({
  method: 'GET',
  path,
  needs,
  handle,
});
const post = (path: string, needs: StaffAction, handle: Handle): StaffRoute => ({
  method: 'POST',
  path,
  needs,
  handle,
});
const quiet = (route: StaffRoute): StaffRoute => ({ ...route, quiet: true });
const open = (method: 'GET' | 'POST', path: string, handle: OpenRoute['handle']): OpenRoute => ({
  method,
  path,
  needs: null,
  handle,
});

function elsewhereRoutes(parts: NonNullable<DeskRooms['elsewhere']>): Route[] {
  const elsewhere = elsewhereHandlers(parts);
  return [
    get('/desk/elsewhere', 'own:sessions', elsewhere.show),
    post('/desk/elsewhere/code', 'own:sessions', elsewhere.code),
    post('/desk/elsewhere/calendar', 'own:sessions', elsewhere.calendar),
    post('/desk/elsewhere/calendar-end', 'own:sessions', elsewhere.calendarEnd),
    post('/desk/elsewhere/retry', 'own:sessions', elsewhere.retry),
    ...(parts.refer === undefined ? [] : [post('/desk/elsewhere/refer', 'case:hand_over', elsewhere.refer)]),
  ];
}

/** What young people said, and what is promised because of it. */
function feedbackRoutes(parts: DeskRooms): Route[] {
  const entries = entryHandlers(parts);
  const board = boardHandlers(parts);
  const entry = '/desk/feedback/:id';
  const promise = '/desk/board/:id';
  return [
    get('/desk/feedback', 'feedback:read', entries.list),
    get(entry, 'feedback:read', entries.show),
    post(`${entry}/look`, 'feedback:read', entries.look),
    post(`${entry}/themes`, 'feedback:work', entries.themes),
    post(`${entry}/answer`, 'feedback:work', entries.answer),
    post(`${entry}/done`, 'concern:read', entries.done),
    get('/desk/results', 'feedback:publish', resultHandlers(parts).show),
    get('/desk/board', 'feedback:publish', board.list),
    post('/desk/board', 'board:propose', board.propose),
    get(promise, 'feedback:publish', board.show),
    post(promise, 'board:propose', board.change),
    post(`${promise}/approve`, 'feedback:publish', board.approve),
    post(`${promise}/publish`, 'feedback:publish', board.publish),
    post(`${promise}/remove`, 'board:propose', board.remove),
  ];
}

export function deskRoutes(parts: DeskRooms): Route[] {
  const { queue, list, search } = queueHandlers(parts);
  const login = loginHandlers(parts);
  const cases = caseHandlers(parts);
  const lead = leadHandlers(parts);
  const staff = staffHandlers(parts);
  const own = sessionHandlers(parts);
  const request = '/desk/requests/:id';
  const person = '/desk/staff/:id';
  return [
    open('GET', '/desk/login', login.show),
    open('POST', '/desk/login', login.login),
    open('GET', '/desk/invite/:token', login.invited),
    open('POST', '/desk/invite/:token', login.accept),
    open('GET', '/desk/login/begin', login.begin),
    open('GET', OIDC_CALLBACK, login.back),

    get('/desk', 'own:sessions', home),
    post('/desk/logout', 'own:sessions', login.logout),
    quiet(get('/desk/alive', 'own:sessions', async () => ({ kind: 'nothing', status: 204 }))),
    get('/desk/sessions', 'own:sessions', own.list),
    post('/desk/sessions/revoke', 'own:sessions', own.revoke),
    post('/desk/sessions/revoke-all', 'own:sessions', own.revokeAll),
    post('/desk/sessions/password', 'own:sessions', own.changePassword),
    post('/desk/sessions/recovery-codes', 'own:sessions', own.recoveryCodes),
    ...(parts.elsewhere === undefined ? [] : elsewhereRoutes(parts.elsewhere)),
    get('/desk/conduct', 'own:sessions', own.conduct),
    post('/desk/conduct', 'own:sessions', own.sign),

    get('/desk/queue/:view', 'queue:read', queue),
    quiet(get('/desk/queue/:view/list', 'queue:read', list)),
    post('/desk/search', 'queue:read', search),
    get(request, 'case:read', cases.show),
    post(`${request}/claim`, 'case:claim', cases.claim),
    post(`${request}/release`, 'case:work', cases.release),
    post(`${request}/attempt`, 'case:work', cases.attempt),
    post(`${request}/note`, 'case:work', cases.note),
    post(`${request}/close`, 'case:work', cases.close),
    post(`${request}/hand-to`, 'case:work', cases.handTo),
    post(`${request}/hand-over`, 'case:hand_over', cases.handOver),
    post(`${request}/withdraw`, 'case:hand_over', cases.withdraw),
    post(`${request}/accept`, 'handover:answer', cases.accept),
    post(`${request}/refuse`, 'handover:answer', cases.refuse),
    post(`${request}/reassign`, 'case:reassign', cases.reassign),

    get('/desk/figures', 'figures:read', lead.figures),
    get('/desk/concerns', 'concern:read', lead.concerns),

    ...feedbackRoutes(parts),

    get('/desk/staff', 'staff:manage', staff.list),
    post('/desk/staff', 'staff:manage', staff.add),
    get(person, 'staff:manage', staff.show),
    post(person, 'staff:manage', staff.save),
    post(`${person}/disable`, 'staff:manage', staff.disable),
    post(`${person}/enable`, 'staff:manage', staff.enable),
    post(`${person}/invite`, 'staff:manage', staff.invite),
  ];
}
