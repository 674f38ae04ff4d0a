/** (f) The waterfall dialog with its state in PostgreSQL in the simplest way: a row of JSON for each conversation. */
import { Pool } from 'pg';
import { sayReady } from './ready.mjs';
import { serveBot } from './restify-bot.mjs';
import { waterfallBot } from './waterfall.mjs';

const pool = new Pool({ connectionString: process.env.PEER_DATABASE, max: 10 });
await pool.query('CREATE TABLE IF NOT EXISTS bot_state (id text PRIMARY KEY, value jsonb NOT NULL)');

const storage = {
  async read(keys) {
    const { rows } = await pool.query('SELECT id, value FROM bot_state WHERE id = ANY ($1)', [keys]);
    return Object.fromEntries(rows.map(({ id, value }) => [id, value]));
  },
  async write(changes) {
    for (const [id, value] of Object.entries(changes))
      await pool.query(
        'INSERT INTO bot_state VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET value = excluded.value',
        [id, JSON.stringify(value)],
      );
  },
  async delete(keys) {
    await pool.query('DELETE FROM bot_state WHERE id = ANY ($1)', [keys]);
  },
};

serveBot(waterfallBot(storage), sayReady);
