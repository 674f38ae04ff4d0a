/** The only reader of the environment. Every setting is described here, checked at start, and named when wrong. */
import { distance } from 'fastest-levenshtein';
import { z } from 'zod';

const yes = z
  .enum(['yes', 'no'], { error: 'must be yes or no' })
  .default('no')
  .transform((value) => value === 'yes');
const url = z.url({ protocol: /^https?$/, error: 'must be an address like https://example.org' });

/** Each field: what it is for, as the README shows it. */
export const settings = {
  KINLINE_MODE: z
    .enum(['demo', 'production'], { error: 'must be demo or production' })
    .default('demo')
    .describe(
      'demo: invented services, this computer only. production: refuses to start while a must is missing.',
    ),
  KINLINE_PORT: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(0, 'must be 0 to 65535')
    .max(65535, 'must be 0 to 65535')
    .default(3978)
    .describe('The one port for everything.'),
  KINLINE_HOST: z.string().min(1).default('127.0.0.1').describe('The address to listen on.'),
  KINLINE_DEMO_ON_NETWORK: yes.describe(
    'yes: let other computers reach a demo, with invented services and no real help behind it.',
  ),
  KINLINE_DATA: z.string().min(1).default('data').describe('Folder for everything that is stored.'),
  KINLINE_STORE: z
    .string()
    .regex(
      /^(embedded|postgres(ql)?:\/\/\S+)$/,
      'must be embedded, or postgres://user:password@host/database',
    )
    .default('embedded')
    .describe(
      'embedded: in KINLINE_DATA, for one process. postgres://…: in a PostgreSQL of version 14 or later, for any number of them.',
    ),
  KINLINE_CONTENT: z.string().min(1).default('.').describe('Folder that holds dialogs/ and locales/.'),
  KINLINE_ORGANIZATION: z
    .string()
    .min(1)
    .optional()
    .describe('The organization’s file: teams, hours, promises. Left out: deploy/organization.yaml.'),
  KINLINE_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters; make one with: openssl rand -base64 48')
    .optional()
    .describe('Seals sessions and names. Keep it away from the data and its backups. A must in production.'),
  KINLINE_SECRET_BEFORE: z
    .string()
    .min(1)
    .optional()
    .describe('The former secret, while it is being changed: npm run kinline -- keys rotate.'),
  KINLINE_LANGUAGE: z
    .string()
    .min(2)
    .default('en')
    .describe('Spoken when nothing tells the person’s language.'),
  KINLINE_REGION: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters of a file in locales/regions, like RO')
    .optional()
    .describe('The country whose numbers are shown. RO in demo mode; a must in production.'),
  KINLINE_KEEP_HOURS: z.coerce
    .number({ error: 'must be a number of hours' })
    .min(1, 'must be 1 to 720')
    .max(720, 'must be 1 to 720')
    .default(48)
    .describe('Hours after which a silent conversation is destroyed.'),
  KINLINE_KEYS_COPY: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The file of keys that kinline backup --keys writes, where this process reaches it: what is erased goes from it within a minute.',
    ),
  KINLINE_NEUTRAL_URL: url.default('https://www.wikipedia.org/').describe('Where the quick exit leads.'),
  KINLINE_PAGE_TITLE: z
    .string()
    .min(1)
    .max(40)
    .default('Info')
    .describe('Title of the chat page in browser and history.'),
  KINLINE_PUBLIC_URL: url
    .optional()
    .describe('The address under which people reach this server, if a proxy is in front.'),
  KINLINE_METRICS_PORT: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(0, 'must be 0 to 65535')
    .max(65535, 'must be 0 to 65535')
    .optional()
    .describe('A port of its own for metrics (OpenMetrics, GET /metrics), for the inside only.'),
  KINLINE_METRICS_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('The address on which metrics are served; never one that the outside reaches.'),
  KINLINE_PROXY_HEADER: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'must be the name of a header, like X-Forwarded-For')
    .optional()
    .describe(
      'The header in which your own proxy names the address a request comes from. No other is believed.',
    ),
  KINLINE_RATE_LIMITS: z
    .enum(['yes', 'no'], { error: 'must be yes or no' })
    .optional()
    .describe(
      'Whether fast senders are slowed. no in a demo on this computer alone, else yes; production always does.',
    ),
  KINLINE_DIRECTLINE_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('When set, only who shows it gets Direct Line tokens; the chat page has its own.'),
  KINLINE_SAFEGUARDING_LEAD: z
    .string()
    .min(3)
    .optional()
    .describe('Who gets what must not wait: name or role. A must in production.'),
  KINLINE_SAFEGUARDING_SECOND: z
    .string()
    .min(3)
    .optional()
    .describe('Who gets concerns about the lead, outside the team. A must in production.'),
  KINLINE_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an address like smtp://name:password@mail.example.org:587' })
    .optional()
    .describe('The mail server by which staff hear of requests; smtps:// for TLS from the start.'),
  KINLINE_MAIL_FROM: z.string().min(3).optional().describe('The sender of those mails.'),
  KINLINE_CASE_WEBHOOK_URL: url
    .optional()
    .describe('A case system that is told, signed, when a request was created, claimed or closed.'),
  KINLINE_CASE_WEBHOOK_SECRET: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('What those are signed with: whsec_ and base64, or any words.'),
  KINLINE_PRIMERO_URL: url
    .optional()
    .describe('A Primero that requests are passed on to, when the family agreed.'),
  KINLINE_PRIMERO_TOKEN: z.string().min(1).optional().describe('A token for it; or KINLINE_PRIMERO_LOGIN.'),
  KINLINE_PRIMERO_LOGIN: z
    .string()
    .regex(/^[^:]+:.+$/, 'must be name:password')
    .optional()
    .describe('An account there, as name:password; it gets itself a token each time.'),
  KINLINE_PRIMERO_TO: z.string().min(1).optional().describe('The account there that referrals go to.'),
  KINLINE_PRIVATE_RECEIVERS: yes.describe(
    'yes: webhooks and Primero may lie in a private network, and on this computer without https.',
  ),
  KINLINE_OIDC_ISSUER: url
    .optional()
    .describe('The organization’s OpenID provider, by which people of the desk may also get in.'),
  KINLINE_OIDC_CLIENT_ID: z.string().min(1).optional().describe('What Kinline is called there.'),
  KINLINE_OIDC_CLIENT_SECRET: z.string().min(1).optional().describe('Its secret there.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url
    .optional()
    .describe(
      'A collector of OpenTelemetry; traces go to /v1/traces there, over HTTP as JSON. None without it.',
    ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url.optional().describe('The whole address for traces instead.'),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional().describe('Headers for it, like name=value,name=value.'),
  OTEL_SERVICE_NAME: z.string().min(1).default('kinline').describe('The name that traces carry.'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number({ error: 'must be a number' })
    .min(0, 'must be 0 to 1')
    .max(1, 'must be 0 to 1')
    .default(1)
    .describe('The share of turns that are traced.'),
  OTEL_SDK_DISABLED: z.string().optional().describe('true: no traces.'),
  MicrosoftAppId: z
    .string()
    .default('')
    .describe('App id of the Azure Bot registration. A must in production.'),
  MicrosoftAppPassword: z.string().default('').describe('Its password.'),
  MicrosoftAppType: z
    .enum(['MultiTenant', 'SingleTenant', 'UserAssignedMSI'], {
      error: 'must be MultiTenant, SingleTenant or UserAssignedMSI',
    })
    .default('MultiTenant')
    .describe('Its type.'),
  MicrosoftAppTenantId: z.string().optional().describe('Its tenant, for SingleTenant and UserAssignedMSI.'),
} as const;

const schema = z.object(settings);
export type Config = z.infer<typeof schema>;

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: string[] };

/** Names that the organization's file may give to secrets of webhooks, besides any that do not begin with KINLINE_. */
const WEBHOOK_SECRET = /^KINLINE_WEBHOOK_SECRET_[A-Z0-9_]+$/;

/** A webhook's secret, by the name that the organization's file has for it; never one of our own settings. */
export function secretNamed(
  name: string,
  environment: Record<string, string | undefined> = process.env,
): string | undefined {
  return Object.hasOwn(settings, name) ? undefined : environment[name] || undefined;
}

/** Reads and checks the settings. Unknown names that begin with KINLINE_ are refused, with the nearest known one. */
export function readConfig(environment: Record<string, string | undefined>): ConfigResult {
  const known = Object.keys(settings);
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith('KINLINE_') && !known.includes(name) && !WEBHOOK_SECRET.test(name),
  );
  const problems = unknown.map((name) => {
    const nearest = known.reduce((best, other) =>
      distance(name, other) < distance(name, best) ? other : best,
    );
    return `${name} is not a setting. Did you mean ${nearest}?`;
  });
  const given = Object.fromEntries(
    known.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    problems.push(...parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`));
  else problems.push(...together(parsed.data));
  return parsed.success && problems.length === 0
    ? { ok: true, config: parsed.data }
    : { ok: false, problems };
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** A demo that only this computer reaches protects nobody from anybody, and scripts write fast. */
export function hasRateLimits({ KINLINE_RATE_LIMITS, KINLINE_MODE, KINLINE_HOST }: Config): boolean {
  if (KINLINE_RATE_LIMITS !== undefined) return KINLINE_RATE_LIMITS === 'yes';
  return KINLINE_MODE === 'production' || !LOOPBACK.test(KINLINE_HOST);
}

const MUSTS = [
  'KINLINE_SECRET',
  'KINLINE_REGION',
  'KINLINE_SAFEGUARDING_LEAD',
  'KINLINE_SAFEGUARDING_SECOND',
  'MicrosoftAppId',
] as const;

/** Settings that production needs and that are not there, each with what it is for. */
export function missingMusts(config: Pick<Config, (typeof MUSTS)[number]>): { name: string; what: string }[] {
  return MUSTS.filter((name) => !config[name]).map((name) => ({
    name,
    what: settings[name].description ?? '',
  }));
}

function provider(config: Config): string[] {
  const names = ['KINLINE_OIDC_ISSUER', 'KINLINE_OIDC_CLIENT_ID', 'KINLINE_OIDC_CLIENT_SECRET'] as const;
  const missing = names.filter((name) => !config[name]);
  if (missing.length === names.length) return [];
  return missing.map((name) => `${name} is missing. An OpenID provider needs all three.`);
}

/** What settings say about one another. */
function together(config: Config): string[] {
  const problems = [...sending(config), ...provider(config)];
  if (config.KINLINE_MODE === 'demo' && config.KINLINE_STORE !== 'embedded' && !config.KINLINE_SECRET)
    problems.push('KINLINE_SECRET is missing. All instances on one database need the same.');
  if (config.KINLINE_MODE === 'demo') {
    if (!LOOPBACK.test(config.KINLINE_HOST) && !config.KINLINE_DEMO_ON_NETWORK)
      problems.push(
        `KINLINE_HOST=${config.KINLINE_HOST} would show a demo with invented services to other computers. ` +
          'Set KINLINE_DEMO_ON_NETWORK=yes if you mean that, or KINLINE_MODE=production for real use.',
      );
    return problems;
  }
  if (config.KINLINE_RATE_LIMITS === 'no')
    problems.push('KINLINE_RATE_LIMITS=no is for tries only. Production needs its limits: leave it out.');
  for (const { name, what } of missingMusts(config))
    problems.push(`${name} is missing. Production needs it: ${what}`);
  if (config.KINLINE_SMTP_URL && !config.KINLINE_PUBLIC_URL)
    problems.push('KINLINE_PUBLIC_URL is missing. Mails to staff link to it.');
  return problems;
}

/** What must come together for anything to be sent. */
function sending(config: Config): string[] {
  const needs = (one: keyof Config, other: keyof Config): string[] =>
    config[one] && !config[other] ? [`${other} is missing. ${one} needs it.`] : [];
  const { KINLINE_PRIMERO_URL, KINLINE_PRIMERO_TOKEN, KINLINE_PRIMERO_LOGIN } = config;
  return [
    ...needs('KINLINE_SMTP_URL', 'KINLINE_MAIL_FROM'),
    ...needs('KINLINE_CASE_WEBHOOK_URL', 'KINLINE_CASE_WEBHOOK_SECRET'),
    ...needs('KINLINE_PRIMERO_URL', 'KINLINE_PRIMERO_TO'),
    ...(KINLINE_PRIMERO_URL && !KINLINE_PRIMERO_TOKEN && !KINLINE_PRIMERO_LOGIN
      ? ['KINLINE_PRIMERO_TOKEN or KINLINE_PRIMERO_LOGIN is missing. KINLINE_PRIMERO_URL needs one.']
      : []),
  ];
}
