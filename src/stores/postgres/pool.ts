/**
 * Connections to the database, few and each with limits, so that a database that hangs makes nobody wait for long.
 * Whatever is wrong with it comes out as `StoreUnavailable`, without a word of what was asked: values are personal.
 */
import { Pool, type PoolClient, type QueryResult, type QueryResultRow } from 'pg';
import { StoreUnavailable } from '../port.js';
import { answers } from './answers.js';
import { createBreaker } from './breaker.js';

/** A statement that the database plans once for each connection, under its name. */
export interface Statement {
  name: string;
  text: string;
}

export interface Asking {
  /** One round trip. */
  ask<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
}

export interface Database extends Asking {
  /** Work on a connection of its own within a transaction; it is rolled back when the work rejects. */
  together<Result>(work: (on: Asking) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface Limits {
  /** Connections of this process at most. */
  connections: number;
  /** Milliseconds until a connection must stand, or one of the others be free. */
  connect: number;
  /** Milliseconds that a statement may take, waiting for locks included. */
  statement: number;
  /** Milliseconds after which an idle connection is given back. */
  idle: number;
}

export const LIMITS: Limits = { connections: 10, connect: 5_000, statement: 5_000, idle: 30_000 };
/** How often what was undone because of others is tried again. */
const TRIES = 3;

/** What a connection is opened with, for the pool and for whoever needs one beside it. */
export const connectionOf = (url: string, limits: Limits) => ({
  connectionString: url,
  application_name: 'kinline',
  connectionTimeoutMillis: limits.connect,
  statement_timeout: limits.statement,
  query_timeout: limits.statement + 1_000,
  lock_timeout: limits.statement,
  idle_in_transaction_session_timeout: 4 * limits.statement,
  keepAlive: true,
});

/** @param asked hears of each round trip, by the name of its statement */
export function openDatabase(url: string, limits: Limits, asked: (name: string) => void): Database {
  const pool = new Pool({
    ...connectionOf(url, limits),
    max: limits.connections,
    idleTimeoutMillis: limits.idle,
  });
  // An idle connection that breaks is replaced by the next one who needs it.
  pool.on('error', () => undefined);
  // One that breaks while somebody holds it and asks nothing: the next question says so.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const breaker = createBreaker({
    // One that lets nobody in for want of room is there all the same.
    probe: () =>
      answers(connectionOf(url, limits)).catch((cause) => {
        if (isBroken(cause)) throw cause;
      }),
  });

  async function connect(): Promise<PoolClient> {
    let connecting: Promise<PoolClient> | undefined;
    try {
      return await breaker.guard(() => {
        connecting = pool.connect();
        return connecting;
      });
    } catch (cause) {
      breaker.suspect();
      // One that comes too late is given back.
      connecting?.then((client) => client.release(true)).catch(() => undefined);
      throw unavailable(cause);
    }
  }

  async function run<Row extends QueryResultRow>(
    client: PoolClient,
    { name, text }: Statement,
    values: readonly unknown[],
  ): Promise<QueryResult<Row>> {
    asked(name);
    return breaker.guard(() => client.query<Row>({ name, text, values: [...values] }));
  }

  /** A broken connection is replaced once; statements are written so that asking twice does no more than once. */
  async function ask<Row extends QueryResultRow>(
    statement: Statement,
    values: readonly unknown[],
  ): Promise<Row[]> {
    for (let attempt = 1; ; attempt += 1) {
      const client = await connect();
      try {
        const { rows } = await run<Row>(client, statement, values);
        client.release();
        return rows;
      } catch (cause) {
        const broken = isBroken(cause);
        client.release(broken);
        if (broken) breaker.suspect();
        const again = broken ? attempt === 1 : wasUndone(cause) && attempt < TRIES;
        if (!again) throw unavailable(cause);
      }
    }
  }

  return {
    ask,
    async together(work) {
      const client = await connect();
      const on: Asking = {
        ask: async (statement, values) => {
          try {
            return (await run<never>(client, statement, values)).rows;
          } catch (cause) {
            throw unavailable(cause);
          }
        },
      };
      try {
        await on.ask({ name: 'begin', text: 'BEGIN' }, []);
        const result = await work(on);
        await on.ask({ name: 'end', text: 'COMMIT' }, []);
        client.release();
        return result;
      } catch (cause) {
        // Given back broken: whatever was begun on it ends with it.
        client.release(true);
        throw cause;
      }
    },
    close() {
      breaker.close();
      return pool.end();
    },
  };
}

function codeOf(cause: unknown): string {
  const { code } = cause as { code?: unknown };
  return typeof code === 'string' ? code : 'no answer';
}

/** Five characters are the database's own codes; classes 08 and 57P are about the connection. Others are the socket's. */
function isBroken(cause: unknown): boolean {
  const code = codeOf(cause);
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|57P|EPIPE)/.test(code);
}

/** Undone to let another one through. */
const wasUndone = (cause: unknown): boolean => ['40001', '40P01'].includes(codeOf(cause));

export function unavailable(cause: unknown): StoreUnavailable {
  if (cause instanceof StoreUnavailable) return cause;
  return new StoreUnavailable(`The database cannot be asked (${codeOf(cause)}).`);
}
