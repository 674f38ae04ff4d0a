/** One message of a person, as a channel decoded it. */

export interface Incoming {
  /** The channel's name, e.g. `direct-line` or a Bot Framework channel id such as `bot-framework/telegram`. */
  channel: string;
  /** The channel's own name for this person in this conversation. It is hashed at once and never stored. */
  user: string;
  /** The channel's id of this message; undefined when the channel has none. */
  activity: string | undefined;
  content: IncomingContent;
  /** BCP 47 tag the channel reported, if any. */
  locale: string | undefined;
  /** True where the person's app can hand over its position when asked to. */
  sharesLocation?: boolean;
  /** What the channel wants back on its transcript with the replies (Direct Line echoes the person's activity). */
  echo?: unknown;
}

export type IncomingContent =
  /** The conversation was opened; nothing was said. */
  | { kind: 'opened' }
  | { kind: 'text'; text: string }
  /** A tapped button: the id it carried, and the words on it in case it is an old one. */
  | { kind: 'choice'; id: string; label: string }
  /** A shared position, degrees WGS 84. */
  | { kind: 'location'; latitude: number; longitude: number }
  /** Something no channel of ours can read: a picture, a voice message. */
  | { kind: 'unreadable' };
