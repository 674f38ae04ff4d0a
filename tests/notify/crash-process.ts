/** An outbox in a process of its own, to be killed: `<folder> <url of a receiver> <notices to put> <hours later>`. */
import { createHmac } from 'node:crypto';
import { noticeRecord } from '../../src/notify/notice.js';
import { createOutbox } from '../../src/notify/outbox.js';
import { createWebhooks } from '../../src/notify/webhook.js';
import { openLowdbStore } from '../../src/stores/lowdb/open.js';

const [folder = '', url = '', count = '0', hours = '0'] = process.argv.slice(2);
const now = () => Date.now() + Number(hours) * 3_600_000;
const secret = createHmac('sha256', 'invented').digest('hex');
const store = await openLowdbStore({ folder, secret, now });
for (let n = 0; n < Number(count); n += 1)
  await store.write({
    records: [
      noticeRecord({
        id: `n${n}`,
        kind: 'callback_created',
        reference: `R-${n}`,
        path: '/desk/requests/r',
        urgent: false,
        audience: 'team',
        team: 'team-one',
        region: 'RO',
        at: now(),
      }),
    ],
  });
const outbox = createOutbox({
  store,
  targets: async () => [{ id: 'webhook-1', kind: 'webhook', url, secret, language: 'en' }],
  senders: {
    webhook: createWebhooks({
      home: 'https://kinline.example.org',
      say: (_language, key) => key,
      now: Date.now,
      allowPrivate: true,
    }),
  },
  now,
  random: Math.random,
  log: () => {},
});
while ((await outbox.work()) > 0);
await store.close();
process.stdout.write('nothing is left\n');
