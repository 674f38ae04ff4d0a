/**
 * Commits of different people that arrive while others are on their way share a statement: one round trip, one
 * transaction and one write to the database's disk for several. Each has its own outcome; where a shared statement
 * fails, each goes alone.
 */
import type { Committed } from '../port.js';
import type { Database, Statement } from './pool.js';
import { commitStatement } from './statements.js';

export type CommitStatus = Committed['status'] | 'stale';

const SIZES = [16, 8, 4, 2, 1];
const STATEMENTS = new Map(SIZES.map((size) => [size, commitStatement(size)]));
/** Of the parameters of a commit. */
const PLACES = 0;
const CONVERSATION = 3;

interface Waiting {
  parameters: readonly unknown[];
  resolve(status: CommitStatus): void;
  reject(cause: unknown): void;
}

/** @param lanes statements on their way at once */
export function createBatches(
  database: Database,
  lanes: number,
): (parameters: readonly unknown[]) => Promise<CommitStatus> {
  const waiting: Waiting[] = [];
  let running = 0;

  async function send(batch: readonly Waiting[]): Promise<void> {
    const statement = STATEMENTS.get(batch.length);
    try {
      if (statement === undefined) throw new RangeError('There is no statement of this size.');
      const statuses = await ask(statement, together(batch));
      batch.forEach(({ resolve }, index) => {
        resolve(statuses[index] ?? 'conflict');
      });
    } catch (cause) {
      if (batch.length === 1) batch[0]?.reject(cause);
      else await Promise.all(batch.map((one) => send([one])));
    }
  }

  async function ask(statement: Statement, parameters: unknown[]): Promise<CommitStatus[]> {
    const [row] = await database.ask<{ statuses: CommitStatus[] }>(statement, parameters);
    return row?.statuses ?? [];
  }

  function next(): void {
    while (running < lanes && waiting.length > 0) {
      const size = SIZES.find((each) => each <= waiting.length) ?? 1;
      running += 1;
      void send(waiting.splice(0, size)).finally(() => {
        running -= 1;
        next();
      });
    }
  }

  return (parameters) =>
    new Promise((resolve, reject) => {
      waiting.push({ parameters, resolve, reject });
      next();
    });
}

/** The first of them locks for all: conversations first, then what else there is, each in one order for everybody. */
function together(batch: readonly Waiting[]): unknown[] {
  const [only] = batch;
  if (only !== undefined && batch.length === 1) return [...only.parameters];
  const conversations: string[] = [];
  const others: string[] = [];
  for (const { parameters } of batch) {
    const places = parameters[PLACES] as string[];
    const own = parameters[CONVERSATION] === null ? 0 : 1;
    conversations.push(...places.slice(0, own));
    others.push(...places.slice(own));
  }
  const all = [...inOrder(conversations), ...inOrder(others)];
  return batch.flatMap(({ parameters }, index) => [index === 0 ? all : [], ...parameters.slice(1)]);
}

function inOrder(places: readonly string[]): string[] {
  const numbers = [...new Set(places)].map(BigInt);
  return numbers.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map(String);
}
