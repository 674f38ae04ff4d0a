/** What stands on the board: proposed, changed, agreed to by two, published, taken off. */
import type { BoardDone, BoardRefusal, Proposal } from '../../../casework/feedback/board-work.js';
import { isBoardLate } from '../../../feedback/deadlines.js';
import { STANDS } from '../../../feedback/themes.js';
import type { DeskRooms } from '../parts.js';
import type { DeskText } from '../texts.js';
import { BoardList, BoardOne, type TypedPromise } from '../views/board.js';
import { type Answer, type Problems, page, type StaffVisit, to } from '../visit.js';
import { denied, plain } from './refused.js';

const HOME = '/desk/board';
const MOST = 600;

export const boardHandlers = (parts: DeskRooms) => {
  const { feedback, organization, people } = parts;
  const { board, labels } = feedback;
  const namesOf = async () => new Map((await people()).map(({ id, name }) => [id, name]));
  const common = (visit: StaffVisit) => ({
    visit,
    themes: organization.themes,
    languages: labels.languages,
    today: organization.today(visit.now),
  });

  async function list(
    visit: StaffVisit,
    more: { problems?: Problems; typed?: TypedPromise } = {},
    status = 200,
  ): Promise<Answer> {
    const promises = await board.all(visit.staff);
    if (typeof promises === 'string') return denied(visit, promises);
    const weeks = promises.flatMap(({ promise: { published } }) => published ?? []);
    const late = isBoardLate(weeks, visit.now);
    const state = { ...common(visit), promises, late, names: await namesOf(), ...more };
    return page(visit.words.say('board.title'), <BoardList {...state} />, { status, here: HOME });
  }

  async function show(
    visit: StaffVisit,
    more: { problems?: Problems; typed?: TypedPromise } = {},
    status = 200,
  ): Promise<Answer> {
    const id = visit.params.id ?? '';
    const opened = await board.open(visit.staff, id);
    if (!opened.ok) return refusal(visit, opened.refused);
    const { held, quotable } = opened;
    const state = { ...common(visit), held, quotable, names: await namesOf(), ...more };
    const here = `${HOME}/${id}`;
    return page(visit.words.say('board.open'), <BoardOne {...state} />, { status, here });
  }

  const said = (visit: StaffVisit, done: BoardDone, text?: string): Promise<Answer> | Answer => {
    if (done.ok) return to(text === 'removed' ? HOME : `${HOME}/${done.id}`, text ?? 'saved');
    const why = WHY[done.refused];
    return why === undefined
      ? refusal(visit, done.refused)
      : show(visit, { problems: { '': visit.words.say(why) } }, 422);
  };

  return {
    list: (visit: StaffVisit) => list(visit),
    show: (visit: StaffVisit) => show(visit),
    async propose(visit: StaffVisit): Promise<Answer> {
      const typed = typedIn(visit, labels.languages);
      const problems = problemsOf(visit, typed, labels.languages);
      if (Object.keys(problems).length > 0) return list(visit, { problems, typed }, 422);
      const done = await board.propose(visit.staff, proposalOf(typed));
      if (!done.ok && done.refused === 'invalid')
        return list(visit, { problems: { '': visit.words.say('board.invalid') }, typed }, 422);
      return done.ok ? to(`${HOME}/${done.id}`, 'saved') : refusal(visit, done.refused);
    },
    async change(visit: StaffVisit): Promise<Answer> {
      const typed = typedIn(visit, labels.languages);
      const problems = problemsOf(visit, typed, labels.languages);
      if (Object.keys(problems).length > 0) return show(visit, { problems, typed }, 422);
      return said(visit, await board.change(visit.staff, idOf(visit), proposalOf(typed)));
    },
    approve: async (visit: StaffVisit): Promise<Answer> =>
      said(visit, await board.approve(visit.staff, idOf(visit), versionOf(visit)), 'approved'),
    publish: async (visit: StaffVisit): Promise<Answer> =>
      said(visit, await board.publish(visit.staff, idOf(visit), versionOf(visit)), 'published'),
    remove: async (visit: StaffVisit): Promise<Answer> =>
      said(visit, await board.remove(visit.staff, idOf(visit)), 'removed'),
  };
};

const idOf = ({ params }: StaffVisit): string => params.id ?? '';
/** As it was read; what is no number matches nothing. */
const versionOf = ({ form }: StaffVisit): number => Number(form.text('version'));

const WHY: Partial<Record<BoardRefusal, DeskText>> = {
  invalid: 'board.invalid',
  twice: 'board.twice',
  published: 'board.published',
  approvers: 'board.approvers',
  quote_not_allowed: 'board.quote_not_allowed',
  no_answer: 'board.no_answer',
  try_again: 'refusal.try_again',
};

function refusal(visit: StaffVisit, why: BoardRefusal): Answer {
  switch (why) {
    case 'disabled':
    case 'role':
    case 'conduct':
    case 'training':
    case 'region':
    case 'team':
      return denied(visit, why, HOME);
    case 'gone':
      return plain(visit, 404, 'problem.not_found', HOME);
    default:
      return plain(visit, 422, WHY[why] ?? 'board.invalid', HOME);
  }
}

function typedIn({ form }: StaffVisit, languages: readonly string[]): TypedPromise {
  const each = (name: string) =>
    Object.fromEntries(
      languages
        .map((language): [string, string] => [language, form.text(`${name}-${language}`)])
        .filter(([, text]) => text !== ''),
    );
  const quotes = form
    .entries()
    .filter(([name, text]) => name.startsWith('quote-') && text.trim() !== '')
    .map(([name, text]): [string, string] => [name.slice('quote-'.length), text.trim()]);
  return {
    theme: form.text('theme'),
    stands: form.text('stands'),
    owner: form.text('owner'),
    date: form.text('date'),
    youSaid: each('said'),
    we: each('we'),
    quotes: Object.fromEntries(quotes),
  };
}

function problemsOf(
  { words }: StaffVisit,
  { theme, stands, owner, date, youSaid, we }: TypedPromise,
  languages: readonly string[],
): Problems {
  const first = languages[0] ?? 'en';
  const problems: Problems = {};
  if (theme === '') problems.theme = words.say('problem.choose');
  if (!STANDS.some((one) => one === stands)) problems.stands = words.say('problem.choose');
  if (owner === '') problems.owner = words.say('problem.write');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) problems.date = words.say('problem.not_date');
  for (const [name, texts] of [
    ['said', youSaid],
    ['we', we],
  ] as const) {
    if (Object.keys(texts).length === 0) problems[`${name}-${first}`] = words.say('problem.write');
    for (const [language, text] of Object.entries(texts))
      if (text.length > MOST)
        problems[`${name}-${language}`] = words.say('problem.too_long', { count: words.number(MOST) });
  }
  return problems;
}

const proposalOf = ({ theme, stands, owner, date, youSaid, we, quotes }: TypedPromise): Proposal => ({
  theme,
  stands: STANDS.find((one) => one === stands) ?? 'doing',
  owner,
  date,
  youSaid,
  we,
  quotes: Object.entries(quotes).map(([entry, words]) => ({ entry, words })),
});
