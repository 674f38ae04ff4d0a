/** Everything that tells people and machines outside of a request: the outbox, linked chats, calendars, case system. */
import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { CALLBACK_RECORD, callbackDocument, readFacets, readRequest } from '../callbacks/kept.js';
import type { Audit } from '../casework/audit.js';
import type { Cases } from '../casework/cases.js';
import type { Organization } from '../casework/organization.js';
import type { Staff } from '../casework/staff.js';
import type { BotFrameworkChannel } from '../channels/bot-framework/mount.js';
import { place } from '../channels/bot-framework/place.js';
import { type Config, secretNamed } from '../config.js';
import { jobsInProcess } from '../jobs/in-process.js';
import type { Jobs } from '../jobs/port.js';
import type { Speaking } from '../language/speech.js';
import { createTargets } from '../notify/addressed.js';
import type { AuditedWrite } from '../notify/audited.js';
import { calendarOf, createFeeds, FEED_PATH, type Feeds } from '../notify/calendar.js';
import { createConversations } from '../notify/conversation.js';
import type { Elsewhere } from '../notify/elsewhere.js';
import { createLinks, type Links } from '../notify/links.js';
import { createMail } from '../notify/mail.js';
import { createOutbox, type Senders } from '../notify/outbox.js';
import { createPrimero } from '../notify/primero.js';
import { createRefer } from '../notify/refer.js';
import { takeRetries } from '../notify/retries.js';
import { readFrom, retryFailed, shownOutbox } from '../notify/shown.js';
import { createStaffChat, type StaffChat } from '../notify/staff-chat.js';
import { tidyOutbox } from '../notify/tidy.js';
import { createWebhooks } from '../notify/webhook.js';
import type { Say } from '../notify/words.js';
import type { Store } from '../stores/port.js';
import { sendNothing } from '../web/nothing.js';
import type { WebServer } from '../web/server.js';
import type { Log } from './house.js';
import { failedIn } from './jobs.js';

export interface NotifyParts {
  config: Config;
  store: Store;
  secret: string;
  organization: Organization;
  cases: Cases;
  audit: Audit;
  colleague(id: string): Promise<Staff | undefined>;
  speaking: Speaking;
  web: WebServer;
  /** The channel that carries linked chats; asked for when something is to be said. */
  channel(): Pick<BotFrameworkChannel, 'say'> | undefined;
  now(): number;
  log: Log;
  /** Over all instances on the store; without them this is the only one. */
  jobs?: Jobs;
  /** Milliseconds between two looks. */
  every?: number;
}

export interface Notify extends Elsewhere {
  /** Given every message of the Bot Framework first. */
  staffChat: StaffChat;
  links: Links;
  feeds: Feeds;
  /** After a commit with notices; without it they wait for the next look. */
  wake(): void;
  /** Takes less than 10 s. */
  stop(): Promise<void>;
}

const LOOK_EVERY = 2_000;
const TIDY_EVERY = 3_600_000;

export function startNotify(parts: NotifyParts): Notify {
  const { config, store, secret, cases, colleague, speaking, now, log, every = LOOK_EVERY } = parts;
  const jobs = parts.jobs ?? jobsInProcess(failedIn(log));
  const home = config.KINLINE_PUBLIC_URL ?? `http://localhost:${config.KINLINE_PORT}`;
  const say: Say = (language, key, values) => speaking.in(language).say(key, values);
  const direction = (language: string) => speaking.in(language).direction;
  const write: AuditedWrite = (entry, changes) =>
    parts.audit.write([{ ...entry, at: now(), outcome: 'done' }], changes);
  const links = createLinks({ store, write, secret, now, random: (limit) => randomInt(limit) });
  const feeds = createFeeds({ store, write, home, now, randomBytes });
  const mail = mailOf(config, home, say);
  const outbox = createOutbox({
    store,
    targets: createTargets({
      ...parts,
      links,
      secretNamed,
      caseWebhook: caseWebhookOf(config),
      caseSystem: config.KINLINE_PRIMERO_URL !== undefined,
      mail: mail !== undefined,
      language: config.KINLINE_LANGUAGE,
    }),
    senders: sendersOf(parts, write, { links, home, say, direction, mail: mail?.send }),
    now,
    random: Math.random,
    log,
    // A demo has nobody to write to, and nobody is missing.
    missed: ({ audience }) => config.KINLINE_MODE === 'production' && audience !== 'participation_officer',
  });
  const retry = async (which: string | 'all') => {
    const count = await retryFailed(store, which, now());
    if (count > 0) outbox.wake();
    return count;
  };
  const asked = join(config.KINLINE_DATA, 'outbox-retry');
  const safely = (work: () => Promise<unknown>) => () =>
    void work().catch((cause: unknown) =>
      log('notify_fault', { cause: cause instanceof Error ? cause.name : 'unknown' }),
    );
  // The folder is this instance's own.
  const taking = setInterval(
    safely(() => takeRetries(asked, retry)),
    every,
  );
  taking.unref();
  const working = [
    // What is sent may take long; a job only begins it, for a delivery under way is marked.
    jobs.every('outbox', every, async () => outbox.wake()),
    jobs.every('outbox_tidy', TIDY_EVERY, async () => void (await tidyOutbox(store, now()))),
  ];
  mountFeeds(parts, feeds, say);

  return {
    staffChat: createStaffChat({
      store,
      links,
      cases: { ...cases, reference: (id) => referenceOf(store, id) },
      colleague,
      say,
      direction,
      home,
      now,
    }),
    links,
    feeds,
    wake: outbox.wake,
    say,
    refer:
      config.KINLINE_PRIMERO_URL === undefined
        ? undefined
        : createRefer({ store, write, search: cases.search, today: parts.organization.today, now }),
    shown: () => shownOutbox(readFrom(store)),
    retry,
    async stop() {
      clearInterval(taking);
      await Promise.all(working.map((job) => job.stop()));
      await outbox.stop();
      mail?.close();
    },
  };
}

function mailOf({ KINLINE_SMTP_URL: server, KINLINE_MAIL_FROM: from }: Config, home: string, say: Say) {
  return server === undefined || from === undefined ? undefined : createMail({ server, from, home, say });
}

function caseWebhookOf({ KINLINE_CASE_WEBHOOK_URL: url, KINLINE_CASE_WEBHOOK_SECRET: secret }: Config) {
  return url === undefined || secret === undefined ? undefined : { url, secret };
}

function sendersOf(
  { config, store, channel, now }: NotifyParts,
  write: AuditedWrite,
  {
    mail,
    ...telling
  }: {
    links: Links;
    home: string;
    say: Say;
    direction(language: string): 'ltr' | 'rtl';
    mail: Senders['mail'] | undefined;
  },
): Senders {
  const allowPrivate = config.KINLINE_PRIVATE_RECEIVERS;
  const { KINLINE_PRIMERO_URL: url, KINLINE_PRIMERO_TO: to, KINLINE_PRIMERO_TOKEN: token } = config;
  const [name = '', ...rest] = (config.KINLINE_PRIMERO_LOGIN ?? '').split(':');
  const access = token === undefined ? { name, password: rest.join(':') } : { token };
  return {
    ...(mail === undefined ? {} : { mail }),
    webhook: createWebhooks({ ...telling, now, allowPrivate }),
    conversation: createConversations({
      ...telling,
      async bring(at, reply, id) {
        const to = place.safeParse(at);
        return to.success ? ((await channel()?.say(to.data, reply, id)) ?? 'refused') : 'refused';
      },
    }),
    ...(url === undefined || to === undefined
      ? {}
      : {
          case_system: createPrimero({
            url,
            to,
            access,
            allowPrivate,
            now,
            async request(id) {
              // What is read here leaves the house: first the log, or it does not happen.
              await write({ actor: 'system', action: 'case:refer', subject: id });
              const document = await store.document(callbackDocument(id));
              return document && readRequest(document.value);
            },
          }),
        }),
  };
}

async function referenceOf(store: Store, id: string): Promise<string | undefined> {
  const record = await store.record(CALLBACK_RECORD, id);
  return record === undefined ? undefined : readFacets(record).reference;
}

function mountFeeds({ web, cases, colleague, now }: NotifyParts, feeds: Feeds, say: Say): void {
  web.routes.get(`${FEED_PATH}:file`, async (request, response) => {
    const token = String(request.params.file).replace(/\.ics$/, '');
    const id = await feeds.staffOf(token).catch(() => undefined);
    const staff = id === undefined ? undefined : await colleague(id);
    if (staff === undefined || staff.disabled) return sendNothing(response, '/desk');
    const body = calendarOf(cases.calendar(staff), staff.languages[0] ?? 'en', say, now());
    response.writeHead(200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Content-Security-Policy': "default-src 'none'",
      'Cache-Control': 'no-store',
    });
    response.end(body);
  });
}
