/** What happens to an activity that a client posted. */
import type { ServerResponse } from 'node:http';
import type { Incoming } from '../../turn/incoming.js';
import type { TakeTurn } from '../../turn/result.js';
import { sendError, sendJson } from '../../web/reply.js';
import { CHANNEL } from './activity.js';
import type { Conversation, Conversations } from './conversations.js';
import { type DecodedActivity, decodeActivity } from './decode.js';
import { lineId, renderEcho, renderVolatile } from './render.js';
import type { Person } from './tokens.js';

export type Post = (response: ServerResponse, person: Person, activity: unknown) => Promise<void>;

const TRY_AGAIN_SECONDS = 2;

export function createPost(options: { take: TakeTurn; conversations: Conversations; now(): number }): Post {
  const { take, conversations, now } = options;

  async function postMessage(
    response: ServerResponse,
    conversation: Conversation,
    message: DecodedActivity & { kind: 'message' },
  ): Promise<void> {
    const { person } = conversation;
    if (!conversation.opened) await conversations.open(conversation, message.locale, false);
    const result = await take(toIncoming(person, message));
    if (result.status !== 'not_taken')
      return sendJson(response, 200, { id: lineId(person.conversation, result.firstLine) });
    // The apology and, where it applies, the danger card: on every stream, and in the answer for whoever has none.
    const activities = renderVolatile(result.replies, person, now(), () =>
      conversations.newVolatileId(person),
    );
    conversations.showOnce(conversation, activities);
    const { wait } = result;
    const again = 'Nothing was stored. Send the activity again.';
    const code = wait === undefined ? 'NotTaken' : 'TooManyRequests';
    sendJson(
      response,
      wait === undefined ? 503 : 429,
      { error: { code, message: again }, activities },
      { 'Retry-After': String(wait ?? TRY_AGAIN_SECONDS) },
    );
  }

  return async (response, person, activity) => {
    const decoded = decodeActivity(activity);
    if (decoded.kind === 'bad') return sendError(response, 400, 'BadArgument', decoded.problem);
    const conversation = conversations.of(person);
    if (decoded.kind === 'message') return postMessage(response, conversation, decoded);
    const id = conversations.newVolatileId(person);
    // Web Chat waits for the echo of an event as it does for a message's.
    if (decoded.sentAs !== undefined)
      conversations.showOnce(conversation, [renderEcho(decoded.echo, person, id, now())]);
    sendJson(response, 200, { id });
  };
}

/** A message as the turn takes it. One to which the client gave no id is named, and known again, by the turn. */
export function toIncoming(
  person: Pick<Person, 'user'>,
  message: DecodedActivity & { kind: 'message' },
): Incoming {
  return {
    channel: CHANNEL,
    user: person.user,
    activity: message.sentAs === undefined ? undefined : `client:${message.sentAs}`,
    content: message.content,
    locale: message.locale,
    sharesLocation: message.sharesLocation,
    echo: message.echo,
  };
}
