/** The desk on a real server and store, in front of the invented office, with the office's clock. */
import { randomBytes } from 'node:crypto';
import { accountChange, STAFF_RECORD } from '../../src/casework/account.js';
import { emptyAccount } from '../../src/casework/accounts.js';
import { createAudit } from '../../src/casework/audit.js';
import { deskCookies } from '../../src/casework/cookies.js';
import { createBoardWork } from '../../src/casework/feedback/board-work.js';
import { createEntries } from '../../src/casework/feedback/entries.js';
import { inviteLink } from '../../src/casework/invite.js';
import type { Staff } from '../../src/casework/staff.js';
import { type WhoGetsIn, whoGetsIn } from '../../src/casework/who-gets-in.js';
import { everythingInside } from '../../src/feedback/published.js';
import { createSpeaking, type Speaking } from '../../src/language/speech.js';
import type { Elsewhere } from '../../src/notify/elsewhere.js';
import { mountDesk } from '../../src/web/desk/mount.js';
import type { DeskParts } from '../../src/web/desk/parts.js';
import type { Route } from '../../src/web/desk/routes.js';
import { feedbackLabels } from '../../src/web/feedback/labels.js';
import { createWebServer } from '../../src/web/server.js';
import {
  ADMIN,
  ANNA,
  BOGDAN,
  LEAD,
  type Office,
  ORGANIZATION,
  openOffice,
  SUPERVISOR,
} from '../casework/office.js';
import { ownContent } from '../helpers/content.js';

export interface DeskHouse {
  url: string;
  office: Office;
  who: WhoGetsIn;
  routes: readonly Route[];
  faults: unknown[];
  /** Goes away and comes back on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Somebody who has an account. */
  employ(staff: Staff): Promise<void>;
  /** The cookie of a session of theirs. */
  signIn(staff: Staff): Promise<string>;
  close(): Promise<void>;
}

export interface DeskHouseOptions {
  assets?: { script: string; style: string };
  totpRequired?: boolean;
  /** Real time, for browsers that wait. */
  now?: () => number;
  /** Something between the desk and the requests, to make it fail. */
  around?: (parts: DeskParts) => DeskParts;
}

export async function openDesk(options: DeskHouseOptions = {}): Promise<DeskHouse> {
  const office = await openOffice();
  const { store, clock } = office;
  const now = () => clock.now;
  const secret = 'a secret of tests, long enough to seal';
  const { totpRequired = true, assets = { script: '//', style: 'p{}' }, around = (parts) => parts } = options;
  const audit = createAudit(store);
  const feedback = { store, audit, organization: ORGANIZATION, now };
  const who = whoGetsIn({
    store,
    audit,
    secret,
    now,
    random: randomBytes,
    totpRequired,
  });
  const { languages } = ownContent();
  const speaking = createSpeaking(languages);
  const faults: unknown[] = [];
  let port = 0;
  let web = createWebServer();
  const house: DeskHouse = {
    url: '',
    office,
    who,
    faults,
    routes: [],
    async start() {
      web = createWebServer();
      house.routes = mountDesk({
        web,
        parts: around({
          ...who,
          cases: office.cases,
          organization: ORGANIZATION,
          feedback: {
            entries: createEntries(feedback),
            board: createBoardWork(feedback),
            labels: feedbackLabels(languages),
            results: () => everythingInside(store),
            service: (id) => id,
          },
          cookies: deskCookies(false),
          oidc: undefined,
          elsewhere: quietElsewhere(speaking),
          link: (invite) => inviteLink(house.url, invite),
        }),
        assets,
        languages,
        speaking,
        pick: (accepts) => languages.find(({ code }) => accepts.startsWith(code))?.code ?? 'en',
        secure: false,
        now,
        report: (cause) => faults.push(cause),
      });
      port = (await web.listen(port, '127.0.0.1')).port;
      house.url = `http://127.0.0.1:${port}`;
    },
    async stop() {
      web.routes.server.closeAllConnections();
      await web.close();
    },
    async employ(staff) {
      const account = emptyAccount(staff, now());
      const login = { kind: STAFF_RECORD, id: who.secrets.login(staff.login), value: staff.id };
      await store.write({ documents: [accountChange(account, 0, now())], records: [login] });
    },
    async signIn(staff) {
      const { token, record } = who.sessions.begun(staff.id, 'Firefox, Linux');
      await store.write({ records: [record] });
      return `desk=${token}`;
    },
    async close() {
      await house.stop();
      await office.close();
    },
  };
  await house.start();
  for (const staff of [ANNA, BOGDAN, SUPERVISOR, LEAD, ADMIN]) await house.employ(staff);
  return house;
}

/** Chats and calendars of an office that has linked none, so that their pages are tried with all the others. */
function quietElsewhere(speaking: Speaking): Elsewhere {
  return {
    links: { newCode: async () => 'ABCD-EFGH' },
    feeds: {
      newAddress: async () => 'https://example.org/feed',
      revoke: async () => {},
      has: async () => false,
    },
    shown: async () => ({ fresh: 0, deliveries: [], sent: { messages: 0, repeats: 0 } }),
    retry: async () => 0,
    refer: async () => 'no_such',
    say: (language, key, values) => speaking.in(language).say(key, values),
  };
}

export interface Got {
  status: number;
  headers: Headers;
  html: string;
}

/** A browser without script: it has cookies and follows nothing by itself. */
export function browserOf(house: DeskHouse, cookie = '') {
  const jar = new Map(
    cookie
      .split('; ')
      .filter(Boolean)
      .map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  async function ask(path: string, init: RequestInit): Promise<Got> {
    const headers = new Headers(init.headers);
    headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(new URL(path, house.url), { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return { status: answer.status, headers: answer.headers, html: await answer.text() };
  }
  const get = (path: string, headers: Record<string, string> = {}) => ask(path, { headers });
  /** Sends the fields alone, without what the page's form holds. */
  const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  return {
    get,
    send,
    /** Fills in a form of a page: its token goes with it. */
    async post(page: string, path: string, fields: Record<string, string> = {}) {
      const { html } = await get(page);
      const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
      return send(path, { csrf, ...fields });
    },
  };
}
