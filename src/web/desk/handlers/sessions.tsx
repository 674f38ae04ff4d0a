/** One's own sessions, and the code of conduct. */
import type { NotDone } from '../../../casework/own-account.js';
import type { DeskParts } from '../parts.js';
import type { DeskText } from '../texts.js';
import { RecoveryView } from '../views/login.js';
import { ConductView, SessionsView } from '../views/sessions.js';
import { type Answer, type Problems, page, type StaffVisit, to } from '../visit.js';
import { passwordWrong } from './password-wrong.js';
import { zoneOf } from './queue.js';
import { plain } from './refused.js';

export const sessionHandlers = (parts: DeskParts) => {
  const { sessions, own: account, organization } = parts;

  async function shown(visit: StaffVisit, problems: Problems = {}, status = 200): Promise<Answer> {
    const own = await sessions.list(visit.staff.id);
    const state = { visit, own, this: visit.session, zone: zoneOf(parts, visit), problems };
    return page(visit.words.say('sessions.title'), <SessionsView {...state} />, {
      status,
      here: '/desk/sessions',
    });
  }

  function notDone(visit: StaffVisit, done: NotDone): Promise<Answer> {
    const { words } = visit;
    if (done.why === 'slow')
      return shown(visit, { present: words.say('login.slow', { count: done.retryAfter }) }, 429);
    const { field, text } = WRONG[done.why];
    return shown(visit, { [field]: words.say(text) }, done.why === 'try_again' ? 503 : 422);
  }

  const changePassword = async (visit: StaffVisit): Promise<Answer> => {
    const { form, staff, session, address, words } = visit;
    if (form.raw('next') !== form.raw('again'))
      return shown(visit, { again: words.say('enrol.differs') }, 422);
    const given = { present: form.raw('present'), next: form.raw('next'), address };
    const done = await account.changePassword(staff.id, session, given);
    return done.ok ? to('/desk/sessions', 'password') : notDone(visit, done);
  };

  const recoveryCodes = async (visit: StaffVisit): Promise<Answer> => {
    const { form, staff, address, words } = visit;
    const done = await account.newRecoveryCodes(staff.id, { present: form.raw('present'), address });
    if (!done.ok) return notDone(visit, done);
    const title = words.say('enrol.recovery_title');
    return page(title, <RecoveryView visit={visit} codes={done.recoveryCodes} />, { here: '/desk/sessions' });
  };

  const revoke = async ({ staff, form }: StaffVisit): Promise<Answer> => {
    await sessions.revoke(staff.id, staff.id, form.text('session'));
    return to('/desk/sessions', 'revoked');
  };

  const revokeAll = async ({ staff, session }: StaffVisit): Promise<Answer> => {
    await sessions.revokeAll(staff.id, staff.id, session);
    return to('/desk/sessions', 'revoked');
  };

  const conduct = async (visit: StaffVisit): Promise<Answer> =>
    page(visit.words.say('conduct.title'), <ConductView visit={visit} />);

  const sign = async (visit: StaffVisit): Promise<Answer> => {
    const { staff, form, words, now } = visit;
    if (form.text('agree') !== 'yes') {
      const problems = { agree: words.say('conduct.must') };
      return page(words.say('conduct.title'), <ConductView visit={visit} problems={problems} />, {
        status: 422,
      });
    }
    const done = await account.signConduct(staff.id, organization.today(now));
    return done.ok ? to('/desk', 'signed') : plain(visit, 503, 'refusal.try_again', '/desk/conduct');
  };

  return {
    list: (visit: StaffVisit) => shown(visit),
    changePassword,
    recoveryCodes,
    revoke,
    revokeAll,
    conduct,
    sign,
  };
};

const WRONG: Record<Exclude<NotDone['why'], 'slow'>, { field: string; text: DeskText }> = {
  wrong: { field: 'present', text: 'sessions.wrong' },
  gone: { field: '', text: 'staff.gone' },
  try_again: { field: '', text: 'refusal.try_again' },
  ...passwordWrong('next'),
};
