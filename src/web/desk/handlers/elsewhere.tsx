/** One's own chat and calendar, and the notices that failed to reach those whose work they are. */
import type { Staff } from '../../../casework/staff.js';
import { hears } from '../../../notify/addressed.js';
import type { Elsewhere } from '../../../notify/elsewhere.js';
import type { Referred } from '../../../notify/refer.js';
import type { ShownDelivery } from '../../../notify/shown.js';
import { ElsewhereView } from '../views/elsewhere.js';
import { type Answer, page, type StaffVisit, to } from '../visit.js';

const HERE = '/desk/elsewhere';

export const elsewhereHandlers = ({ links, feeds, shown, retry, refer, say }: Elsewhere) => {
  async function failedFor(staff: Staff): Promise<ShownDelivery[]> {
    const { deliveries } = await shown();
    return deliveries.filter((one) => one.state === 'failed' && looksAfter(staff, one));
  }

  /** @param fresh shown once, and never again */
  async function view(
    visit: StaffVisit,
    fresh: { code?: string; address?: string; referred?: Referred; reference?: string } = {},
  ): Promise<Answer> {
    const { words, staff } = visit;
    const [failed, has] = [await failedFor(staff), await feeds.has(staff.id)];
    const told = (name: string, values?: Record<string, string>) =>
      say(words.code, `notices:${name}`, values);
    const refers = refer !== undefined && visit.may('case:hand_over');
    const state = { visit, told, failed, has, refers, ...fresh };
    const { referred = 'asked' } = fresh;
    const status = referred === 'asked' ? 200 : referred === 'try_again' ? 503 : 422;
    return page(told('elsewhere.title'), <ElsewhereView {...state} />, { here: HERE, status });
  }

  return {
    show: (visit: StaffVisit) => view(visit),
    code: async (visit: StaffVisit) => view(visit, { code: await links.newCode(visit.staff.id) }),
    calendar: async (visit: StaffVisit) => view(visit, { address: await feeds.newAddress(visit.staff.id) }),
    async calendarEnd({ staff }: StaffVisit): Promise<Answer> {
      await feeds.revoke(staff.id);
      return to(HERE, 'revoked');
    },
    async refer(visit: StaffVisit): Promise<Answer> {
      const { staff, form, words } = visit;
      const reference = form.text('reference').slice(0, 40);
      const agreed =
        form.text('agreed') === 'yes' ? say(words.code, 'notices:elsewhere.refer_agreed') : undefined;
      const referred = (await refer?.(staff, reference, agreed)) ?? 'no_such';
      return view(visit, { referred, reference });
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
