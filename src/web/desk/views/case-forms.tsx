/** What this person can do with this request, each a form of its own that works without script. */
import { CLOSINGS, OUTCOMES } from '../../../callbacks/request.js';
import type { Staff } from '../../../casework/staff.js';
import { NO_FORM } from '../form.js';
import type { CaseState } from './case.js';
import { Area, Choices, Form, options } from './fields.js';
import { HandOver } from './hand-over-forms.js';

/** The parts of each form: where it goes, and what was wrong with it or typed into it. */
export function formParts({ visit, id, wrong }: CaseState, form: string) {
  const own = wrong?.form === form ? wrong : undefined;
  return {
    action: `/desk/requests/${id}/${form}`,
    typed: own?.typed ?? NO_FORM,
    isOpen: own !== undefined,
    asked: { words: visit.words, problems: own?.problems, form },
  };
}

export function CaseForms(state: CaseState) {
  const { visit, id, opened } = state;
  const { words, csrf, staff } = visit;
  const { request, offered } = opened;
  if (request.status === 'closed' || request.status === 'taken_back') return null;
  const mine = request.claimedBy === staff.id;
  const above = visit.may('case:reassign');
  if (offered) return <Offered {...state} />;
  return (
    <section class="do">
      {request.claimedBy === null && visit.may('case:claim') && (
        <Form action={`/desk/requests/${id}/claim`} csrf={csrf} class="line">
          <button type="submit">{words.say('do.claim')}</button>
        </Form>
      )}
      {mine && <Attempt {...state} />}
      {(mine || above) && <Note {...state} />}
      {(mine || above) && <Close {...state} />}
      <HandOver {...state} mine={mine} above={above} />
      {request.claimedBy !== null && (mine || above) && (
        <Form action={`/desk/requests/${id}/release`} csrf={csrf} class="line">
          <button type="submit" class="second">
            {words.say('do.release')}
          </button>
        </Form>
      )}
    </section>
  );
}

function Attempt(state: CaseState) {
  const { words, csrf } = state.visit;
  const { action, typed, asked } = formParts(state, 'attempt');
  return (
    <Form action={action} csrf={csrf}>
      <h2>{words.say('do.attempt')}</h2>
      <Choices
        {...asked}
        name="outcome"
        label={words.say('outcome.label')}
        type="radio"
        values={typed.all('outcome')}
        options={options(words, OUTCOMES, (outcome) => `outcome.${outcome}`)}
      />
      <Area {...asked} name="note" label={words.say('do.note_optional')} value={typed.raw('note')} />
      <button type="submit">{words.say('do.attempt_save')}</button>
    </Form>
  );
}

function Note(state: CaseState) {
  const { words, csrf } = state.visit;
  const { action, typed, asked, isOpen } = formParts(state, 'note');
  return (
    <details open={isOpen}>
      <summary>{words.say('do.note_add')}</summary>
      <Form action={action} csrf={csrf}>
        <Area {...asked} name="text" label={words.say('do.note')} value={typed.raw('text')} />
        <button type="submit">{words.say('do.note_save')}</button>
      </Form>
    </details>
  );
}

function Close(state: CaseState) {
  const { words, csrf } = state.visit;
  const { action, typed, asked, isOpen } = formParts(state, 'close');
  return (
    <details open={isOpen}>
      <summary>{words.say('do.close')}</summary>
      <Form action={action} csrf={csrf}>
        <Choices
          {...asked}
          name="as"
          label={words.say('closing.label')}
          type="radio"
          values={typed.all('as')}
          options={options(words, CLOSINGS, (closing) => `closing.${closing}`)}
        />
        <Area
          {...asked}
          name="reason"
          label={words.say('do.reason')}
          hint={words.say('do.reason_hint')}
          value={typed.raw('reason')}
        />
        <button type="submit">{words.say('do.close')}</button>
      </Form>
    </details>
  );
}

/** Asked to take it over: yes, or no with a reason. */
function Offered(state: CaseState) {
  const { words, csrf } = state.visit;
  const { action, typed, asked } = formParts(state, 'refuse');
  return (
    <section class="do">
      <Form action={`/desk/requests/${state.id}/accept`} csrf={csrf} class="line">
        <button type="submit">{words.say('do.accept')}</button>
      </Form>
      <Form action={action} csrf={csrf}>
        <Area {...asked} name="reason" label={words.say('do.refuse_reason')} value={typed.raw('reason')} />
        <button type="submit" class="second">
          {words.say('do.refuse')}
        </button>
      </Form>
    </section>
  );
}

/** Whoever could have this request, as far as a list can tell; the rules are asked again when it is given. */
export function able(
  colleagues: readonly Staff[],
  { team, region }: { team: string; region: string },
): Staff[] {
  return colleagues.filter(
    ({ disabled, role, teams, regions }) =>
      !disabled &&
      regions.includes(region) &&
      (role === 'safeguarding_lead' ||
        ((role === 'caseworker' || role === 'supervisor') && teams.includes(team))),
  );
}
