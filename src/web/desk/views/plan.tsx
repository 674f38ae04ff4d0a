/** The plan on top of a request: whether a call is safe now, and what to say and not to say. */
import { windowsOf } from '../../../callbacks/contact.js';
import type { OpenedCase } from '../../../casework/cases.js';
import type { Words } from '../words.js';

export interface PlanProps {
  words: Words;
  opened: OpenedCase;
  now: number;
}

export function Plan({ words, opened, now }: PlanProps) {
  const { request, calls } = opened;
  const { plan, zone } = request;
  const windows = windowsOf(request);
  return (
    <section class="card" aria-labelledby="plan">
      <h2 id="plan">{words.say('case.plan')}</h2>
      <Lock words={words} opened={opened} now={now} />
      {calls === 'we' && (
        <dl>
          <dt>{words.say('case.number')}</dt>
          <dd>
            <NumberNow words={words} opened={opened} now={now} />
          </dd>
          <dt>{words.say('case.ask_for')}</dt>
          <dd>
            <bdi>{request.name}</bdi>
          </dd>
          <dt>{words.say('case.code_word')}</dt>
          <dd>
            {plan.codeWord === null ? (
              words.say('case.no_code_word')
            ) : (
              <>
                <strong>
                  <bdi>{plan.codeWord}</bdi>
                </strong>
                <br />
                {words.say('case.code_word_how')}
              </>
            )}
          </dd>
          <dt>{words.say('case.someone_else')}</dt>
          <dd>
            <strong>{words.say(`else.${plan.someoneElse}`)}</strong>
            <br />
            {words.say('case.never')}
          </dd>
          <dt>{words.say('case.voicemail')}</dt>
          <dd>{words.say(plan.voicemail ? 'case.voicemail_yes' : 'case.voicemail_no')}</dd>
          <dt>{words.say('case.sms')}</dt>
          <dd>{words.say(plan.sms ? 'case.sms_yes' : 'case.sms_no')}</dd>
          <dt>{words.say('case.show')}</dt>
          <dd>{words.say(plan.showNumber ? 'case.show_yes' : 'case.show_no')}</dd>
          <dt>{words.say('case.windows')}</dt>
          <dd>
            {windows.length === 0 ? (
              words.say('case.no_windows')
            ) : (
              <>
                <ul>
                  {windows.map(({ from, until }) => (
                    <li>{words.stretch(from, until, zone)}</li>
                  ))}
                </ul>
                {words.say('page.times_in', { zone })}
              </>
            )}
          </dd>
        </dl>
      )}
      {calls === 'they' && plan.codeWord !== null && (
        <p>
          {words.say('case.code_word')}: <bdi>{plan.codeWord}</bdi>. {words.say('case.code_word_how')}
        </p>
      )}
    </section>
  );
}

/** The number goes from the page at the moment at which the window ends. */
function NumberNow({ words, opened: { phone, contact }, now }: PlanProps) {
  if (phone === null || !contact.allowed) return <>{words.say('case.no_number')}</>;
  return (
    <span
      id="number"
      data-seconds={Math.max(0, Math.floor((contact.until - now) / 1000))}
      data-after={words.say('case.no_number')}
    >
      <a class="phone" href={`tel:${phone}`} aria-label={`${words.say('case.call_name')}: ${phone}`}>
        <bdi dir="ltr">{phone}</bdi>
      </a>
    </span>
  );
}

function Lock({ words, opened, now }: PlanProps) {
  const { contact, request } = opened;
  if (contact.allowed)
    return (
      <p class="lock safe" id="lock" data-after={words.say('safe.window_ended')}>
        {words.say('safe.now', { time: words.soon(contact.until, now, request.zone) })}
      </p>
    );
  return <p class="lock stop">{lockWords(words, opened, now)}</p>;
}

function lockWords(words: Words, { contact, request }: OpenedCase, now: number): string {
  if (contact.allowed) return '';
  if (contact.why === 'they_call') return words.say('safe.they_call');
  if (contact.why === 'over') return words.say('safe.over');
  return contact.next === undefined
    ? words.say('safe.passed')
    : words.say('safe.until', { time: words.soon(contact.next, now, request.zone) });
}
