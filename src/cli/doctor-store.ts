/** What `kinline doctor` finds of the store, its keys and those who work here, without changing or locking anything. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { idIn, readAccount, STAFF_RECORD } from '../casework/account.js';
import { openStore, recordsOf, storeRefusal } from '../compose/store.js';
import type { Config } from '../config.js';
import { type Finding, missing, ok, warning } from '../operations/doctor/finding.js';
import { realDisk } from '../stores/lowdb/disk.js';
import { findKeys } from '../stores/lowdb/keys.js';
import { type Probed, probeDatabase } from '../stores/postgres/probe.js';

const noRandom = (size: number) => Buffer.alloc(size);

export async function storeFindings(config: Config, now: number): Promise<Finding[]> {
  const { KINLINE_STORE: store, KINLINE_SECRET: secret, KINLINE_SECRET_BEFORE: before } = config;
  if (secret === undefined) return [];
  const found =
    store === 'embedded'
      ? await folder(config, secret, before)
      : database(await probeDatabase(store, secret, before));
  if (found.state !== 'ok') return [found];
  return [found, await staff(config, now)];
}

async function folder(config: Config, secret: string, before: string | undefined): Promise<Finding> {
  const inside = join(config.KINLINE_DATA, 'store');
  if (!existsSync(inside))
    return ok('store', 'Nothing is stored yet; the folder is made at the first start.', true);
  try {
    const { broken } = await findKeys({ folder: inside, secret, before, disk: realDisk, random: noRandom });
    return broken.size === 0
      ? ok('store', 'The store’s keys open with this secret.', true)
      : missing(
          'store',
          `${broken.size} keys do not open.`,
          'See “Changing the secret”, or restore the keys.',
        );
  } catch (cause) {
    const why = storeRefusal(cause);
    return missing('store', 'The store cannot be read.', why ?? `Look at the rights of ${inside}.`);
  }
}

const DATABASE: Record<Exclude<Probed, 'ready' | 'empty'>, [found: string, todo: string]> = {
  unreachable: [
    'The database cannot be reached.',
    'Is it running, and do name, password and address in KINLINE_STORE fit?',
  ],
  read_only: ['The database takes no writes.', 'KINLINE_STORE must name the one that does, not a replica.'],
  other_secret: [
    'What is in the database was sealed under another secret.',
    'Give that one as KINLINE_SECRET; while it is being changed, the former as KINLINE_SECRET_BEFORE.',
  ],
};

function database(probed: Probed): Finding {
  if (probed === 'ready')
    return ok('store', 'The database answers, and its keys open with this secret.', true);
  if (probed === 'empty')
    return ok('store', 'The database answers; its tables are made at the first start.', true);
  return missing('store', ...DATABASE[probed]);
}

async function staff(config: Config, now: number): Promise<Finding> {
  const todo = 'Make one for each who works here: npm run kinline -- staff add';
  if (config.KINLINE_STORE !== 'embedded' && (await isEmpty(config)))
    return warning('staff', 'There are no accounts.', todo);
  const { length } = await recordsOf(config, STAFF_RECORD, now);
  return length === 0
    ? warning('staff', 'There are no accounts: nobody can work on a request.', todo)
    : ok('staff', `${length} accounts; each opens with a second factor only.`);
}

/** Asked first: to open an empty database would make its tables. */
const isEmpty = async (config: Config): Promise<boolean> =>
  (await probeDatabase(config.KINLINE_STORE, config.KINLINE_SECRET ?? '', config.KINLINE_SECRET_BEFORE)) ===
  'empty';

/** For the yearly review. Undefined where there is no store yet, or Kinline holds it at this moment. */
export async function staffFound(
  config: Config,
  now: number,
): Promise<{ all: number; conductSigned: number; trained: number } | undefined> {
  const fresh = config.KINLINE_STORE === 'embedded' && !existsSync(join(config.KINLINE_DATA, 'store'));
  if (config.KINLINE_SECRET === undefined || fresh) return undefined;
  const store = await openStore(config, { now: () => now }).catch(() => undefined);
  if (store === undefined) return undefined;
  try {
    const counted = { all: 0, conductSigned: 0, trained: 0 };
    const today = new Date(now).toISOString().slice(0, 10);
    for await (const { value } of store.records(STAFF_RECORD)) {
      const person = (await readAccount(store, idIn(value)))?.account.staff;
      if (person === undefined || person.disabled) continue;
      counted.all += 1;
      if (person.conductSignedOn !== null) counted.conductSigned += 1;
      if (person.trainedUntil !== null && person.trainedUntil >= today) counted.trained += 1;
    }
    return counted;
  } finally {
    await store.close();
  }
}
