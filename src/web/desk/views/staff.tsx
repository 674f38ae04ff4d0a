/** Who works here, as the administrator sees it. */
import type { Organization } from '../../../casework/organization.js';
import { ROLES, type Staff } from '../../../casework/staff.js';
import type { DeskText } from '../texts.js';
import type { Problems, StaffVisit } from '../visit.js';
import { Choices, Form, Input, options, Select, Summary } from './fields.js';

/** Of a form, as it was typed. */
export interface StaffFields {
  name: string;
  login: string;
  role: string;
  teams: readonly string[];
  regions: readonly string[];
  languages: string;
  conduct: string;
  trained: string;
  second: boolean;
}

const NOBODY: StaffFields = {
  name: '',
  login: '',
  role: 'caseworker',
  teams: [],
  regions: [],
  languages: '',
  conduct: '',
  trained: '',
  second: false,
};

const COLUMNS = [
  'staff.name',
  'staff.login',
  'staff.role',
  'staff.teams',
  'staff.regions',
  'staff.conduct',
  'staff.trained',
  'staff.state',
] as const satisfies readonly DeskText[];

interface ListProps {
  visit: StaffVisit;
  people: readonly Staff[];
  organization: Organization;
  problems?: Problems;
  typed?: StaffFields;
}

export function StaffListView({ visit, people, organization, problems = {}, typed }: ListProps) {
  const { words, csrf } = visit;
  return (
    <>
      <Summary words={words} problems={problems} form="staff" />
      <table class="rows">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th scope="col">{words.say(column)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Person visit={visit} person={person} />
          ))}
        </tbody>
      </table>
      <details open={typed !== undefined}>
        <summary>{words.say('staff.add')}</summary>
        <Form action="/desk/staff" csrf={csrf}>
          <Fields
            visit={visit}
            organization={organization}
            fields={typed ?? NOBODY}
            problems={problems}
            isNew
          />
          <button type="submit">{words.say('staff.add_button')}</button>
        </Form>
      </details>
    </>
  );
}

function Person({ visit: { words }, person }: { visit: StaffVisit; person: Staff }) {
  const [name, login, role, teams, regions, conduct, trained, state] = COLUMNS.map((text) => words.say(text));
  return (
    <tr>
      <th scope="row" data-label={name}>
        <a href={`/desk/staff/${person.id}`} aria-label={words.say('staff.edit_name', { name: person.name })}>
          {person.name}
        </a>
      </th>
      <td data-label={login}>
        <bdi>{person.login}</bdi>
      </td>
      <td data-label={role}>{words.say(`role.${person.role}`)}</td>
      <td data-label={teams}>{person.teams.join(', ')}</td>
      <td data-label={regions}>{person.regions.join(', ')}</td>
      <td data-label={conduct}>
        {person.conductSignedOn === null ? words.say('staff.not_signed') : words.day(person.conductSignedOn)}
      </td>
      <td data-label={trained}>
        {person.trainedUntil === null ? words.say('staff.not_trained') : words.day(person.trainedUntil)}
      </td>
      <td data-label={state}>{words.say(person.disabled ? 'staff.disabled' : 'staff.active')}</td>
    </tr>
  );
}

interface OneProps {
  visit: StaffVisit;
  person: Staff;
  organization: Organization;
  problems?: Problems;
  typed?: StaffFields;
}

export function StaffView({ visit, person, organization, problems = {}, typed }: OneProps) {
  const { words, csrf } = visit;
  const own = `/desk/staff/${person.id}`;
  const fields: StaffFields = typed ?? {
    ...person,
    languages: person.languages.join(' '),
    conduct: person.conductSignedOn ?? '',
    trained: person.trainedUntil ?? '',
    second: person.secondRecipient,
  };
  return (
    <>
      <Summary words={words} problems={problems} form="staff" />
      <Form action={own} csrf={csrf}>
        <Fields visit={visit} organization={organization} fields={fields} problems={problems} isNew={false} />
        <button type="submit">{words.say('staff.save')}</button>
      </Form>
      <Form action={`${own}/invite`} csrf={csrf} class="line">
        <button type="submit" class="second">
          {words.say('staff.invite')}
        </button>
      </Form>
      <Form action={`${own}/${person.disabled ? 'enable' : 'disable'}`} csrf={csrf} class="line">
        <button type="submit" class="second">
          {words.say(person.disabled ? 'staff.enable' : 'staff.disable')}
        </button>
      </Form>
      <p>
        <a href="/desk/staff">{words.say('staff.title')}</a>
      </p>
    </>
  );
}

interface FieldsProps {
  visit: StaffVisit;
  organization: Organization;
  fields: StaffFields;
  problems: Problems;
  isNew: boolean;
}

function Fields({ visit: { words }, organization, fields, problems, isNew }: FieldsProps) {
  const asked = { words, problems, form: 'staff' };
  const regions = [...new Set([...organization.regions, ...organization.teams.map(({ region }) => region)])];
  return (
    <>
      <Input {...asked} name="name" label={words.say('staff.name')} value={fields.name} />
      {isNew && <Input {...asked} name="login" label={words.say('staff.login')} value={fields.login} />}
      <Select
        {...asked}
        name="role"
        label={words.say('staff.role')}
        value={fields.role}
        options={options(words, ROLES, (role) => `role.${role}`)}
      />
      <Choices
        {...asked}
        name="teams"
        label={words.say('staff.teams')}
        type="checkbox"
        values={fields.teams}
        options={organization.teams.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <Choices
        {...asked}
        name="regions"
        label={words.say('staff.regions')}
        type="checkbox"
        values={fields.regions}
        options={regions.map((region) => ({ value: region, label: words.country(region) }))}
      />
      <Input
        {...asked}
        name="languages"
        label={words.say('staff.languages')}
        hint={words.say('staff.several')}
        value={fields.languages}
      />
      <Input
        {...asked}
        name="conduct"
        label={words.say('staff.conduct')}
        hint={words.say('staff.date_hint')}
        value={fields.conduct}
      />
      <Input
        {...asked}
        name="trained"
        label={words.say('staff.trained')}
        hint={words.say('staff.date_hint')}
        value={fields.trained}
      />
      <div class="choice">
        <label>
          <input type="checkbox" name="second" value="yes" checked={fields.second} />
          {words.say('staff.second')}
        </label>
      </div>
    </>
  );
}

export function LinkView({
  visit: { words },
  name,
  link,
}: {
  visit: StaffVisit;
  name: string;
  link: string;
}) {
  return (
    <>
      <p>{words.say('staff.link', { name })}</p>
      <p class="secret card" dir="ltr">
        {link}
      </p>
      <p>
        <a href="/desk/staff">{words.say('staff.title')}</a>
      </p>
    </>
  );
}
