/** A conversation in the terminal: typed, or replayed from a script. */
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Incoming } from '../../turn/incoming.js';
import type { TakeTurn, TurnResult } from '../../turn/result.js';
import { plainReply, terminalCodec } from './codec.js';

export interface TalkOptions {
  take: TakeTurn;
  input: Readable;
  output: Writable;
  /** One JSON object a turn instead of text. */
  json: boolean;
  locale: string | undefined;
  /** Names this conversation. */
  user: string;
  /** Show a prompt and keep the typed lines off the output. */
  interactive: boolean;
}

/**
 * Runs until the input ends or the conversation does. Lines that begin with `#` are remarks. In a script, each line
 * is also shown, so that the output reads as the whole conversation.
 */
export async function talk(options: TalkOptions): Promise<void> {
  const { take, input, output, json, locale, user, interactive } = options;
  const write = (text: string) => void output.write(`${text}\n`);
  let turn = 0;
  const tell = async (incoming: Incoming, said: string | null): Promise<TurnResult> => {
    const result = await take(incoming);
    if (json) write(JSON.stringify({ turn, said, ...shown(result) }));
    else {
      if (said !== null && !interactive) write(`> ${said}\n`);
      for (const reply of result.replies) for (const text of terminalCodec.render(reply)) write(`${text}\n`);
    }
    turn += 1;
    return result;
  };

  const opened = { channel: 'terminal', user, activity: 'opened', locale } as const;
  await tell({ ...opened, content: { kind: 'opened' } }, null);
  const lines = createInterface({ input, terminal: false });
  if (interactive) output.write('> ');
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.startsWith('#') || (line.trim() === '' && !interactive)) continue;
    const decoded = terminalCodec.decode({ line, number, user, locale });
    if (!decoded.ok)
      write(json ? JSON.stringify({ turn, said: line, problem: decoded.problem }) : decoded.problem);
    else {
      const { ended } = await tell(decoded.incoming, line.trim());
      if (ended !== undefined && interactive) break;
    }
    if (interactive) output.write('> ');
  }
  lines.close();
}

function shown({ status, replies, ended }: TurnResult) {
  return { status, replies: replies.map(plainReply), ended: ended ?? null };
}
