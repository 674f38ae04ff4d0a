/** Asks which language to speak, each by its own name, and changes to it. */
import { z } from 'zod';
import { asking, target } from '../dialog.js';
import type { Kind } from '../kind.js';

import { askingTexts, asksFor, noticed } from './asking.js';

const schema = z.strictObject({
  ask: z.literal('language').describe('Ask which language to speak.'),
  ...asking,
  next: target,
});
type AskLanguage = z.infer<typeof schema>;

export const askLanguage: Kind<AskLanguage> = {
  verb: 'ask',
  value: 'language',
  schema,
  texts: askingTexts,
  exits: (spec) => [spec.next],
  reads: () => [],
  asks: (spec) => asksFor('language', spec),
  buttons: () => [],
  arrive: (spec, context) => ({
    wait: {
      text: context.text(spec.text),
      expects: 'language',
      options: context.ports.languages().map(({ code, name }) => ({ id: code, words: name })),
    },
    events: noticed(spec, context),
  }),
  answer(spec, input, context) {
    const code = input.kind === 'option' ? input.id : input.kind === 'language' ? input.language : undefined;
    if (code === undefined || !context.ports.languages().some((language) => language.code === code))
      return 'unclear';
    return {
      answer: { kind: 'option', id: code },
      next: spec.next,
      events: [{ type: 'language_changed', language: code }],
    };
  },
  again: (spec) => spec.again,
};
