/** One's own sessions, each of which can be ended, and the code of conduct to sign. */
import type { ListedSession } from '../../../casework/sessions.js';
import type { DeskText } from '../texts.js';
import type { Problems, StaffVisit } from '../visit.js';
import { Choices, Form, Input, NewPassword, Summary } from './fields.js';

export interface SessionsState {
  visit: StaffVisit;
  own: readonly ListedSession[];
  this: string;
  zone: string;
  /** Of the form for the own password. */
  problems: Problems;
}

export function SessionsView({ visit: { words, csrf }, own, this: here, zone, problems }: SessionsState) {
  return (
    <>
      <Summary words={words} problems={problems} />
      <p>{words.say('sessions.intro')}</p>
      <ul>
        {own.map(({ id, createdAt, seenAt, device }) => {
          const since = words.moment(createdAt, zone);
          return (
            <li>
              {words.say('sessions.since')}: {since} · {words.say('sessions.seen')}:{' '}
              {words.moment(seenAt, zone)}
              {device !== null && (
                <>
                  {' '}
                  · <bdi>{device}</bdi>
                </>
              )}
              {id === here ? (
                <>
                  {' '}
                  · <strong>{words.say('sessions.this')}</strong>
                </>
              ) : (
                <Form action="/desk/sessions/revoke" csrf={csrf} class="line">
                  <input type="hidden" name="session" value={id} />
                  <button type="submit" class="second" aria-label={words.say('sessions.end_name', { since })}>
                    {words.say('sessions.end')}
                  </button>
                </Form>
              )}
            </li>
          );
        })}
      </ul>
      <Form action="/desk/sessions/revoke-all" csrf={csrf} class="line">
        <button type="submit">{words.say('sessions.end_all')}</button>
      </Form>
      <p>{words.say('page.times_in', { zone })}</p>
      <h2>{words.say('sessions.account')}</h2>
      <Form action="/desk/sessions/password" csrf={csrf}>
        <Input
          words={words}
          name="present"
          label={words.say('sessions.present')}
          problems={problems}
          type="password"
          complete="current-password"
        />
        <NewPassword words={words} name="next" problems={problems} />
        <button type="submit">{words.say('sessions.change')}</button>{' '}
        <button type="submit" class="second" formaction="/desk/sessions/recovery-codes">
          {words.say('sessions.codes')}
        </button>
      </Form>
      <p>
        <a href="/desk/conduct">{words.say('conduct.title')}</a>
      </p>
    </>
  );
}

const RULES = [
  'conduct.one',
  'conduct.two',
  'conduct.three',
  'conduct.four',
  'conduct.five',
] as const satisfies readonly DeskText[];

export function ConductView({ visit, problems = {} }: { visit: StaffVisit; problems?: Problems }) {
  const { words, csrf, staff } = visit;
  return (
    <div class="narrow">
      <Summary words={words} problems={problems} />
      <ol>
        {RULES.map((rule) => (
          <li>{words.say(rule)}</li>
        ))}
      </ol>
      {staff.conductSignedOn === null ? (
        <Form action="/desk/conduct" csrf={csrf}>
          <Choices
            words={words}
            name="agree"
            label={words.say('conduct.title')}
            type="checkbox"
            values={[]}
            problems={problems}
            options={[{ value: 'yes', label: words.say('conduct.sign') }]}
          />
          <button type="submit">{words.say('enrol.go_on')}</button>
        </Form>
      ) : (
        <p>{words.say('conduct.signed', { date: words.day(staff.conductSignedOn) })}</p>
      )}
    </div>
  );
}
