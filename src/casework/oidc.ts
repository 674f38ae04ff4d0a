/**
 * Getting in by the organization's own accounts: OpenID Connect, authorization code with PKCE, state and nonce. Whoever
 * the provider sends back must have an account here already; none is made. The first time they are found by a verified
 * e-mail that is their login, from then on by who they are at the provider.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import * as openid from 'openid-client';
import { z } from 'zod';
import type { Store } from '../stores/port.js';
import type { RandomBytes } from '../stores/sealing.js';
import { accountNamed, type HeldAccount, readAccount, SUBJECT_RECORD } from './account.js';
import { line } from './accounts.js';
import type { Audit } from './audit.js';
import type { Entered, Entering, Login } from './login.js';
import { newToken, type StaffSecrets } from './staff-secrets.js';

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Where the provider sends people back to, as it is registered there; known once the server listens. */
  redirect(): string;
}

export type ByProvider =
  | Entered
  /** `nobody`: has no account here. `provider`: it could not be reached, or what came back was not right. */
  | { ok: false; why: 'nobody' | 'refused' | 'provider' | 'try_again' };

export interface Oidc {
  /** Where to send somebody, and what the cookie must hold meanwhile. Undefined when the provider does not answer. */
  begin(): Promise<{ url: string; flow: string } | undefined>;
  /** @param address the whole address that somebody came back to @param flow what the cookie holds */
  finish(
    address: string,
    flow: string | undefined,
    extra?: Pick<Entering, 'device' | 'label'>,
  ): Promise<ByProvider>;
}

export interface OidcParts {
  store: Store;
  audit: Audit;
  secrets: StaffSecrets;
  login: Login;
  /** What the cookie is sealed under. */
  secret: string;
  now(): number;
  random: RandomBytes;
}

export const OIDC_CALLBACK = '/desk/login/provider';
const FLOW_MINUTES = 10;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const flowShape = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  until: z.int(),
});
type Flow = z.infer<typeof flowShape>;

export function createOidc(settings: OidcSettings, parts: OidcParts): Oidc {
  const { store, audit, secrets, login, now, random } = parts;
  const key = Buffer.from(hkdfSync('sha256', parts.secret, 'kinline', 'oidc flow 1', 32));
  const issuer = new URL(settings.issuer);
  let found: Promise<openid.Configuration> | undefined;

  /** Asked once; asked again when it did not answer. */
  function provider(): Promise<openid.Configuration> {
    found ??= openid
      .discovery(issuer, settings.clientId, settings.clientSecret, undefined, {
        timeout: 10,
        // Without https only where nobody can listen.
        execute: LOOPBACK.test(issuer.hostname) ? [openid.allowInsecureRequests] : [],
      })
      .catch((cause: unknown) => {
        found = undefined;
        throw cause;
      });
    return found;
  }

  async function accountOf(claims: openid.IDToken): Promise<HeldAccount | undefined> {
    const subject = secrets.subject(claims.iss, claims.sub);
    const known = await store.record(SUBJECT_RECORD, subject);
    if (known !== undefined) return ownedBy(await readAccount(store, known), subject);
    const { email } = claims;
    if (typeof email !== 'string' || claims.email_verified !== true) return undefined;
    return ownedBy(await accountNamed(store, secrets.login(email)), subject);
  }

  async function refuse(why: 'nobody' | 'refused', staff?: string): Promise<ByProvider> {
    const entry = line(now(), 'system', 'login:provider', staff ?? null, why);
    await audit.write([{ ...entry, outcome: 'refused' }]);
    return { ok: false, why };
  }

  return {
    async begin() {
      const flow = { state: newToken(random), nonce: newToken(random), verifier: newToken(random) };
      try {
        const url = openid.buildAuthorizationUrl(await provider(), {
          redirect_uri: settings.redirect(),
          scope: 'openid email',
          response_type: 'code',
          code_challenge: await openid.calculatePKCECodeChallenge(flow.verifier),
          code_challenge_method: 'S256',
          state: flow.state,
          nonce: flow.nonce,
        });
        return { url: url.href, flow: seal(key, { ...flow, until: now() + FLOW_MINUTES * 60_000 }, random) };
      } catch {
        return undefined;
      }
    },

    async finish(address, sealed, extra = {}) {
      const flow = sealed === undefined ? undefined : open(key, sealed);
      if (flow === undefined || flow.until <= now()) return { ok: false, why: 'provider' };
      const claims = await claimsOf(address, flow);
      if (claims === undefined) return { ok: false, why: 'provider' };
      const held = await accountOf(claims);
      if (held === undefined) return refuse('nobody');
      const { staff } = held.account;
      if (staff.disabled) return refuse('refused', staff.id);
      const subject = secrets.subject(claims.iss, claims.sub);
      const account = { ...held.account, subject };
      const records = [{ kind: SUBJECT_RECORD, id: subject, value: staff.id }];
      const entered = await login.enter({ ...held, account }, 'login:provider', { ...extra, records });
      return entered ?? { ok: false, why: 'try_again' };
    },
  };

  async function claimsOf(address: string, flow: Flow): Promise<openid.IDToken | undefined> {
    try {
      const tokens = await openid.authorizationCodeGrant(
        await provider(),
        backAt(address, settings.redirect()),
        {
          pkceCodeVerifier: flow.verifier,
          expectedState: flow.state,
          expectedNonce: flow.nonce,
          idTokenExpected: true,
        },
      );
      return tokens.claims();
    } catch {
      // Whatever it was, nobody was proven; the provider's own words may hold a name and go nowhere.
      return undefined;
    }
  }
}

/** An account that belongs to somebody else at the provider stays theirs. */
function ownedBy(held: HeldAccount | undefined, subject: string): HeldAccount | undefined {
  const owner = held?.account.subject ?? null;
  return owner === null || owner === subject ? held : undefined;
}

/** Behind a proxy the address looks another one from inside; the provider compares with the registered one. */
function backAt(address: string, redirect: string): URL {
  const back = new URL(redirect);
  back.search = new URL(address, redirect).search;
  return back;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function seal(key: Buffer, flow: Flow, random: RandomBytes): string {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(JSON.stringify(flow)), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
}

function open(key: Buffer, sealed: string): Flow | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const body = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    const read = flowShape.safeParse(JSON.parse(Buffer.concat([body, decipher.final()]).toString()));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
