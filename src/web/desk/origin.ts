/** Where a form was sent from, as the browser tells it; a page of another site cannot make it say otherwise. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isSame } from '../../casework/staff-secrets.js';

/** True unless the browser says that it was another site's page. Old browsers say nothing; then the token decides. */
export function isOwnPage({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/**
 * For forms before anybody is in: the same random word in a cookie, which no other site can read or set, and in the
 * form.
 */
export interface FirstForms {
  /** The word for this browser, and the cookie when it has none yet. */
  of(cookies: string | undefined): { csrf: string; cookie: string | undefined };
  isRight(cookies: string | undefined, given: string): boolean;
}

const WORD = /^[\w-]{43}$/;

export function firstForms(secure: boolean): FirstForms {
  const name = `${secure ? '__Host-' : ''}desk-form`;
  const read = (cookies = ''): string | undefined =>
    cookies
      .split(';')
      .map((pair) => pair.trim().split('='))
      .find(([key, value]) => key === name && WORD.test(value ?? ''))?.[1];
  return {
    of(cookies) {
      const had = read(cookies);
      if (had !== undefined) return { csrf: had, cookie: undefined };
      const csrf = randomBytes(32).toString('base64url');
      const cookie = `${name}=${csrf}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
      return { csrf, cookie };
    },
    isRight(cookies, given) {
      const had = read(cookies);
      return had !== undefined && isSame(had, given);
    },
  };
}

const BROWSERS = ['Firefox', 'Edg', 'OPR', 'Chrome', 'Safari'];
const SYSTEMS = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'];

/** “Firefox, Windows”: enough to tell one's own sessions apart. */
export function deviceWords(agent = ''): string | undefined {
  const first = (names: readonly string[]) => names.find((name) => agent.includes(name));
  const [browser, system] = [first(BROWSERS), first(SYSTEMS)];
  const words = [browser === 'Edg' ? 'Edge' : browser === 'OPR' ? 'Opera' : browser, system].filter(Boolean);
  return words.length === 0 ? undefined : words.join(', ');
}
