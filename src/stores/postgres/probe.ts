/** Looks at a database without changing it: is it there, does it take writes, does the secret fit? */
import { Client } from 'pg';
import { connectionOf, LIMITS } from './pool.js';
import { createSessionKeys } from './session-keys.js';

export type Probed = 'ready' | 'unreachable' | 'read_only' | 'other_secret' | 'empty';

const noRandom = (size: number) => Buffer.alloc(size);

export async function probeDatabase(url: string, secret: string, before?: string): Promise<Probed> {
  const client = new Client(connectionOf(url, LIMITS));
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows: states } = await client.query<{ reading: boolean; made: string | null }>(
      `SELECT pg_is_in_recovery() AS reading, to_regclass('kinline_secrets') AS made`,
    );
    if (states[0]?.reading !== false) return 'read_only';
    if (states[0].made === null) return 'empty';
    const { rows } = await client.query<{ proof: Buffer }>('SELECT proof FROM kinline_secrets');
    const keys = createSessionKeys(secret, noRandom, before);
    const fits = rows.some(({ proof }) => keys.proves(proof) || keys.provesFormer(proof));
    return fits || rows.length === 0 ? 'ready' : 'other_secret';
  } catch {
    return 'unreachable';
  } finally {
    await client.end().catch(() => undefined);
  }
}
