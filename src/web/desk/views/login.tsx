/** Getting in: the login, and what an invitation opens. */
import type { Invited } from '../../../casework/welcome.js';
import type { Problems, Visit } from '../visit.js';
import { Form, Input, NewPassword, Summary } from './fields.js';

export interface LoginState {
  visit: Visit;
  /** Where somebody wanted to go. */
  next: string;
  problems?: Problems;
  /** Above the form. */
  said?: string | undefined;
  /** Where somebody can log in at the organization's own provider. */
  provider: string | undefined;
}

export function LoginView({ visit, next, problems = {}, said, provider }: LoginState) {
  const { words, csrf, form } = visit;
  return (
    <div class="narrow">
      {said !== undefined && (
        <p class="said" role="status">
          {said}
        </p>
      )}
      <Summary words={words} problems={problems} />
      <Form action="/desk/login" csrf={csrf}>
        <input type="hidden" name="next" value={next} />
        <Input
          words={words}
          name="login"
          label={words.say('login.login')}
          value={form.raw('login')}
          complete="username"
        />
        <Input
          words={words}
          name="password"
          label={words.say('login.password')}
          type="password"
          complete="current-password"
        />
        <Input
          words={words}
          name="code"
          label={words.say('login.code')}
          hint={words.say('login.code_hint')}
          complete="one-time-code"
        />
        <button type="submit">{words.say('login.submit')}</button>
      </Form>
      {provider !== undefined && (
        <p>
          <a class="button" href={provider}>
            {words.say('login.oidc')}
          </a>
        </p>
      )}
    </div>
  );
}

export interface InviteState {
  visit: Visit;
  token: string;
  invited: Invited;
  problems?: Problems;
}

export function InviteView({ visit, token, invited, problems = {} }: InviteState) {
  const { words, csrf, form } = visit;
  const { first, name, login, secret, picture, codeRequired } = invited;
  return (
    <div class="narrow">
      <Summary words={words} problems={problems} />
      <p>{first ? words.say('enrol.first_hello') : words.say('enrol.hello', { name, login })}</p>
      <Form action={`/desk/invite/${token}`} csrf={csrf}>
        {first ? (
          <>
            <Input
              words={words}
              name="name"
              label={words.say('enrol.name')}
              value={form.raw('name')}
              problems={problems}
              complete="name"
            />
            <Input
              words={words}
              name="login"
              label={words.say('enrol.login')}
              value={form.raw('login')}
              problems={problems}
              complete="username"
            />
          </>
        ) : (
          <input type="hidden" name="login" value={login} autocomplete="username" />
        )}
        <NewPassword words={words} name="password" problems={problems} />
        <p>{words.say('enrol.totp_intro')}</p>
        <Picture svg={picture} label={words.say('enrol.qr')} />
        <p class="secret" dir="ltr">
          {words.say('enrol.key', { key: secret })}
        </p>
        <Input
          words={words}
          name="code"
          label={words.say('enrol.code')}
          hint={codeRequired ? undefined : words.say('enrol.no_code')}
          problems={problems}
          complete="one-time-code"
          digits
        />
        <button type="submit">{words.say('enrol.go_on')}</button>
      </Form>
    </div>
  );
}

/** An SVG of black squares, taken apart and put together again, so that nothing else can come with it. */
function Picture({ svg, label }: { svg: string; label: string }) {
  const box = /viewBox="([\d\s.-]+)"/.exec(svg)?.[1] ?? '0 0 1 1';
  const path = [...svg.matchAll(/\sd="([MLHVZmlhvz\d\s.,-]+)"/g)].map(([, drawn = '']) => drawn);
  return (
    <p class="qr">
      <svg viewBox={box} role="img" aria-label={label} width="224" height="224">
        <rect width="100%" height="100%" fill="#fff" />
        <path d={path.join('')} fill="#000" />
      </svg>
    </p>
  );
}

export function RecoveryView({ visit: { words }, codes }: { visit: Visit; codes: readonly string[] }) {
  return (
    <div class="narrow">
      <p>{words.say('enrol.recovery_intro')}</p>
      <ol class="codes" dir="ltr">
        {codes.map((code) => (
          <li>{code}</li>
        ))}
      </ol>
      <p>
        <a class="button unprinted" href="/desk/conduct">
          {words.say('enrol.recovery_done')}
        </a>
      </p>
    </div>
  );
}
