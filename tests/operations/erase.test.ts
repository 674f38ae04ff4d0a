/** “Delete my data” in the chat: a canary in every place where something of a person lies, and none of them afterwards. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { runBackup, runRestoreBackup } from '../../src/cli/backup.js';
import { startCasework } from '../../src/compose/casework.js';
import { buildHouse } from '../../src/compose/house.js';
import { followKeys } from '../../src/compose/keys-copy.js';
import { readOrganization } from '../../src/compose/organization.js';
import { openStore } from '../../src/compose/store.js';
import { type Config, readConfig } from '../../src/config.js';
import { createOutbox } from '../../src/notify/outbox.js';
import type { Store } from '../../src/stores/port.js';
import { createKeys } from '../../src/turn/keys.js';
import { FAILED_TURN } from '../../src/turn/set-aside.js';
import { person } from '../casework/office.js';
import { ownContent, ROOT } from '../helpers/content.js';
import { makeDatabase } from '../helpers/postgres.js';

const SECRET = 'a secret for tests only, long enough to be one';
const NAME = 'Canarina';
const NUMBER = '1632960123';
const WORDS = 'a canary of words';

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinline-erase-'));
  said = [];
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function settings(data: string, more: Record<string, string>): Config {
  const read = readConfig({
    KINLINE_DATA: join(folder, data),
    KINLINE_SECRET: SECRET,
    KINLINE_CONTENT: ROOT,
    KINLINE_KEYS_COPY: join(folder, 'apart', 'keys'),
    ...more,
  });
  if (!read.ok) throw new Error(read.problems.join(' '));
  return read.config;
}

/** Every kind of record that a family, the desk or the outbox may leave. */
const KINDS = ['callback', 'code_tries', 'alarm', 'outbox', 'delivery', 'delivered', FAILED_TURN];

async function recordsOf(store: Store, kinds: readonly string[]): Promise<string> {
  const found: string[] = [];
  for (const kind of kinds)
    for await (const { id, value } of store.records(kind)) found.push(`${kind} ${id} ${value}`);
  return found.join('\n');
}

/** A family that asked for a call twice, a desk that has begun to work on it, and a message that could not be taken. */
async function openFamily(config: Config) {
  const content = ownContent();
  const store = await openStore(config);
  const logged: string[] = [];
  const log = (event: string, fields: object = {}) => void logged.push(JSON.stringify([event, fields]));
  const { organization, problems } = readOrganization(config, content);
  if (organization === undefined) throw new Error(problems.join());
  let ids = 0;
  const newId = () => `id-${ids++}`;
  const now = Date.now;
  const casework = await startCasework({ organization, store, now, newId, log });
  const keys = followKeys(config, log, 1);
  const told: Promise<void>[] = [];
  const house = await buildHouse({
    config,
    content,
    store,
    secret: SECRET,
    now,
    log,
    office: organization,
    inAuditLog: casework.audit.commit,
    noticed: (id) => void told.push(casework.cases.noticed(id)),
    destroyed: keys.destroyed,
    file: (id) => `https://chat.example.org/mine/${id}`,
  });
  const outbox = createOutbox({
    store,
    targets: async ({ kind }) =>
      kind === 'callback_taken_back'
        ? []
        : [{ kind: 'webhook', id: 'somewhere', url: 'https://example.org', secret: 'x' } as never],
    senders: {},
    now,
    random: () => 0.5,
    log,
  });
  let count = 0;
  return {
    store,
    casework,
    keys,
    logged,
    outbox,
    async says(...lines: string[]) {
      const replies: string[] = [];
      for (const text of lines) {
        count += 1;
        const incoming = { channel: 'test', user: 'canary-of-a-user', activity: `${count}`, locale: 'en' };
        const taken = await house.take({
          ...incoming,
          content: { kind: 'text', text },
          sharesLocation: false,
        });
        replies.push(...taken.replies.map((reply) => reply.text));
      }
      await Promise.all(told);
      return replies.join('\n');
    },
    turns: () => house.transcript.since('test', 'canary-of-a-user', 0),
    async close() {
      house.stop();
      await keys.stop();
      await outbox.stop();
      await casework.stop();
      await store.close();
    },
  };
}

type Family = Awaited<ReturnType<typeof openFamily>>;

async function ask(family: Family): Promise<string> {
  await family.says('Please call me', '16 or older', NAME, `+44 ${NUMBER}`, 'Evenings');
  await family.says('The safest way', 'Help for us', 'Rather not say', WORDS, 'Soon', 'Yes, send it');
  return family.says('I have them');
}

async function requests(store: Store): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of store.records('callback')) ids.push(id);
  return ids;
}

const subjects: [name: string, more: () => Promise<{ KINLINE_STORE?: string }>, drop: () => Promise<void>][] =
  (() => {
    const databases: Awaited<ReturnType<typeof makeDatabase>>[] = [];
    return [
      ['embedded', async () => ({}), async () => undefined],
      [
        'PostgreSQL',
        async () => {
          const database = await makeDatabase();
          databases.push(database);
          return { KINLINE_STORE: database.url };
        },
        async () => {
          for (const database of databases) await database.drop();
        },
      ],
    ];
  })();

describe.each(subjects)('%s', (_name, more, drop) => {
  test('erases the chat, each request, its marks and notices, and what backups could be read with', async () => {
    const config = settings('from', { ...(await more()) });
    const family = await openFamily(config);
    const { store, casework } = family;
    await family.says('hello');
    await ask(family);
    await family.says('Please call me', 'Ask for another call');
    await family.says('16 or older', NAME, `+44 ${NUMBER}`, 'Evenings', 'The safest way');
    await family.says('Rather not say', 'Soon', 'Yes, send it', 'I have them');
    const ids = await requests(store);
    expect(ids).toHaveLength(2);
    const [id = ''] = ids;
    const team = person('anna', 'caseworker', { teams: ['team-one'] });
    for (const each of ids) await casework.cases.act(team, each, { do: 'claim' });
    await family.says('Please call me', 'See or change it', '0000 0000', 'menu');
    await family.outbox.work();
    const conversation = createKeys(SECRET).conversation('test', 'canary-of-a-user');
    const aside = { conversation, activity: 'a', at: Date.now(), channel: 'test', cause: 'TypeError' };
    await store.write({
      records: [
        { kind: 'alarm', id: `${id}:overdue`, value: '1' },
        { kind: FAILED_TURN, id: 'failed', value: JSON.stringify(aside) },
      ],
    });
    const before = await recordsOf(store, KINDS);
    for (const kind of ['callback', 'code_tries', 'alarm', 'delivery', FAILED_TURN])
      expect(before).toMatch(new RegExp(`^${kind} `, 'm'));
    for (const each of ids) expect(JSON.stringify(await store.document(`callback:${each}`))).toContain(NAME);

    const file = join(folder, 'backups', 'kinline.tar.gz');
    mkdirSync(dirname(file), { recursive: true });
    const keys = join(folder, 'apart', 'keys');
    expect(await runBackup(config, file, { keys }, Date.now)).toBe(0);
    copyFileSync(keys, join(folder, 'keys-before'));

    const held = await family.says('delete my data');
    expect(held).toContain('Your request for a call');
    expect(held).not.toMatch(new RegExp(`${NAME}|${NUMBER}|${WORDS}`));
    const began = Date.now();
    await family.says('Yes, delete it');
    await family.outbox.work();
    await family.keys.stop();
    expect(Date.now() - began).toBeLessThan(60_000);

    expect(await family.turns()).toEqual([]);
    expect(await requests(store)).toEqual([]);
    const after = await recordsOf(store, KINDS);
    expect(after).not.toContain(conversation);
    for (const each of ids) {
      expect(after).not.toContain(each);
      expect(await store.document(`callback:${each}`)).toBeUndefined();
    }
    expect(casework.cases.queue(team, 'team', 0)).toMatchObject({ total: 0 });
    const audit = await recordsOf(store, ['audit']);
    expect(audit).toContain('"family:erase"');
    expect(audit).not.toMatch(new RegExp(`${NAME}|${NUMBER}|${WORDS}|canary-of-a-user`));
    expect(family.logged.join('\n')).not.toMatch(new RegExp(`${NAME}|${NUMBER}|${WORDS}|canary-of-a-user`));
    await family.close();

    // The backup itself was not touched: the keys that lie apart make the difference.
    const readable = async (data: string, from: string): Promise<number> => {
      const to = settings(data, { ...(await more()) });
      expect(await runRestoreBackup(to, file, { keys: from }, Date.now)).toBe(0);
      const restored = await openStore(to);
      const found = await Promise.all(ids.map((each) => restored.document(`callback:${each}`)));
      await restored.close();
      return found.filter((document) => document !== undefined).length;
    };
    expect(await readable('with-todays-keys', keys)).toBe(0);
    expect(await readable('with-the-former-keys', join(folder, 'keys-before'))).toBe(2);
    expect(readFileSync(file).length).toBeGreaterThan(0);
    await drop();
  }, 120_000);
});
