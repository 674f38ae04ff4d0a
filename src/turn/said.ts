/** A message's words, where some of its values are other texts: said in the person's language, as a list. */
import type { Event } from '../engine/events.js';
import type { Speech } from '../language/speech.js';

export function saidText({ text, lists }: Extract<Event, { type: 'said' }>, speech: Speech): string {
  if (lists === undefined) return speech.ref(text);
  const format = new Intl.ListFormat(speech.language, { style: 'long', type: 'conjunction' });
  const values = Object.entries(lists).map(([name, texts]) => [
    name,
    format.format(texts.map((one) => speech.ref(one))),
  ]);
  return speech.say(text.key, { ...text.with, ...Object.fromEntries(values) });
}
