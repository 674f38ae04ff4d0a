/** One's own sessions, and the code of conduct. */
import type { DeskParts } from '../parts.js';
import { ConductView, SessionsView } from '../views/sessions.js';
import { type Answer, page, type StaffVisit, to } from '../visit.js';
import { zoneOf } from './queue.js';
import { plain } from './refused.js';

export const sessionHandlers = (parts: DeskParts) => {
  const { sessions, accounts, organization } = parts;

  const list = async (visit: StaffVisit): Promise<Answer> => {
    const own = await sessions.list(visit.staff.id);
    const state = { visit, own, this: visit.session, zone: zoneOf(parts, visit) };
    return page(visit.words.say('sessions.title'), <SessionsView {...state} />);
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
    const conductSignedOn = organization.today(now);
    const done = await accounts.change(staff.id, staff.id, { conductSignedOn });
    return done.ok ? to('/desk', 'signed') : plain(visit, 503, 'refusal.try_again', '/desk/conduct');
  };

  return { list, revoke, revokeAll, conduct, sign };
};
