/** What a channel's tests must know to put it through the conformance suite: its wire, from both sides. */
import type { Codec } from '../../../src/channels/channel.js';
import type { Choice } from '../../../src/turn/reply.js';

/** Who writes, and which of their messages it is. */
export interface From {
  person: string;
  message: number;
}

/** How a client of the channel puts each kind of message on the wire. Undefined where the channel has no such thing. */
export interface Says<In> {
  text(words: string, from: From): In;
  /** A tapped button that brings an id. */
  tapped?(choice: Choice, from: From): In;
  opened?(from: From): In;
  location(latitude: number, longitude: number, from: From): In;
  /** A picture or a voice message, without words. */
  picture?(from: From): In;
  /** Says nothing at all. */
  empty(from: From): In;
  /** Anything that a client may send by mistake or on purpose, with `secret` somewhere in it. */
  malformed(secret: string): In[];
  /** Puts any value where the channel expects a message, if its wire is JSON. */
  json?(value: unknown): In;
  /** A well-formed message as JSON, to be spoiled field by field. */
  sample?: Record<string, unknown>;
}

/** A button as a client shows it, with every wire form that tapping it may take. */
export interface ShownButton<In> {
  title: string;
  sends(from: From): In[];
}

/** What a client of the channel shows of one message. */
export interface Shown<In> {
  text: string;
  buttons: ShownButton<In>[];
  /** `tel:`, `geo:` and `https:` addresses that can be tapped. */
  opens: string[];
  /** Stands out, and is announced at once. */
  urgent: boolean;
  /** False where the client might take signs in the text for markup. */
  plain: boolean;
}

export interface ChannelSubject<In, Out> {
  codec: Codec<In, Out>;
  says: Says<In>;
  shown(out: Out): Shown<In>;
  /** True where a tapped button brings its id, not only its words. */
  buttonsBringIds?: true;
  /** The line on which a choice stands in a list, if it is listed in the text. */
  listed(choice: Choice): string;
}
