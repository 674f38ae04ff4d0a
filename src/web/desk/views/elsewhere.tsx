/** Working from a chat or a calendar: how to link them; and what could not be told, with a button to try again. */
import type { Referred } from '../../../notify/refer.js';
import type { ShownDelivery } from '../../../notify/shown.js';
import type { Problems, StaffVisit } from '../visit.js';
import { Choices, Form, Input, Summary } from './fields.js';

export interface ElsewhereState {
  visit: StaffVisit;
  /** A text of notices, in the page's language. */
  told(name: string, values?: Record<string, string>): string;
  failed: readonly ShownDelivery[];
  /** Whether there is an address already. */
  has: boolean;
  /** Whether requests can be passed on, and what became of the one that was just named. */
  refers: boolean;
  referred?: Referred;
  reference?: string;
  /** Just made. */
  code?: string;
  address?: string;
}

export function ElsewhereView(state: ElsewhereState) {
  const { visit, told, failed, has, refers, code, address } = state;
  const { csrf } = visit;
  return (
    <>
      <h2>{told('elsewhere.chat')}</h2>
      <p>{told('elsewhere.chat_how')}</p>
      {code !== undefined && (
        <p role="status">
          <strong>{told('elsewhere.code_is', { code })}</strong>
        </p>
      )}
      <Form action="/desk/elsewhere/code" csrf={csrf}>
        <button type="submit">{told('elsewhere.code')}</button>
      </Form>
      <h2>{told('elsewhere.calendar')}</h2>
      <p>{told('elsewhere.calendar_how')}</p>
      {address !== undefined && (
        <p role="status">
          {told('elsewhere.calendar_is')}{' '}
          <bdi dir="ltr">
            <code>{address}</code>
          </bdi>
        </p>
      )}
      <Form action="/desk/elsewhere/calendar" csrf={csrf}>
        <button type="submit">{told('elsewhere.calendar_new')}</button>
      </Form>
      {has && (
        <Form action="/desk/elsewhere/calendar-end" csrf={csrf}>
          <button type="submit" class="second">
            {told('elsewhere.calendar_end')}
          </button>
        </Form>
      )}
      {refers && <PassOn {...state} />}
      <h2>{told('elsewhere.failed')}</h2>
      {failed.length === 0 ? (
        <p>{told('elsewhere.none')}</p>
      ) : (
        <Failed told={told} failed={failed} csrf={csrf} />
      )}
    </>
  );
}

function PassOn({ visit: { words, csrf }, told, referred, reference }: ElsewhereState) {
  const wrong =
    referred === undefined || referred === 'asked' ? undefined : told(`elsewhere.refer_${referred}`);
  const field = referred === 'no_consent' ? 'agreed' : 'reference';
  const problems: Problems = wrong === undefined ? {} : { [field]: wrong };
  return (
    <>
      <h2>{told('elsewhere.refer')}</h2>
      {referred === 'asked' && <p role="status">{told('elsewhere.refer_asked')}</p>}
      <Summary words={words} problems={problems} />
      <p>{told('elsewhere.refer_how')}</p>
      <Form action="/desk/elsewhere/refer" csrf={csrf}>
        <Input
          words={words}
          name="reference"
          label={told('elsewhere.refer_code')}
          value={wrong === undefined ? '' : reference}
          problems={problems}
        />
        <Choices
          words={words}
          name="agreed"
          label={told('elsewhere.refer')}
          type="checkbox"
          values={[]}
          problems={problems}
          options={[{ value: 'yes', label: told('elsewhere.refer_agreed') }]}
        />
        <button type="submit">{told('elsewhere.refer_button')}</button>
      </Form>
    </>
  );
}

function Failed({ told, failed, csrf }: Pick<ElsewhereState, 'told' | 'failed'> & { csrf: string }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{told('elsewhere.request')}</th>
          <th scope="col">{told('elsewhere.why')}</th>
          <th scope="col">{told('elsewhere.retry')}</th>
        </tr>
      </thead>
      <tbody>
        {failed.map(({ id, reference, fault }) => (
          <tr>
            <th scope="row">
              <bdi>{reference}</bdi>
            </th>
            <td>{fault && told(`fault.${fault.code}`)}</td>
            <td>
              <Form action="/desk/elsewhere/retry" csrf={csrf} class="line">
                <input type="hidden" name="notice" value={id} />
                <button type="submit" aria-label={`${told('elsewhere.retry')}: ${reference}`}>
                  {told('elsewhere.retry')}
                </button>
              </Form>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
