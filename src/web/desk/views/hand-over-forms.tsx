/** To a colleague, to a team, or across a border with the family's word; and what a supervisor gives to somebody. */
import { isOpen as isHandoverOpen, USUAL_FIELDS } from '../../../callbacks/handover.js';
import { HANDOVER_FIELDS } from '../../../callbacks/request.js';
import type { CaseState } from './case.js';
import { able, formParts } from './case-forms.js';
import { Choices, Form, options, Select } from './fields.js';

export function HandOver(state: CaseState & { mine: boolean; above: boolean }) {
  const { visit, opened, id, mine, above } = state;
  const { words, csrf } = visit;
  const waits = isHandoverOpen(opened.request);
  const forms = ['hand-to', 'hand-over', 'reassign'];
  if (!mine && !above) return null;
  return (
    <details open={state.wrong !== undefined && forms.includes(state.wrong.form)}>
      <summary>{words.say('do.hand')}</summary>
      {mine && <ToColleague {...state} />}
      {above && <Reassign {...state} />}
      {visit.may('case:hand_over') && opened.request.recipient === 'team' && !waits && <ToTeam {...state} />}
      {waits && visit.may('case:hand_over') && (
        <Form action={`/desk/requests/${id}/withdraw`} csrf={csrf} class="line">
          <button type="submit" class="second">
            {words.say('do.withdraw')}
          </button>
        </Form>
      )}
    </details>
  );
}

const people = ({ visit, colleagues, opened }: CaseState, withSelf: boolean) =>
  able(colleagues, opened.request)
    .filter(({ id }) => withSelf || id !== visit.staff.id)
    .map(({ id, name }) => ({ value: id, label: name }));

function ToColleague(state: CaseState) {
  const { words, csrf } = state.visit;
  const { action, typed, asked } = formParts(state, 'hand-to');
  return (
    <Form action={action} csrf={csrf} class="line">
      <Select
        {...asked}
        name="to"
        label={words.say('do.colleague')}
        first={words.say('do.choose')}
        value={typed.text('to')}
        options={people(state, false)}
      />
      <button type="submit">{words.say('do.hand_button')}</button>
    </Form>
  );
}

function Reassign(state: CaseState) {
  const { words, csrf } = state.visit;
  const { action, typed, asked } = formParts(state, 'reassign');
  return (
    <Form action={action} csrf={csrf} class="line">
      <Select
        {...asked}
        name="to"
        label={words.say('do.reassign')}
        first={words.say('do.choose')}
        value={typed.text('to')}
        options={people(state, true)}
      />
      <button type="submit">{words.say('do.reassign_button')}</button>
    </Form>
  );
}

function ToTeam(state: CaseState) {
  const { words, csrf } = state.visit;
  const { action, typed, asked, isOpen } = formParts(state, 'hand-over');
  const teams = state.organization.teams
    .filter(({ code }) => code !== state.opened.request.team)
    .map(({ code, name, region }) => ({ value: code, label: `${name}, ${words.country(region)}` }));
  return (
    <Form action={action} csrf={csrf}>
      <Select
        {...asked}
        name="team"
        label={words.say('do.team')}
        first={words.say('do.choose')}
        value={typed.text('team')}
        options={teams}
      />
      <Choices
        {...asked}
        name="fields"
        label={words.say('do.fields')}
        hint={words.say('do.fields_hint')}
        type="checkbox"
        values={isOpen ? typed.all('fields') : USUAL_FIELDS}
        options={options(words, HANDOVER_FIELDS, (field) => `field.${field}`)}
      />
      <button type="submit">{words.say('do.hand_button')}</button>
    </Form>
  );
}
