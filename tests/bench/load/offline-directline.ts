/**
 * Talks to offline-directline. It has no stream; but it answers a post after the bot has spoken, so one poll brings
 * the replies, and no time is lost waiting between polls.
 */
import { openConnection } from './connection.js';
import { FIND_HELP, type OpenTalker, TURNS } from './talk.js';

export const openOfflineDirectLine: OpenTalker = async (port) => {
  const connection = await openConnection(port);
  let path = '';
  let watermark = 0;
  let at = 0;

  async function open(): Promise<void> {
    const { body } = await connection.request('POST', '/directline/conversations', '{}');
    const { conversationId } = JSON.parse(body) as { conversationId: string };
    path = `/directline/conversations/${conversationId}/activities`;
    watermark = 0;
  }

  return {
    async turn() {
      const index = at % TURNS;
      at += 1;
      if (index === 0) await open();
      const text = FIND_HELP[index - 1]?.say ?? 'hello';
      const activity = { type: 'message', text, locale: 'en-US', from: { id: 'user', name: 'User' } };
      const posted = await connection.request('POST', path, JSON.stringify(activity));
      if (posted.status >= 300) throw new Error(`offline-directline answered ${posted.status}`);
      const polled = await connection.request('GET', `${path}?watermark=${watermark}`);
      const set = JSON.parse(polled.body) as { watermark: number };
      if (set.watermark < watermark + 2) throw new Error('offline-directline brought no reply.');
      watermark = set.watermark;
    },
    close: connection.close,
  };
};
