/** The Bot Framework over HTTP, its replies in the answer. */
import { type Conversation, missing, type Seen } from './conversation.js';

interface Message {
  type: string;
  text: string;
  locale: string;
  importance?: string;
  suggestedActions?: { actions: { title: string; value: string }[] };
}

export function overBotFramework(url: string): Conversation {
  let last: Message[] = [];
  let count = 0;

  async function send(fields: object): Promise<Seen[]> {
    count += 1;
    const response = await fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        id: `m${count}`,
        channelId: 'webchat',
        serviceUrl: url,
        from: { id: 'somebody' },
        recipient: { id: 'bot' },
        conversation: { id: 'conversation' },
        locale: 'en',
        deliveryMode: 'expectReplies',
        ...fields,
      }),
    });
    if (!response.ok) throw new Error(`The bot answered ${response.status}.`);
    last = ((await response.json()) as { activities: Message[] }).activities;
    return last.map(({ text, locale, importance, suggestedActions }) => ({
      words: text,
      language: locale,
      urgent: importance === 'high',
      buttons: (suggestedActions?.actions ?? []).map(({ title }) => title),
    }));
  }

  return {
    opened: () => send({ type: 'conversationUpdate', membersAdded: [{ id: 'somebody' }, { id: 'bot' }] }),
    say: (text) => send({ text }),
    tap(label) {
      const actions = last.at(-1)?.suggestedActions?.actions ?? [];
      const button = actions.find(({ title }) => title === label);
      if (button === undefined)
        throw missing(
          label,
          actions.map(({ title }) => title),
        );
      return send({ text: button.value });
    },
    close: () => undefined,
  };
}
