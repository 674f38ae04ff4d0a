/** Asks in which language the call shall be: the chat's own ones first, then others, each by its own name. */
import { z } from 'zod';
import { asking, target } from '../dialog.js';
import type { Kind, StepContext } from '../kind.js';
import type { Option } from '../session.js';
import { askingTexts, asksFor, noticed } from './asking.js';
import { MORE_ANSWERS, pageOf } from './pages.js';

const schema = z.strictObject({
  ask: z.literal('spoken').describe('Ask in which language the call shall be.'),
  ...asking,
  others: z
    .array(z.string().regex(/^[a-z]{2,3}$/))
    .default([])
    .describe('Languages that are spoken in calls, beside those of the chat.'),
  next: target,
});
type AskSpoken = z.infer<typeof schema>;

function spoken({ others }: AskSpoken, { ports }: StepContext): { id: string; words: string }[] {
  const own = ports.languages().map(({ code, name }) => ({ id: code, words: name }));
  const codes = new Set(own.map(({ id }) => id));
  return [...own, ...others.filter((code) => !codes.has(code)).map((id) => ({ id, words: nameOf(id) }))];
}

const nameOf = (code: string): string =>
  new Intl.DisplayNames(code, { type: 'language', fallback: 'code' }).of(code) ?? code;

export const askSpoken: Kind<AskSpoken> = {
  verb: 'ask',
  value: 'spoken',
  schema,
  texts: askingTexts,
  exits: (spec) => [spec.next],
  reads: () => [],
  asks: (spec) => asksFor('option', spec),
  buttons: () => [],
  arrive(spec, context) {
    const page = pageOf(spoken(spec, context), Number(context.visit.local?.from ?? 0));
    const options: Option[] = [...page.shown, ...page.more];
    return {
      wait: { text: context.text(spec.text), expects: 'option', options },
      events: noticed(spec, context),
      local: { next: page.next },
    };
  },
  answer(spec, input, context) {
    if (input.kind === 'option' && input.id === MORE_ANSWERS.id)
      return { turnTo: { from: context.visit.local?.next ?? 0 } };
    const id = input.kind === 'option' ? input.id : input.kind === 'language' ? input.language : undefined;
    return id !== undefined && spoken(spec, context).some((one) => one.id === id)
      ? { answer: { kind: 'option', id }, next: spec.next, events: [] }
      : 'unclear';
  },
  again: (spec) => spec.again,
};
