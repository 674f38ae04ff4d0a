/** The terminal, over streams; a button is its number. */
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { talk } from '../../../src/channels/terminal/talk.js';
import type { Reply } from '../../../src/turn/reply.js';
import type { TakeTurn } from '../../../src/turn/result.js';
import { type Conversation, missing, type Seen, withLinks } from './conversation.js';

export function overTerminal(take: TakeTurn): Conversation {
  const input = new PassThrough();
  const output = new PassThrough();
  const lines = createInterface({ input: output })[Symbol.asyncIterator]();
  void talk({ take, input, output, json: true, locale: 'en', user: 'somebody', interactive: false });

  let last: Reply[] = [];
  async function see(): Promise<Seen[]> {
    const { value } = await lines.next();
    last = (JSON.parse(String(value)) as { replies: Reply[] }).replies;
    return last.map(({ text, links, language, tone, choices }) => ({
      words: withLinks(text, links),
      language,
      urgent: tone === 'danger',
      buttons: choices.map(({ label }) => label),
    }));
  }
  const say = (words: string) => {
    input.write(`${words}\n`);
    return see();
  };
  return {
    opened: see,
    say,
    tap(label) {
      const choices = last.at(-1)?.choices ?? [];
      const choice = choices.find((offered) => offered.label === label);
      if (choice === undefined)
        throw missing(
          label,
          choices.map((offered) => offered.label),
        );
      return say(String(choice.number));
    },
    close: () => input.end(),
  };
}
