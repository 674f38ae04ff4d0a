/** One's own chat and calendar, and the notices that failed to reach those whose work they are. */
import type { Staff } from '../../../casework/staff.js';
import { hears } from '../../../notify/addressed.js';
import type { Elsewhere } from '../../../notify/elsewhere.js';
import type { ShownDelivery } from '../../../notify/shown.js';
import { ElsewhereView } from '../views/elsewhere.js';
import { type Answer, page, type StaffVisit, to } from '../visit.js';

const HERE = '/desk/elsewhere';

export const elsewhereHandlers = ({ links, feeds, shown, retry, say }: Elsewhere) => {
  async function failedFor(staff: Staff): Promise<ShownDelivery[]> {
    const { deliveries } = await shown();
    return deliveries.filter((one) => one.state === 'failed' && looksAfter(staff, one));
  }

  /** @param fresh shown once, and never again */
  async function view(visit: StaffVisit, fresh: { code?: string; address?: string } = {}): Promise<Answer> {
    const { words, staff } = visit;
    const [failed, has] = [await failedFor(staff), await feeds.has(staff.id)];
    const told = (name: string, values?: Record<string, string>) =>
      say(words.code, `notices:${name}`, values);
    const state = { visit, told, failed, has, ...fresh };
    return page(told('elsewhere.title'), <ElsewhereView {...state} />, { here: HERE });
  }

  return {
    show: (visit: StaffVisit) => view(visit),
    code: async (visit: StaffVisit) => view(visit, { code: await links.newCode(visit.staff.id) }),
    calendar: async (visit: StaffVisit) => view(visit, { address: await feeds.newAddress(visit.staff.id) }),
    async calendarEnd({ staff }: StaffVisit): Promise<Answer> {
      await feeds.revoke(staff.id);
      return to(HERE, 'revoked');
    },
    async retry({ staff, form }: StaffVisit): Promise<Answer> {
      const one = (await failedFor(staff)).find(({ id }) => id === form.text('notice'));
      if (one !== undefined) await retry(one.id);
      return to(HERE, one === undefined ? undefined : 'saved');
    },
  };
};

/** A team's are its supervisor's; a worry about somebody who works here is seen by whom it is for alone. */
function looksAfter(staff: Staff, { audience, team }: ShownDelivery): boolean {
  return hears(staff, { audience: audience === 'team' ? 'supervisor' : audience, team });
}
