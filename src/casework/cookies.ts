/** The desk's cookies: never read by a script, never sent by another site's form, and only over https where there is. */

export interface DeskCookies {
  /** A header `Set-Cookie` for who just got in; it goes when the browser is closed. */
  session(token: string): string;
  /** That somebody was in on this device: it is not slowed down by what others try. */
  device(token: string): string;
  /** What a login by OpenID must remember until it comes back. */
  flow(value: string): string;
  endSession(): string;
  endFlow(): string;
  /** What a request's header `Cookie` holds of these. */
  read(header: string | undefined): { session?: string; device?: string; flow?: string };
}

const DAY = 86_400;
const DEVICE_DAYS = 180;
const FLOW_SECONDS = 600;

/** @param secure false only for a demo on this computer without https */
export function deskCookies(secure: boolean): DeskCookies {
  // The prefix makes a browser refuse the cookie from any other host or path.
  const prefix = secure ? '__Host-' : '';
  const names = { session: `${prefix}desk`, device: `${prefix}desk-device`, flow: `${prefix}desk-flow` };
  // Lax, not Strict: a link in an e-mail must open the desk, and a provider must be able to send somebody back.
  const rest = `; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const made = (name: string, value: string, seconds?: number) =>
    `${name}=${value}${rest}${seconds === undefined ? '' : `; Max-Age=${seconds}`}`;
  return {
    session: (token) => made(names.session, token),
    device: (token) => made(names.device, token, DEVICE_DAYS * DAY),
    flow: (value) => made(names.flow, value, FLOW_SECONDS),
    endSession: () => made(names.session, '', 0),
    endFlow: () => made(names.flow, '', 0),
    read(header = '') {
      const given = new Map(
        header.split(';').map((pair): [string, string] => {
          const at = pair.indexOf('=');
          return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
        }),
      );
      const of = <Name extends string>(name: Name, key: string) => {
        const value = given.get(key);
        return value ? ({ [name]: value } as Record<Name, string>) : {};
      };
      return { ...of('session', names.session), ...of('device', names.device), ...of('flow', names.flow) };
    },
  };
}
