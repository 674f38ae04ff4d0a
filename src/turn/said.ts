/** A message's words, where some of its values are other texts: said in the person's language, as a list or in lines. */
import type { Event } from '../engine/events.js';
import type { Speech } from '../language/speech.js';

type Said = Extract<Event, { type: 'said' }>;

export function saidText({ text, lists = {}, lines = [] }: Said, speech: Speech): string {
  const values = Object.entries(lists).map(([name, texts]) => [
    name,
    conjunction(speech.language).format(texts.map((one) => speech.ref(one))),
  ]);
  const head = speech.say(text.key, { ...text.with, ...Object.fromEntries(values) });
  return [head, ...lines.map((line) => lineText(line, speech))].join('\n');
}

function lineText({ text, values = {} }: NonNullable<Said['lines']>[number], speech: Speech): string {
  const said = Object.entries(values).map(([name, value]) => [name, speech.ref(value)]);
  return speech.say(text.key, { ...text.with, ...Object.fromEntries(said) });
}

const conjunction = (language: string): Intl.ListFormat =>
  new Intl.ListFormat(language, { style: 'long', type: 'conjunction' });
