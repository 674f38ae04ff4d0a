/** The terminal as a channel: a line in, lines out, buttons as a numbered list. */
import type { Choice, Reply } from '../../turn/reply.js';
import type { ChannelLimits, Codec } from '../channel.js';
import { linkLines } from '../link-lines.js';

/** A typed line and its place in the script; the place is the activity's id. */
export interface TypedLine {
  line: string;
  number: number;
  user: string;
  locale: string | undefined;
}

const ENDLESS = Number.POSITIVE_INFINITY;
/** A terminal scrolls: whatever is said is shown whole, in one piece. */
const LIMITS: ChannelLimits = { text: ENDLESS, buttons: ENDLESS, label: ENDLESS };
const LOCATION = /^\/location\s+(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/;

export const terminalCodec: Codec<TypedLine, string> = {
  name: 'terminal',
  limits: LIMITS,
  decode({ line, number, user, locale }) {
    const text = line.trim();
    if (text === '') return { ok: false, problem: 'The line is empty. Write something, or a number.' };
    const base = { channel: 'terminal', user, activity: String(number), locale };
    if (!text.startsWith('/location'))
      return { ok: true, incoming: { ...base, content: { kind: 'text', text } } };
    const [, latitude, longitude] = (LOCATION.exec(text) ?? []).map(Number);
    if (
      latitude === undefined ||
      longitude === undefined ||
      Math.abs(latitude) > 90 ||
      Math.abs(longitude) > 180
    )
      return { ok: false, problem: 'Write a position like: /location 46.77,23.62' };
    return { ok: true, incoming: { ...base, content: { kind: 'location', latitude, longitude } } };
  },
  render(reply) {
    const { text, choices, tone } = reply;
    const message = tone === 'danger' ? `!!! ${text}` : text;
    return [printable([message, ...linkLines(reply), ...choices.map(listed)].join('\n'))];
  },
};

const listed = ({ number, label }: Choice): string => `  [${number}] ${label}`;

/** A directory is somebody else's words, and a terminal obeys control characters. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '');
}

/** What a reply is in a script's output: nothing that only a screen needs. */
export function plainReply({ text, language, direction, tone, links, choices }: Reply) {
  return {
    text,
    language,
    direction,
    tone,
    links,
    choices: choices.map(({ id, label, number }) => ({ id, label, number })),
  };
}
