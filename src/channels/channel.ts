/**
 * What every channel declares. A channel is a codec and a way to send: it decodes requests into `Incoming`, renders
 * replies to its own limits, and sends them. It knows nothing of dialogs or stores.
 */
import type { Incoming } from '../turn/incoming.js';
import type { Reply } from '../turn/reply.js';

export interface ChannelLimits {
  /** Characters in one message; longer texts are split at a line or sentence. */
  text: number;
  /** Buttons on one message; the rest stands in the text as a numbered list. */
  buttons: number;
  /** Characters on one button; longer labels are shortened there and stand whole in the text. */
  label: number;
}

export type Decoded = { ok: true; incoming: Incoming } | { ok: false; problem: string };

/** Both directions of a channel, pure, for its tests and the conformance suite. */
export interface Codec<In, Out> {
  name: string;
  limits: ChannelLimits;
  decode(wire: In): Decoded;
  /** One reply becomes one or more messages. */
  render(reply: Reply): Out[];
}
