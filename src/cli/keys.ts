/** `kinline keys rotate`: the secret is changed, and nothing that was sealed is lost or has to wait. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openStore, storeSecret } from '../compose/store.js';
import type { Config } from '../config.js';
import { rewrapDataKeys } from '../stores/data-key.js';
import { askToRotate } from '../stores/lowdb/control.js';
import { lockPaths } from '../stores/lowdb/lock.js';
import { openLowdbStore } from '../stores/lowdb/open.js';
import { FolderRefused } from '../stores/lowdb/refused.js';
import { rotateDatabase } from '../stores/postgres/rotate.js';
import { type Wrapping, wrappingOf } from '../stores/sealing.js';

export async function runRotate(config: Config): Promise<number> {
  const before = config.KINLINE_SECRET_BEFORE;
  if (config.KINLINE_SECRET === undefined || before === undefined)
    return refuse(
      'Give the new secret as KINLINE_SECRET and the former one as KINLINE_SECRET_BEFORE. Make one with: openssl rand -base64 48',
    );
  const to = wrappingOf(storeSecret(config));
  const from = wrappingOf(before);
  if (to.id === from.id) return refuse('KINLINE_SECRET and KINLINE_SECRET_BEFORE are the same.');
  const done =
    config.KINLINE_STORE === 'embedded'
      ? await rotateFolder(config, to, from)
      : await rotateTables(config, to, from);
  if ('refused' in done) return refuse(done.refused);
  process.stdout.write(
    `${done.count} ${done.count === 1 ? 'key is' : 'keys are'} sealed anew; all are under the new secret now.\n` +
      'Start Kinline with it from now on, and take KINLINE_SECRET_BEFORE out of the settings.\n' +
      'Backups of keys that were made before open with the former secret only: make a new one.\n',
  );
  return 0;
}

type Done = { count: number } | { refused: string };

async function rotateTables(config: Config, to: Wrapping, from: Wrapping): Promise<Done> {
  // Opened first: it proves the secrets, and from then on instances may be started with the new one.
  const store = await openStore(config);
  try {
    const named = await rewrapDataKeys(store, [to, from], randomBytes);
    return { count: named + (await rotateDatabase(config.KINLINE_STORE, to, from)) };
  } finally {
    await store.close();
  }
}

async function rotateFolder(config: Config, to: Wrapping, from: Wrapping): Promise<Done> {
  const folder = join(config.KINLINE_DATA, 'store');
  try {
    const secrets = { secret: storeSecret(config), before: config.KINLINE_SECRET_BEFORE };
    const store = await openLowdbStore({ folder, ...secrets, now: Date.now });
    try {
      return { count: await store.rotate(to) };
    } finally {
      await store.close();
    }
  } catch (cause) {
    if (!(cause instanceof FolderRefused) || cause.reason !== 'in_use') throw cause;
  }
  for (const path of await lockPaths(folder)) {
    const asked = await askToRotate(path, to, from);
    if (asked === null) continue;
    if ('rewrapped' in asked) return { count: asked.rewrapped };
    return {
      refused:
        asked.refused === 'secret'
          ? 'The Kinline that is running uses another secret than these two. Nothing was changed.'
          : 'The disk refused some of it; the rest is under the former secret and goes on working. Run this again.',
    };
  }
  return { refused: 'The Kinline that holds the data folder gave no answer. Run this again.' };
}

function refuse(what: string): number {
  process.stderr.write(`${what}\n`);
  return 1;
}
