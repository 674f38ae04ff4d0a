/** Whether a database answers at all, asked on a connection of its own that nobody else can keep busy. */
import { setTimeout as pause } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';

/** Milliseconds. An answer that has come while this process was busy is still to be read. */
const PATIENCE = { answer: 1_200, read: 200 };

/** Rejects when it does not, or takes nobody in. */
export async function answers(connection: ClientConfig): Promise<void> {
  const client = new Client({
    ...connection,
    application_name: 'kinline probe',
    connectionTimeoutMillis: PATIENCE.answer + PATIENCE.read,
  });
  client.on('error', () => undefined);
  const asked = client.connect().then(async () => void (await client.query('SELECT 1')));
  const giveUp = new AbortController();
  const late = async () => {
    await pause(PATIENCE.answer, undefined, { signal: giveUp.signal });
    await pause(PATIENCE.read, undefined, { signal: giveUp.signal });
    throw new Error('The database does not answer.');
  };
  try {
    await Promise.race([asked, late()]);
  } finally {
    asked.catch(() => undefined);
    giveUp.abort();
    void client.end().catch(() => undefined);
  }
}
