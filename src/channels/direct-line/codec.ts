/** Direct Line as every channel shows itself: pure, both ways. */
import type { Codec } from '../channel.js';
import { type BotMessage, CHANNEL } from './activity.js';
import { decodeActivity } from './decode.js';
import { toIncoming } from './posting.js';
import { LIMITS, renderReply } from './render.js';

/** A posted activity with what its token says of the sender, and the name it gets if it brought none. */
export interface DirectLineWire {
  user: string;
  id: string;
  activity: unknown;
}

export const directLineCodec: Codec<DirectLineWire, BotMessage> = {
  name: CHANNEL,
  limits: LIMITS,
  decode({ user, id, activity }) {
    const decoded = decodeActivity(activity);
    if (decoded.kind === 'bad') return { ok: false, problem: decoded.problem };
    if (decoded.kind === 'ignored') return { ok: false, problem: 'The activity says nothing to answer.' };
    return { ok: true, incoming: toIncoming({ user }, decoded, () => id) };
  },
  render: renderReply,
};
