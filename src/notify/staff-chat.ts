/**
 * Catches what members of staff say in chats that they linked, and lets everything else pass. A message that comes
 * twice is answered as before and done once.
 */
import type { Staff } from '../casework/staff.js';
import type { Store } from '../stores/port.js';
import type { Incoming } from '../turn/incoming.js';
import type { Reply } from '../turn/reply.js';
import { type ChatAnswer, type ChatCases, doWork, readCommand, type Work } from './chat-work.js';
import { messageId } from './delivery.js';
import type { Links } from './links.js';
import type { Say } from './words.js';

export interface StaffChatParts {
  store: Store;
  links: Links;
  cases: ChatCases;
  /** Undefined where there is no such account any more. */
  colleague(id: string): Promise<Staff | undefined>;
  say: Say;
  direction(language: string): 'ltr' | 'rtl';
  home: string;
  now(): number;
}

/** Answered messages, so that a repeat is no second claim. */
export const ANSWERED_RECORD = 'staff_chat_answered';

export type StaffChat = (incoming: Incoming, place: unknown) => Promise<Reply[] | undefined>;

export function createStaffChat(parts: StaffChatParts): StaffChat {
  const { store, links, cases, colleague, now } = parts;

  return async (incoming, place) => {
    if (incoming.content.kind !== 'text') return undefined;
    const command = readCommand(incoming.content.text);
    if (command === undefined) return undefined;
    if (command.do === 'link') {
      const linked = (await links.link(command.code, incoming, place)) === 'linked';
      const whose = linked ? await links.staffOf(incoming) : undefined;
      const staff = whose && (await colleague(whose.staff));
      return [replyOf({ key: linked ? 'chat.linked' : 'chat.wrong_code' }, staff, incoming)];
    }
    const whose = await links.staffOf(incoming);
    const staff = whose && (await colleague(whose.staff));
    if (whose === undefined || staff === undefined || staff.disabled) return undefined;
    await links.renew(whose.link, place);
    if (command.do === 'unlink') {
      await links.unlink(whose.link);
      return [replyOf({ key: 'chat.unlinked' }, staff, incoming)];
    }
    return [replyOf(await once(whose.link, incoming, command, staff), staff, incoming)];
  };

  async function once(
    link: string,
    { activity }: Incoming,
    command: Work,
    staff: Staff,
  ): Promise<ChatAnswer> {
    if (activity === undefined || command.do === 'next') return doWork(command, staff, cases);
    const id = messageId(`${link} ${activity}`);
    const begun = JSON.stringify({ at: now(), answer: { key: 'chat.again' } });
    const mark = { kind: ANSWERED_RECORD, id };
    if ((await store.write({ records: [{ ...mark, value: begun, expected: null }] })) === 'conflict') {
      const before = await store.record(ANSWERED_RECORD, id);
      return before === undefined ? { key: 'chat.again' } : (JSON.parse(before).answer as ChatAnswer);
    }
    const answer = await doWork(command, staff, cases);
    await store.write({ records: [{ ...mark, value: JSON.stringify({ at: now(), answer }) }] });
    return answer;
  }

  function replyOf(
    { key, reference, id }: ChatAnswer,
    staff: Staff | undefined,
    { locale }: Pick<Incoming, 'locale'>,
  ): Reply {
    const language = staff?.languages[0] ?? locale?.split('-')[0] ?? 'en';
    const said = parts.say(language, `notices:${key}`, { reference: reference ?? '' });
    return {
      text: id === undefined ? said : `${said}\n${new URL(`/desk/requests/${id}`, parts.home).href}`,
      language,
      direction: parts.direction(language),
      tone: 'plain',
      links: [],
      choices: [],
    };
  }
}
