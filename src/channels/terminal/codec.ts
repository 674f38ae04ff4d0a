/** The terminal as a channel: a line in, lines out, buttons as a numbered list. */
import type { Choice, Reply } from '../../turn/reply.js';
import type { ChannelLimits, Codec } from '../channel.js';

/** A typed line and its place in the script; the place is the activity's id. */
export interface TypedLine {
  line: string;
  number: number;
  user: string;
  locale: string | undefined;
}

const LIMITS: ChannelLimits = { text: 100_000, buttons: 100, label: 200 };
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
  render({ text, choices, tone }) {
    const message = tone === 'danger' ? `!!! ${text}` : text;
    return [choices.length === 0 ? message : `${message}\n${choices.map(listed).join('\n')}`];
  },
};

const listed = ({ number, label }: Choice): string => `  [${number}] ${label}`;

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
