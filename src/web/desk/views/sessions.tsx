/** One's own sessions, each of which can be ended, and the code of conduct to sign. */
import type { ListedSession } from '../../../casework/sessions.js';
import type { DeskText } from '../texts.js';
import type { Problems, StaffVisit } from '../visit.js';
import { Choices, Form, Summary } from './fields.js';

export interface SessionsState {
  visit: StaffVisit;
  own: readonly ListedSession[];
  this: string;
  zone: string;
}

export function SessionsView({ visit: { words, csrf }, own, this: here, zone }: SessionsState) {
  return (
    <>
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
