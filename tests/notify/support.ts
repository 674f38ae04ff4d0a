/** An outbox on a real store in a folder of its own, with a clock that the test moves. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAudit } from '../../src/casework/audit.js';
import type { Language } from '../../src/content/language.js';
import { createRenderer } from '../../src/language/render.js';
import type { AuditedWrite } from '../../src/notify/audited.js';
import {
  DELIVERED_RECORD,
  DELIVERY_RECORD,
  type Delivered,
  type Delivery,
  readDelivered,
  readDelivery,
} from '../../src/notify/delivery.js';
import { type Notice, noticeRecord } from '../../src/notify/notice.js';
import { createOutbox, type Outbox, type OutboxParts } from '../../src/notify/outbox.js';
import type { Say } from '../../src/notify/words.js';
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import type { Store } from '../../src/stores/port.js';

export const HOME = 'https://kinline.example.org';
export const SECRET = 'a secret for tests only, long enough to be one';

/** A Tuesday morning in Romania. */
const TUESDAY = Date.parse('2026-11-24T10:30:00+02:00');

/** Of each language only what notices say. */
const LOCALES = join(dirname(fileURLToPath(import.meta.url)), '../../locales');
const renderer = createRenderer(
  ['en', 'ro', 'uk', 'ar'].map((code) => {
    const texts = JSON.parse(readFileSync(join(LOCALES, code, 'notices.json'), 'utf8'));
    const direction = code === 'ar' ? 'rtl' : 'ltr';
    return { code, intl: code, direction, texts: new Map([['notices', texts]]) } as unknown as Language;
  }),
);
export const say: Say = (language, key, values) =>
  renderer.text(language, values === undefined ? { key } : { key, with: values });

export const NOTICE: Notice = {
  id: 'n1',
  kind: 'callback_created',
  reference: 'K7-4F2M-9',
  path: '/desk/requests/r1',
  urgent: false,
  audience: 'team',
  team: 'team-one',
  region: 'RO',
  at: TUESDAY,
};

export function auditedIn(store: Store): AuditedWrite {
  const audit = createAudit(store);
  return (entry, changes) => audit.write([{ ...entry, at: TUESDAY, outcome: 'done' }], changes);
}

export interface TestOutbox {
  store: Store;
  clock: { now: number };
  logged: string[];
  /** Another outbox on the same store, as another instance or the next start would have it. */
  outbox(parts: Pick<OutboxParts, 'targets' | 'senders'> & Partial<OutboxParts>): Outbox;
  put(...notices: Partial<Notice>[]): Promise<void>;
  waiting(): Promise<Delivery[]>;
  arrived(): Promise<Delivered[]>;
  close(): Promise<void>;
}

export async function openOutbox(): Promise<TestOutbox> {
  const folder = mkdtempSync(join(tmpdir(), 'kinline-notify-'));
  const clock = { now: TUESDAY };
  const now = () => clock.now;
  const store = await openLowdbStore({ folder, secret: SECRET, now });
  const logged: string[] = [];
  const all = async <T>(kind: string, read: (value: string) => T | undefined): Promise<T[]> => {
    const found: T[] = [];
    for await (const { value } of store.records(kind))
      found.push(...[read(value)].filter((one) => one !== undefined));
    return found;
  };
  return {
    store,
    clock,
    logged,
    outbox: (parts) =>
      createOutbox({
        store,
        now,
        random: () => 0.5,
        log: (event, fields = {}) => void logged.push(`${event} ${JSON.stringify(fields)}`),
        ...parts,
      }),
    async put(...notices) {
      const records = notices.map((notice) => noticeRecord({ ...NOTICE, ...notice }));
      await store.write({ records });
    },
    waiting: () => all(DELIVERY_RECORD, readDelivery),
    arrived: () => all(DELIVERED_RECORD, readDelivered),
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
