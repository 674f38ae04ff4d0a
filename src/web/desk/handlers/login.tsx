/** Getting in and out, and taking up an invitation. */
import type { Entered } from '../../../casework/login.js';
import type { Welcomed } from '../../../casework/welcome.js';
import type { DeskParts } from '../parts.js';
import type { DeskText } from '../texts.js';
import { InviteView, LoginView, RecoveryView } from '../views/login.js';
import {
  type Answer,
  type PageAnswer,
  type Problems,
  page,
  type StaffVisit,
  to,
  type Visit,
} from '../visit.js';
import { passwordWrong } from './password-wrong.js';
import { plain } from './refused.js';

const ENDED = { out: 'login.ended', first: 'login.first', oidc: 'login.oidc_failed' } as const;

export const loginHandlers = (parts: DeskParts) => {
  const { login, welcome, cookies, sessions } = parts;

  function form(visit: Visit, problems: Problems = {}, more: Partial<PageAnswer> = {}): Answer {
    const { words } = visit;
    const why = Object.entries(ENDED).find(([name]) => name === visit.query.get('why'))?.[1];
    const state = {
      visit,
      problems,
      next: inside(visit.form.text('next') || (visit.query.get('next') ?? '')),
      said: why && words.say(why),
      provider: parts.oidc && '/desk/login/begin',
    };
    return page(words.say('login.title'), <LoginView {...state} />, { here: '/desk/login', ...more });
  }

  const entered = ({ session, device }: Entered): string[] => [
    cookies.session(session),
    cookies.device(device),
  ];
  const from = ({ address, device, agent }: Visit) => ({ address, device, label: agent });

  return {
    show: async (visit: Visit): Promise<Answer> => form(visit),

    async login(visit: Visit): Promise<Answer> {
      const { form: typed, words } = visit;
      const done = await login.withPassword({
        login: typed.text('login'),
        password: typed.raw('password'),
        code: typed.text('code'),
        ...from(visit),
      });
      if (done.ok) {
        const next = inside(typed.text('next'));
        if (done.recoveryCodesLeft === undefined) return to(next, undefined, entered(done));
        return page(
          words.say('login.title'),
          <>
            <p>{words.say('login.left', { count: words.number(done.recoveryCodesLeft) })}</p>
            <p>
              <a class="button" href={next}>
                {words.say('login.go_on')}
              </a>
            </p>
          </>,
          { cookies: entered(done), here: '/desk' },
        );
      }
      if (done.why === 'wrong') return form(visit, { '': words.say('login.wrong') }, { status: 401 });
      if (done.why === 'no_second_factor')
        return form(visit, { '': words.say('login.no_second') }, { status: 403 });
      const text = done.why === 'slow' ? 'login.slow' : 'login.busy';
      return form(
        visit,
        { '': words.say(text, { count: done.retryAfter }) },
        {
          status: done.why === 'slow' ? 429 : 503,
          headers: { 'Retry-After': String(done.retryAfter) },
        },
      );
    },

    /** To the organization's own provider, and back from it. */
    async begin(): Promise<Answer> {
      const begun = await parts.oidc?.begin();
      return begun === undefined
        ? to('/desk/login?why=oidc')
        : { kind: 'to', path: begun.url, cookies: [cookies.flow(begun.flow)] };
    },

    async back(visit: Visit): Promise<Answer> {
      const address = `${visit.path}?${visit.query}`;
      const done = await parts.oidc?.finish(address, visit.flow, from(visit));
      const over = [cookies.endFlow()];
      return done?.ok
        ? { kind: 'to', path: '/desk', cookies: [...entered(done), ...over] }
        : { kind: 'to', path: '/desk/login?why=oidc', cookies: over };
    },

    async logout({ token }: StaffVisit): Promise<Answer> {
      await sessions.end(token);
      return { kind: 'to', path: '/desk/login?why=out', cookies: [cookies.endSession()] };
    },

    async invited(visit: Visit): Promise<Answer> {
      const token = visit.params.token ?? '';
      const invited = await welcome.look(token);
      if (invited === undefined) return plain(visit, 404, 'enrol.gone', '/desk/login');
      return page(
        visit.words.say('enrol.title'),
        <InviteView visit={visit} token={token} invited={invited} />,
      );
    },

    async accept(visit: Visit): Promise<Answer> {
      const token = visit.params.token ?? '';
      const { form: typed, words } = visit;
      const invited = await welcome.look(token);
      if (invited === undefined) return plain(visit, 404, 'enrol.gone', '/desk/login');
      const again = (problems: Problems, status = 422) =>
        page(
          words.say('enrol.title'),
          <InviteView visit={visit} token={token} invited={invited} problems={problems} />,
          { status },
        );
      if (typed.raw('password') !== typed.raw('again')) return again({ again: words.say('enrol.differs') });
      const done = await welcome.accept(
        token,
        {
          password: typed.raw('password'),
          code: typed.text('code'),
          login: typed.text('login'),
          name: typed.text('name'),
          language: words.code,
        },
        from(visit),
      );
      if (done.ok) {
        if (done.recoveryCodes.length === 0) return to('/desk/conduct', undefined, entered(done));
        return page(
          words.say('enrol.recovery_title'),
          <RecoveryView visit={visit} codes={done.recoveryCodes} />,
          { cookies: entered(done), here: '/desk' },
        );
      }
      if (done.why === 'gone') return plain(visit, 404, 'enrol.gone', '/desk/login');
      const { field, text } = WRONG[done.why];
      return again({ [field]: words.say(text) }, done.why === 'try_again' ? 503 : 422);
    },
  };
};

type Why = Exclude<Extract<Welcomed, { ok: false }>['why'], 'gone'>;

const WRONG: Record<Why, { field: string; text: DeskText }> = {
  code: { field: 'code', text: 'enrol.code_wrong' },
  login: { field: 'login', text: 'enrol.login_wrong' },
  name: { field: 'name', text: 'enrol.name_wrong' },
  try_again: { field: '', text: 'enrol.again_busy' },
  ...passwordWrong('password'),
};

/** Only pages of the desk itself: an address in a link must not lead elsewhere. */
export const inside = (next: string): string => (/^\/desk(\/[\w-]+)*$/.test(next) ? next : '/desk');
