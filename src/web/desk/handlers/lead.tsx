/** For supervisors: figures. For the safeguarding lead: what must not wait. */
import { VIEWS } from '../../../casework/cases.js';
import type { DeskRooms } from '../parts.js';
import { ConcernsView } from '../views/concerns.js';
import { FiguresView } from '../views/figures.js';
import { type Answer, page, type StaffVisit } from '../visit.js';
import { zoneOf } from './queue.js';
import { denied } from './refused.js';

const WEEKS = 8;

export const leadHandlers = (parts: DeskRooms) => {
  const { cases, organization, people } = parts;
  const namesOf = async () => new Map((await people()).map(({ id, name }) => [id, name]));

  const figures = async (visit: StaffVisit): Promise<Answer> => {
    const period = { from: visit.now - WEEKS * 7 * 86_400_000, until: visit.now };
    const found = await cases.figures(visit.staff, period);
    if (typeof found === 'string') return denied(visit, found);
    const state = { visit, figures: found, organization, names: await namesOf() };
    return page(visit.words.say('figures.title'), <FiguresView {...state} />);
  };

  const concerns = async (visit: StaffVisit): Promise<Answer> => {
    const lists = VIEWS.filter((view) => view === 'concerns' || view === 'overdue').map((view) =>
      cases.queue(visit.staff, view, 0),
    );
    const [overdue, worries] = lists;
    if (typeof overdue === 'string') return denied(visit, overdue);
    if (typeof worries === 'string') return denied(visit, worries);
    const state = {
      visit,
      concerns: worries?.rows ?? [],
      overdue: overdue?.rows ?? [],
      zone: zoneOf(parts, visit),
      names: await namesOf(),
    };
    return page(visit.words.say('concerns.title'), <ConcernsView {...state} />);
  };

  return { figures, concerns };
};
