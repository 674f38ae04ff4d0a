/** One request: how to call safely on top, then what can be done, what it is about, and what was done. */
import type { OpenedCase } from '../../../casework/cases.js';
import type { Organization } from '../../../casework/organization.js';
import type { Staff } from '../../../casework/staff.js';
import type { Form as Typed } from '../form.js';
import type { Problems, StaffVisit } from '../visit.js';
import { CaseForms } from './case-forms.js';
import { Summary } from './fields.js';
import { Plan } from './plan.js';

export interface CaseState {
  visit: StaffVisit;
  id: string;
  opened: OpenedCase;
  colleagues: readonly Staff[];
  organization: Organization;
  /** What was wrong with the form that was sent, and what was typed into it. */
  wrong?: { form: string; problems: Problems; typed: Typed };
}

export function CaseView(state: CaseState) {
  const { visit, opened, wrong } = state;
  const { words } = visit;
  const { request } = opened;
  return (
    <>
      {wrong && <Summary words={words} problems={wrong.problems} form={wrong.form} />}
      {opened.offered && <p class="said">{words.say('case.offered')}</p>}
      {request.recipient !== 'team' && <p class="said">{words.say('case.concern')}</p>}
      <Plan words={words} opened={opened} now={visit.now} />
      {opened.alarms.length > 0 && (
        <p>
          {opened.alarms.map((alarm) => (
            <>
              <span class="mark alarm">{words.say(`alarm.${alarm}`)}</span>{' '}
            </>
          ))}
        </p>
      )}
      <CaseForms {...state} />
      <About {...state} />
      <Handover {...state} />
      <History {...state} />
      <p class="unprinted">
        <a href="/desk/queue/mine">{words.say('page.back_to_queue')}</a>
      </p>
    </>
  );
}

const nameOf = (colleagues: readonly Staff[], id: string): string =>
  colleagues.find((each) => each.id === id)?.name ?? '–';

function About({ visit: { words }, opened, colleagues, organization }: CaseState) {
  const { request, due } = opened;
  const { zone } = organization.working(request.region);
  return (
    <section aria-labelledby="about">
      <h2 id="about">{words.say('case.request')}</h2>
      <dl>
        {opened.calls === 'they' && (
          <>
            <dt>{words.say('case.ask_for')}</dt>
            <dd>
              <bdi>{request.name}</bdi>
            </dd>
          </>
        )}
        <dt>{words.say('case.need')}</dt>
        <dd>{request.need === null ? '–' : words.need(request.need)}</dd>
        <dt>{words.say('case.words')}</dt>
        <dd class="words" dir="auto" lang={request.language}>
          {request.words ?? '–'}
        </dd>
        {request.answers.length > 0 && (
          <>
            <dt>{words.say('case.answers')}</dt>
            <dd dir="auto" lang={request.language}>
              <ul>
                {request.answers.map(({ question, answer }) => (
                  <li>
                    {question}: <strong>{answer}</strong>
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        <dt>{words.say('case.spoken')}</dt>
        <dd>
          {words.language(request.language)}.{' '}
          {words.say(request.interpreter ? 'case.interpreter_yes' : 'case.interpreter_no')}
        </dd>
        <dt>{words.say('case.urgency')}</dt>
        <dd>{words.say(`urgency.${request.urgency}`)}</dd>
        <dt>{words.say('case.state')}</dt>
        <dd>
          {words.say(`status.${request.status}`)}
          {request.closed && (
            <>
              : {words.say(`closing.${request.closed.as}`)} <bdi class="words">{request.closed.reason}</bdi>
            </>
          )}
        </dd>
        <dt>{words.say('case.with')}</dt>
        <dd>
          {request.claimedBy === null ? words.say('queue.nobody') : nameOf(colleagues, request.claimedBy)}
        </dd>
        <dt>{words.say('case.created')}</dt>
        <dd>{words.moment(request.createdAt, zone)}</dd>
        {request.closed === null && (
          <>
            <dt>{words.say('case.due')}</dt>
            <dd>{words.moment(due.by, zone)}</dd>
          </>
        )}
        <dt>{words.say('case.erased')}</dt>
        <dd>{words.moment(request.expiresAt, zone)}</dd>
      </dl>
      <p class="hint">{words.say('page.times_in', { zone })}</p>
    </section>
  );
}

function Handover({ visit: { words }, opened: { request }, organization }: CaseState) {
  const { handover } = request;
  if (handover === null) return null;
  const { team, region, family, team_says: says, reason } = handover;
  const stands =
    family === 'refused'
      ? words.say('handover.family_refused')
      : {
          not_asked: words.say('handover.asked'),
          asked: words.say('handover.team_asked'),
          accepted: words.say('handover.accepted'),
          refused: words.say('handover.refused', { reason: reason ?? '–' }),
          withdrawn: words.say('handover.withdrawn'),
        }[says];
  return (
    <section aria-labelledby="handed">
      <h2 id="handed">{words.say('handover.title')}</h2>
      <p>
        {words.say('handover.to', {
          team: organization.team(team)?.name ?? team,
          region: words.country(region),
        })}{' '}
        {stands}
      </p>
    </section>
  );
}

function History({ visit: { words }, opened: { request }, colleagues, organization }: CaseState) {
  const { zone } = organization.working(request.region);
  const done = [
    ...request.attempts.map(({ at, by, outcome, note }) => ({
      at,
      by,
      what: words.say(`outcome.${outcome}`),
      text: note,
    })),
    ...request.notes.map(({ at, by, text }) => ({ at, by, what: words.say('do.note'), text })),
  ].sort((one, other) => one.at - other.at);
  return (
    <section aria-labelledby="history">
      <h2 id="history">{words.say('case.history')}</h2>
      {done.length === 0 ? (
        <p>{words.say('case.no_history')}</p>
      ) : (
        <ol>
          {done.map(({ at, by, what, text }) => (
            <li>
              {words.moment(at, zone)} · {nameOf(colleagues, by)} · <strong>{what}</strong>
              {text !== null && (
                <div class="words" dir="auto">
                  {text}
                </div>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
