/** Ten thousand notices over a mail server that fails three times in ten: all must arrive, each under one id. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DELIVERED_RECORD, DELIVERY_RECORD, readDelivered } from '../../../src/notify/delivery.js';
import { createMail } from '../../../src/notify/mail.js';
import { noticeRecord } from '../../../src/notify/notice.js';
import { createOutbox } from '../../../src/notify/outbox.js';
import { openLowdbStore } from '../../../src/stores/lowdb/open.js';
import { startMailServer } from '../../notify/mail-server.js';
import { type Goal, table } from '../table.js';
import type { Pace } from './turns.js';

const NOTICES = 10_000;
const HOUR = 3_600_000;
const HOME = 'https://kinline.example.org';

/** Of ten messages one is refused for now, one is lost, and one arrives without the sender knowing. */
const FAULTS = ['refuse', 'hang_up', 'hang_up_after'] as const;

export async function measureNotices(_pace: Pace, say: (words: string) => void): Promise<Goal[]> {
  const folder = await mkdtemp(join(process.cwd(), 'tests/output/bench/notices-'));
  let clock = Date.parse('2026-11-24T08:00:00Z');
  const now = () => clock;
  const random = generator(7);
  const store = await openLowdbStore({ folder, secret: 'bench', now, warn: console.error });
  const server = await startMailServer(() => FAULTS[Math.floor(random() * 10)] ?? 'no');
  const mail = createMail({
    server: server.url,
    from: 'kinline@example.org',
    home: HOME,
    say: (_, key, values) => `${key} ${values?.reference}`,
  });
  try {
    for (let n = 0; n < NOTICES; n += 1)
      await store.write({ records: [noticeRecord({ ...NOTICE, id: `n${n}`, at: clock })] });
    const outbox = createOutbox({
      store,
      targets: async () => [{ id: 'mail-1', kind: 'mail', address: 'team@example.org', language: 'en' }],
      senders: { mail: mail.send },
      now,
      random,
      log: () => {},
      width: 10,
    });
    const began = performance.now();
    let tries = 0;
    for (let begun = await outbox.work(); begun > 0; begun = await outbox.work()) {
      tries += begun;
      clock += HOUR;
    }
    const seconds = (performance.now() - began) / 1000;
    let counted = 0;
    for await (const { value } of store.records(DELIVERED_RECORD))
      counted += readDelivered(value)?.repeats ?? 0;
    let left = 0;
    for await (const _ of store.records(DELIVERY_RECORD)) left += 1;
    const came = [...server.taken.values()];
    const repeats = came.reduce((sum, { times }) => sum + times - 1, 0);
    say('\nNotices by mail, the server failing three times in ten\n');
    say(
      table(
        ['notices', 'tries', 'arrived', 'repeats', 'counted as repeats', 'left', 'seconds'],
        [[NOTICES, tries, came.length, repeats, counted, left, seconds.toFixed(0)].map(String)],
      ),
    );
    return [
      {
        what: `${NOTICES.toLocaleString('en')} notices, 30 % of tries failing`,
        measured: `${came.length.toLocaleString('en')} arrived, ${left} left`,
        goal: 'each at least once',
        met: came.length === NOTICES && left === 0,
      },
      {
        what: 'Repeats, all under the id of the first',
        measured: `${repeats} came, ${counted} counted`,
        goal: 'none uncounted',
        met: counted >= repeats,
      },
    ];
  } finally {
    mail.close();
    await server.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const NOTICE = {
  kind: 'callback_created',
  reference: 'K7-4F2M-9',
  path: '/desk/requests/r1',
  urgent: false,
  audience: 'team',
  team: 'team-one',
  region: 'RO',
} as const;

/** The same numbers in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
