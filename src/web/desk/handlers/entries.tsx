/** Entries of young people: read, looked at, coded, answered through the receipt, and acted on. */
import type { EntryAct, RefusedEntry } from '../../../casework/feedback/entries.js';
import { MOST_LETTER } from '../../../feedback/letters.js';
import type { DeskRooms } from '../parts.js';
import { EntriesView } from '../views/entries.js';
import { type EntryState, EntryView } from '../views/entry.js';
import { type Answer, type Problems, page, type StaffVisit, to } from '../visit.js';
import { zoneOf } from './queue.js';
import { denied, plain } from './refused.js';

const MOST_DONE = 500;
const HOME = '/desk/feedback';

export const entryHandlers = (parts: DeskRooms) => {
  const { entries } = parts.feedback;

  const list = async (visit: StaffVisit): Promise<Answer> => {
    const week = /^\d{4}-W\d{2}$/.exec(visit.query.get('week') ?? '')?.[0];
    const found = await entries.list(visit.staff, week);
    if (typeof found === 'string') return denied(visit, found);
    const state = { visit, week, zone: zoneOf(parts, visit), ...found };
    return page(visit.words.say('feedback.title'), <EntriesView {...state} />);
  };

  /** @param status of the page that says what is wrong */
  async function view(
    visit: StaffVisit,
    more: Partial<Pick<EntryState, 'raw' | 'problems' | 'typed'>> = {},
    status = 200,
  ): Promise<Answer> {
    const id = visit.params.id ?? '';
    const opened = await entries.open(visit.staff, id);
    if (!opened.ok) return refusal(visit, opened);
    const { themes } = parts.organization;
    const { labels } = parts.feedback;
    const state = { visit, opened, themes, labels, zone: zoneOf(parts, visit), ...more };
    return page(visit.words.say('feedback.one'), <EntryView {...state} />, { status, here: `${HOME}/${id}` });
  }

  async function look(visit: StaffVisit): Promise<Answer> {
    const looked = await entries.look(visit.staff, visit.params.id ?? '');
    return looked.ok ? view(visit, { raw: looked.words }) : refusal(visit, looked);
  }

  async function act(visit: StaffVisit, doing: EntryAct): Promise<Answer> {
    const id = visit.params.id ?? '';
    const done = await entries.act(visit.staff, id, doing);
    return done.ok ? to(`${HOME}/${id}`, 'saved') : refusal(visit, done);
  }

  /** Words that must be there, and not too many of them. */
  function wrong(visit: StaffVisit, name: string, most: number): Problems | undefined {
    const text = visit.form.text(name);
    if (text === '') return { [name]: visit.words.say('problem.write') };
    if (text.length > most)
      return { [name]: visit.words.say('problem.too_long', { count: visit.words.number(most) }) };
    return undefined;
  }

  return {
    list,
    show: (visit: StaffVisit) => view(visit),
    look,
    themes: (visit: StaffVisit) => {
      const known = parts.organization.themes.map(({ code }) => code);
      const themes = visit.form.all('theme').filter((code) => known.includes(code));
      return act(visit, { do: 'theme', themes });
    },
    async answer(visit: StaffVisit): Promise<Answer> {
      const problems = wrong(visit, 'words', MOST_LETTER);
      const words = visit.form.text('words');
      if (problems !== undefined) return view(visit, { problems, typed: { words } }, 422);
      return act(visit, { do: 'answer', words, told: visit.form.text('told') === 'yes' });
    },
    async done(visit: StaffVisit): Promise<Answer> {
      const problems = wrong(visit, 'done', MOST_DONE);
      if (problems !== undefined) return view(visit, { problems }, 422);
      return act(visit, { do: 'done', words: visit.form.text('done') });
    },
  };
};

function refusal(visit: StaffVisit, { refused }: RefusedEntry): Answer {
  if (refused === 'gone') return plain(visit, 404, 'problem.not_found', HOME);
  if (refused === 'no_room') return plain(visit, 422, 'feedback.no_room', HOME);
  if (refused === 'try_again') return plain(visit, 409, 'refusal.try_again', HOME);
  return denied(visit, refused, HOME);
}
