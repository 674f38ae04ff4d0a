/** The queue, the same as a part for its script, the search, and where everybody begins. */
import { createHash } from 'node:crypto';
import { PAGE_ROWS, VIEWS, type View } from '../../../casework/cases.js';
import type { DeskRooms } from '../parts.js';
import { partOf } from '../views/document.js';
import { QueueList, type QueueState, QueueView } from '../views/queue.js';
import { type Answer, page, type StaffVisit, to } from '../visit.js';
import { denied, plain } from './refused.js';

export const home = async (visit: StaffVisit): Promise<Answer> => {
  if (visit.may('queue:read')) return to('/desk/queue/mine');
  if (visit.may('feedback:read')) return to('/desk/feedback');
  if (visit.may('staff:manage')) return to('/desk/staff');
  return to(visit.staff.conductSignedOn === null ? '/desk/conduct' : '/desk/sessions');
};

export const queueHandlers = (parts: DeskRooms) => {
  async function stateOf(
    visit: StaffVisit,
    view: View,
    more: Partial<QueueState> = {},
  ): Promise<QueueState | Answer> {
    const number = /^[1-9]\d{0,5}$/.exec(visit.query.get('page') ?? '')?.[0];
    const asked = Number(number ?? 1) - 1;
    const found = parts.cases.queue(visit.staff, view, asked);
    if (typeof found === 'string') return denied(visit, found);
    const last = Math.max(0, Math.ceil(found.total / PAGE_ROWS) - 1);
    const shown = asked <= last ? found : parts.cases.queue(visit.staff, view, last);
    if (typeof shown === 'string') return denied(visit, shown);
    const names = new Map((await parts.people()).map(({ id, name }) => [id, name]));
    const zone = zoneOf(parts, visit);
    const state = { visit, view, page: Math.min(asked, last), found: shown, zone, names, tag: '', ...more };
    return { ...state, tag: tagOf(partOf(<QueueList {...state} />)) };
  }

  const queue = async (visit: StaffVisit): Promise<Answer> => {
    const view = viewOf(visit);
    if (view === undefined) return plain(visit, 404, 'problem.not_found');
    const state = await stateOf(visit, view);
    if ('kind' in state) return state;
    return page(visit.words.say('queue.title'), <QueueView {...state} />);
  };

  const list = async (visit: StaffVisit): Promise<Answer> => {
    const view = viewOf(visit);
    if (view === undefined) return plain(visit, 404, 'problem.not_found');
    const state = await stateOf(visit, view);
    if ('kind' in state) return state;
    const body = partOf(<QueueList {...state} />);
    return { kind: 'part', html: body, tag: state.tag };
  };

  const search = async (visit: StaffVisit): Promise<Answer> => {
    const typed = visit.form.raw('reference');
    const id = parts.cases.search(visit.staff, typed);
    if (id !== undefined) return to(`/desk/requests/${id}`);
    const problems = { reference: visit.words.say('queue.not_found') };
    const state = await stateOf(visit, 'mine', { problems, typed });
    if ('kind' in state) return state;
    return page(visit.words.say('queue.title'), <QueueView {...state} />, {
      status: 422,
      here: '/desk/queue/mine',
    });
  };

  return { queue, list, search };
};

const viewOf = ({ params }: StaffVisit): View | undefined => VIEWS.find((view) => view === params.view);

/** The clock on the wall of whoever reads: that of their first country. */
export function zoneOf({ organization }: Pick<DeskRooms, 'organization'>, { staff }: StaffVisit): string {
  return organization.working(staff.regions[0] ?? organization.regions[0] ?? '').zone;
}

/** The same list has the same tag; the time of day in it is why it changes by itself. */
const tagOf = (html: string): string =>
  `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
