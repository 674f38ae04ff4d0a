/** For the administrator: who works here, and what they may. No request is seen from here. */

import type { Refused, StaffChange } from '../../../casework/accounts.js';
import type { Invite } from '../../../casework/invite.js';
import { ROLES } from '../../../casework/staff.js';
import type { DeskParts } from '../parts.js';
import { LinkView, type StaffFields, StaffListView, StaffView } from '../views/staff.js';
import { type Answer, type Problems, page, type StaffVisit, to } from '../visit.js';
import { plain } from './refused.js';

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export const staffHandlers = (parts: DeskParts) => {
  const { accounts, organization } = parts;

  async function list(visit: StaffVisit, problems?: Problems): Promise<Answer> {
    const people = await accounts.all();
    const typed = problems === undefined ? undefined : readFields(visit);
    return page(
      visit.words.say('staff.title'),
      <StaffListView
        visit={visit}
        people={people}
        organization={organization}
        {...(problems === undefined ? {} : { problems })}
        {...(typed === undefined ? {} : { typed })}
      />,
      { status: problems === undefined ? 200 : 422, here: '/desk/staff' },
    );
  }

  async function one(visit: StaffVisit, problems?: Problems): Promise<Answer> {
    const person = await accounts.staff(visit.params.id ?? '');
    if (person === undefined) return plain(visit, 404, 'staff.gone', '/desk/staff');
    const typed = problems === undefined ? undefined : readFields(visit);
    return page(
      person.name,
      <StaffView
        visit={visit}
        person={person}
        organization={organization}
        {...(problems === undefined ? {} : { problems })}
        {...(typed === undefined ? {} : { typed })}
      />,
      // A colleague's name does not belong into the browser's history.
      {
        status: problems === undefined ? 200 : 422,
        here: `/desk/staff/${person.id}`,
        tab: visit.words.say('staff.edit'),
      },
    );
  }

  function linked(visit: StaffVisit, name: string, invite: Invite): Answer {
    return page(
      visit.words.say('staff.invite'),
      <LinkView visit={visit} name={name} link={parts.link(invite)} />,
      { here: '/desk/staff' },
    );
  }

  const changing = (read: (visit: StaffVisit) => StaffChange | Problems) => async (visit: StaffVisit) => {
    const change = read(visit);
    if (isProblems(change)) return one(visit, change.problems);
    const done = await accounts.change(visit.staff.id, visit.params.id ?? '', change);
    return done.ok ? to(`/desk/staff/${visit.params.id}`, 'saved') : one(visit, told(visit, done));
  };

  return {
    list: (visit: StaffVisit) => list(visit),
    show: (visit: StaffVisit) => one(visit),

    async add(visit: StaffVisit): Promise<Answer> {
      const read = changeOf(visit);
      const login = visit.form.text('login');
      const problems = isProblems(read) ? read.problems : {};
      if (login === '') problems.login = visit.words.say('enrol.login_wrong');
      if (isProblems(read) || Object.keys(problems).length > 0) return list(visit, problems);
      const done = await accounts.add(visit.staff.id, { ...read, login });
      return done.ok ? linked(visit, done.staff.name, done.invite) : list(visit, told(visit, done));
    },

    save: changing(changeOf),
    disable: changing(() => ({ disabled: true })),
    enable: changing(() => ({ disabled: false })),

    async invite(visit: StaffVisit): Promise<Answer> {
      const id = visit.params.id ?? '';
      const done = await accounts.invite(visit.staff.id, id);
      if (!done.ok) return one(visit, told(visit, done));
      return linked(visit, (await accounts.staff(id))?.name ?? '–', done.invite);
    },
  };
};

type Wrong = { problems: Problems };
const isProblems = <T,>(read: T | Wrong): read is Wrong =>
  typeof read === 'object' && read !== null && 'problems' in read;

/** What was typed, as it goes back into the page. */
function readFields({ form }: StaffVisit): StaffFields {
  return {
    name: form.raw('name'),
    login: form.raw('login'),
    role: form.text('role'),
    teams: form.all('teams'),
    regions: form.all('regions'),
    languages: form.raw('languages'),
    conduct: form.raw('conduct'),
    trained: form.raw('trained'),
    second: form.text('second') === 'yes',
  };
}

function changeOf(visit: StaffVisit) {
  const { form, words } = visit;
  const role = form.one('role', ROLES);
  const name = form.text('name');
  const languages = form
    .text('languages')
    .split(/[\s,]+/)
    .filter(Boolean);
  const [conduct, trained] = [form.text('conduct'), form.text('trained')];
  const problems: Problems = {};
  if (name === '' || name.length > 80) problems.name = words.say('enrol.name_wrong');
  if (role === undefined) problems.role = words.say('problem.choose');
  if (languages.length === 0) problems.languages = words.say('staff.several');
  if (conduct !== '' && !DATE.test(conduct)) problems.conduct = words.say('problem.not_date');
  if (trained !== '' && !DATE.test(trained)) problems.trained = words.say('problem.not_date');
  if (role === undefined || Object.keys(problems).length > 0) return { problems };
  return {
    name,
    role,
    languages,
    teams: form.all('teams'),
    regions: form.all('regions'),
    conductSignedOn: conduct === '' ? null : conduct,
    trainedUntil: trained === '' ? null : trained,
    secondRecipient: form.text('second') === 'yes',
  };
}

function told({ words }: StaffVisit, { why }: Refused): Problems {
  switch (why) {
    case 'login_taken':
      return { login: words.say('staff.login_taken') };
    case 'needs_team':
      return { teams: words.say('staff.needs_team') };
    case 'needs_region':
      return { regions: words.say('staff.needs_region') };
    case 'try_again':
      return { '': words.say('refusal.try_again') };
    case 'gone':
    case 'invalid':
    case 'last_administrator':
      return { '': words.say(`staff.${why}`) };
  }
}
