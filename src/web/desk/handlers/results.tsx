/** What many said, for whoever decides what is done about it. */
import type { DeskRooms } from '../parts.js';
import { ResultsView } from '../views/results.js';
import { type Answer, page, type StaffVisit } from '../visit.js';

export const resultHandlers = ({ feedback: { results, labels, service } }: DeskRooms) => ({
  async show(visit: StaffVisit): Promise<Answer> {
    const all = await results();
    const quarters = [...new Set(all.map(({ quarter }) => quarter))].sort().reverse();
    const wanted = visit.query.get('quarter') ?? '';
    const quarter = quarters.includes(wanted) ? wanted : quarters[0];
    const tables = all.filter((one) => one.quarter === quarter);
    const state = { visit, quarters, quarter, tables, labels, service };
    return page(visit.words.say('results.title'), <ResultsView {...state} />);
  },
});
