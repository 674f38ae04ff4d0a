/**
 * What a caseworker can do from a linked chat: `next`, `claim`, `done`. Pure over the requests: whoever may not do it
 * at the desk may not do it here. Answers name a request by its reference and lead to the desk; nothing else is said.
 */
import { CLOSINGS, type Closing } from '../callbacks/request.js';
import type { Action } from '../callbacks/status.js';
import type { Cases } from '../casework/cases.js';
import type { Staff } from '../casework/staff.js';

export type Command =
  | { do: 'link'; code: string }
  | { do: 'unlink' }
  | { do: 'next' }
  | { do: 'claim'; reference: string | undefined }
  | { do: 'done'; reference: string | undefined; as: Closing | undefined };

/** An answer as a text of this room, about a request or none. */
export interface ChatAnswer {
  key: `chat.${string}`;
  reference?: string;
  /** The request to open at the desk. */
  id?: string;
}

export interface ChatCases extends Pick<Cases, 'act' | 'next' | 'search' | 'queue'> {
  /** Of a request, by its id; no secret. */
  reference(id: string): Promise<string | undefined>;
}

const CLOSING = new RegExp(`\\b(${CLOSINGS.join('|')})\\b`);
const CODE = /[2-9A-Z]{2}-?[2-9A-Z]{4}-?[2-9A-Z]\b/i;

/** Undefined where it is none: everything else in the chat is an ordinary conversation. */
export function readCommand(said: string): Command | undefined {
  const words = said.trim().replace(/^\//, '').replace(/[.!]$/, '');
  const code = /^link\s+([2-9a-z]{4}-?[2-9a-z]{4})$/i.exec(words)?.[1];
  if (code !== undefined) return { do: 'link', code };
  const [, verb = '', rest = ''] = /^(next|claim|done|unlink)\b\s*(.*)$/i.exec(words) ?? [];
  const reference = CODE.exec(rest)?.[0];
  const left = rest
    .replace(reference ?? '', '')
    .trim()
    .toLowerCase();
  const as = CLOSING.exec(left)?.[1] as Closing | undefined;
  switch (verb.toLowerCase()) {
    case 'next':
      return rest === '' ? { do: 'next' } : undefined;
    case 'unlink':
      return rest === '' ? { do: 'unlink' } : undefined;
    case 'claim':
      return left === '' ? { do: 'claim', reference } : undefined;
    case 'done':
      return left === (as ?? '') ? { do: 'done', reference, as } : undefined;
    default:
      return undefined;
  }
}

export type Work = Extract<Command, { do: 'next' | 'claim' | 'done' }>;

export async function doWork(command: Work, staff: Staff, cases: ChatCases): Promise<ChatAnswer> {
  switch (command.do) {
    case 'next': {
      const id = cases.next(staff);
      return id === undefined ? { key: 'chat.nothing' } : about(id, 'chat.next', cases);
    }
    case 'claim': {
      const { reference } = command;
      const id = reference === undefined ? cases.next(staff) : cases.search(staff, reference);
      if (id === undefined) return { key: reference === undefined ? 'chat.nothing' : 'chat.no_such' };
      return acted(id, { do: 'claim' }, 'chat.claimed', staff, cases);
    }
    case 'done':
      return finish(command, staff, cases);
  }
}

/** One's own that was reached is closed as helped; one that was not needs a word of what came of it. */
async function finish(
  { reference, as }: Extract<Work, { do: 'done' }>,
  staff: Staff,
  cases: ChatCases,
): Promise<ChatAnswer> {
  const page = cases.queue(staff, 'mine', 0);
  const mine = typeof page === 'string' ? [] : page.rows;
  const named = reference === undefined ? undefined : cases.search(staff, reference);
  const open = reference === undefined ? mine : mine.filter(({ id }) => id === named);
  const [row] = open;
  if (row === undefined) return { key: reference === undefined ? 'chat.nothing' : 'chat.no_such' };
  if (open.length > 1) return { key: 'chat.which' };
  const closing = as ?? (row.status === 'reached' ? 'helped' : undefined);
  if (closing === undefined) return about(row.id, 'chat.open_desk', cases);
  return acted(row.id, { do: 'close', as: closing, reason: null }, 'chat.done', staff, cases);
}

async function acted(
  id: string,
  action: Action,
  key: 'chat.claimed' | 'chat.done',
  staff: Staff,
  cases: ChatCases,
): Promise<ChatAnswer> {
  // Before it is acted on: what was closed may be gone afterwards.
  const answer = await about(id, key, cases);
  const done = await cases.act(staff, id, action);
  if (done.ok) return answer;
  switch (done.refused) {
    case 'claimed_by_another':
      return { ...answer, key: 'chat.taken' };
    case 'gone':
    case 'over':
      return { key: 'chat.no_such' };
    case 'try_again':
      return { key: 'chat.again' };
    case 'role':
    case 'team':
    case 'region':
    case 'conduct':
    case 'training':
    case 'disabled':
      return { key: 'chat.not_allowed' };
    default:
      return { ...answer, key: 'chat.open_desk' };
  }
}

async function about(id: string, key: ChatAnswer['key'], cases: ChatCases): Promise<ChatAnswer> {
  return { key, id, reference: (await cases.reference(id)) ?? '' };
}
