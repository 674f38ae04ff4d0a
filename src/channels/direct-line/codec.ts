/** Direct Line as every channel shows itself: pure, both ways. */
import type { Codec } from '../channel.js';
import { type BotMessage, CHANNEL } from './activity.js';
import { decodeActivity } from './decode.js';
import { toIncoming } from './posting.js';
import { LIMITS, renderReply } from './render.js';

/** A posted activity with what its token says of the sender. */
export interface DirectLineWire {
  user: string;
  activity: unknown;
}

export const directLineCodec: Codec<DirectLineWire, BotMessage> = {
  name: CHANNEL,
  limits: LIMITS,
  decode({ user, activity }) {
    const decoded = decodeActivity(activity);
    if (decoded.kind === 'bad') return { ok: false, problem: decoded.problem };
    if (decoded.kind === 'ignored') return { ok: false, problem: 'The activity says nothing to answer.' };
    return { ok: true, incoming: toIncoming({ user }, decoded) };
  },
  render: renderReply,
};
