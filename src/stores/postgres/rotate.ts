/**
 * The change of the secret in a database: keys are wrapped anew some hundred rows at a time, while instances that were
 * started with both secrets serve. Each row names its secret, so a change that is cut off is simply gone on with.
 */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { type RandomBytes, unwrapKey, type Wrapping, wrapKey } from '../sealing.js';
import { connectionOf, LIMITS } from './pool.js';
import { DatabaseRefused } from './refused.js';

const BATCH = 500;

interface Row {
  id: Buffer;
  wrapped: Buffer;
}

/** Resolves with how many keys it wrapped under `to`. Keys of people who are erased meanwhile stay erased. */
export async function rotateDatabase(
  url: string,
  to: Wrapping,
  before: Wrapping,
  random: RandomBytes = randomBytes,
): Promise<number> {
  const client = new Client(connectionOf(url, LIMITS));
  client.on('error', () => undefined);
  await client.connect();
  let count = 0;
  try {
    for (let after: Buffer = Buffer.alloc(0); ; ) {
      const { rows } = await client.query<Row>(
        'SELECT id, wrapped FROM kinline_keys WHERE secret <> $1 AND id > $2 ORDER BY id LIMIT $3',
        [to.id, after, BATCH],
      );
      if (rows.length === 0) break;
      count += await rewrap(client, rows, to, before, random);
      after = rows.at(-1)?.id ?? after;
    }
    const { rows } = await client.query('SELECT 1 FROM kinline_keys WHERE secret <> $1 LIMIT 1', [to.id]);
    // An instance that knows the former secret only may have made some meanwhile; its proof stays until none is left.
    if (rows.length === 0) await client.query('DELETE FROM kinline_secrets WHERE id <> $1', [to.id]);
  } finally {
    await client.end();
  }
  return count;
}

async function rewrap(
  client: Client,
  rows: readonly Row[],
  to: Wrapping,
  before: Wrapping,
  random: RandomBytes,
): Promise<number> {
  const anew = rows.map(({ id, wrapped }) => {
    const name = id.toString('base64url');
    const key = unwrapKey(before.key, wrapped, name);
    if (key === undefined)
      throw new DatabaseRefused(
        'secret',
        'A key in the database of KINLINE_STORE opens with neither secret. Give the one that the data was written with as KINLINE_SECRET_BEFORE. What was wrapped anew until here stays so; nothing is lost.',
      );
    return wrapKey(to.key, key, name, random);
  });
  const { rowCount } = await client.query(
    `UPDATE kinline_keys AS k SET secret = $1, wrapped = anew.wrapped
       FROM unnest($2::bytea[], $3::bytea[]) AS anew(id, wrapped) WHERE k.id = anew.id`,
    [to.id, rows.map(({ id }) => id), anew],
  );
  return rowCount ?? 0;
}
