/** Accounts, sessions and logins of the desk around any store, as the settings want them. */
import { randomBytes } from 'node:crypto';
import type { Audit } from '../casework/audit.js';
import { type DeskCookies, deskCookies } from '../casework/cookies.js';
import { inviteLink } from '../casework/invite.js';
import { createOidc, OIDC_CALLBACK, type Oidc } from '../casework/oidc.js';
import { type WhoGetsIn, whoGetsIn } from '../casework/who-gets-in.js';
import type { Config } from '../config.js';
import type { Store } from '../stores/port.js';
import type { Log } from './house.js';
import { answerCommands } from './staff-inbox.js';
import { type StoreSettings, storeSecret } from './store.js';

type Settings = Pick<
  Config,
  | 'KINLINE_MODE'
  | 'KINLINE_PUBLIC_URL'
  | 'KINLINE_OIDC_ISSUER'
  | 'KINLINE_OIDC_CLIENT_ID'
  | 'KINLINE_OIDC_CLIENT_SECRET'
>;
/** And where commands reach the process that holds the data folder. */
type Serving = Settings & StoreSettings;

export interface StaffParts {
  config: Settings;
  store: Store;
  /** The one log of this process. */
  audit: Audit;
  /** What names are derived from: see `namesSecret`. */
  secret: string;
  now(): number;
}

/** As commands and the service use it. */
export function openWhoGetsIn({ config, ...parts }: StaffParts): WhoGetsIn {
  return whoGetsIn({ ...parts, random: randomBytes, totpRequired: config.KINLINE_MODE !== 'demo' });
}

export interface StaffDoors extends WhoGetsIn {
  cookies: DeskCookies;
  /** Undefined where no provider is set. */
  oidc: Oidc | undefined;
  /** The link by which the first administrator makes an account; undefined once there is one. */
  firstLink(): Promise<string | undefined>;
  /** An invitation's address. */
  link(token: string): string;
  stop(): Promise<void>;
}

const TIDY_EVERY = 5 * 60_000;

/**
 * @param address under which this process itself is reached; the one in the settings goes before it
 */
export function startStaffDoors(
  parts: StaffParts & { config: Serving; address(): string; log: Log },
): StaffDoors {
  const { config, log } = parts;
  const who = openWhoGetsIn(parts);
  const address = () => (config.KINLINE_PUBLIC_URL ?? parts.address()).replace(/\/$/, '');
  const https = config.KINLINE_PUBLIC_URL?.startsWith('https:') || config.KINLINE_MODE === 'production';
  const timer = setInterval(() => {
    who.tidy().catch(() => log('sessions_not_tidied'));
  }, TIDY_EVERY);
  timer.unref();
  // With a database commands go to it by themselves.
  const embedded = config.KINLINE_STORE === 'embedded';
  const asked = { data: config.KINLINE_DATA, secret: storeSecret(config), who, log };
  const commands = embedded ? answerCommands(asked) : undefined;
  return {
    ...who,
    // Whatever is not https is a demo on this computer: nothing else is served to people without it.
    cookies: deskCookies(https),
    oidc: providerOf(config, parts, who, address),
    async firstLink() {
      const invite = await who.welcome.first();
      return invite && inviteLink(address(), invite);
    },
    link: (token) => inviteLink(address(), { token }),
    async stop() {
      clearInterval(timer);
      await commands?.stop();
    },
  };
}

function providerOf(
  config: Settings,
  parts: StaffParts,
  who: WhoGetsIn,
  address: () => string,
): Oidc | undefined {
  const { KINLINE_OIDC_ISSUER: issuer, KINLINE_OIDC_CLIENT_ID: clientId } = config;
  const clientSecret = config.KINLINE_OIDC_CLIENT_SECRET;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  const redirect = () => `${address()}${OIDC_CALLBACK}`;
  const { secrets, login } = who;
  return createOidc(
    { issuer, clientId, clientSecret, redirect },
    { ...parts, secrets, login, random: randomBytes },
  );
}
