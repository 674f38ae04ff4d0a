/** Direct Line: said over HTTP, heard over the WebSocket stream. */
import WebSocket from 'ws';
import type { BotActivity, LineActivity } from '../../../src/channels/direct-line/activity.js';
import { type Conversation, missing, type Seen, withLinks } from './conversation.js';

export async function overDirectLine(url: string): Promise<Conversation> {
  const post = async (path: string, token: string | undefined, body: object) => {
    const response = await fetch(`${url}/v3/directline${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`Direct Line answered ${response.status}.`);
    return (await response.json()) as Record<string, string>;
  };
  const { token } = await post('/tokens/generate', undefined, {});
  const { conversationId, streamUrl } = await post('/conversations', token, { locale: 'en' });
  const heard: LineActivity[] = [];
  const waiting = new Set<() => void>();
  const socket = new WebSocket(streamUrl ?? '');
  socket.on('message', (data) => {
    const frame = String(data);
    if (frame !== '') heard.push(...(JSON.parse(frame) as { activities: LineActivity[] }).activities);
    for (const look of waiting) look();
  });

  /** What the bot says to an activity; the stream brings a whole turn at once. */
  function answersTo(id: string | undefined): Promise<BotActivity[]> {
    return new Promise((resolve) => {
      const look = () => {
        const answers = heard.filter(isFromBot).filter(({ replyToId }) => replyToId === id);
        if (answers.length === 0) return;
        waiting.delete(look);
        resolve(answers);
      };
      waiting.add(look);
      look();
    });
  }

  let last: BotActivity[] = [];
  const see = (messages: BotActivity[]): Seen[] => {
    last = messages;
    return messages.map(({ text, locale, importance, suggestedActions, channelData }) => ({
      words: withLinks(text, channelData.kinline.links),
      language: locale,
      urgent: importance === 'high',
      buttons: (suggestedActions?.actions ?? []).map(({ title }) => title),
    }));
  };
  let count = 0;
  const send = async (fields: object): Promise<Seen[]> => {
    count += 1;
    const activity = {
      type: 'message',
      locale: 'en',
      channelData: { clientActivityID: `c${count}` },
      ...fields,
    };
    const { id } = await post(`/conversations/${conversationId}/activities`, token, activity);
    return see(await answersTo(id));
  };

  return {
    opened: async () => see(await answersTo(undefined)),
    say: (text) => send({ text }),
    tap(label) {
      const actions = last.at(-1)?.suggestedActions?.actions ?? [];
      const button = actions.find(({ title }) => title === label);
      if (button === undefined)
        throw missing(
          label,
          actions.map(({ title }) => title),
        );
      return send({ text: button.text, value: button.value });
    },
    close: () => socket.terminate(),
  };
}

function isFromBot(activity: LineActivity): activity is BotActivity {
  return activity.type === 'message' && activity.from.role === 'bot';
}
