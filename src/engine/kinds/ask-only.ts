/**
 * Asks what a search is to be narrowed to: one thing at a time, each as a button, on top of what was chosen before.
 * The answer is the whole choice, so that it holds until it is changed.
 */
import { z } from 'zod';
import { asking, target } from '../dialog.js';
import type { Kind, StepContext } from '../kind.js';
import type { ServiceFilters } from '../ports.js';
import type { Answer, Option } from '../session.js';
import { askingTexts, asksFor, labelTexts, noticed } from './asking.js';

const schema = z.strictObject({
  ask: z.literal('only').describe('Ask what a search is to be narrowed to.'),
  ...asking,
  age: z.string().describe('The question for the age of the child, a text.'),
  next: target,
});
type AskOnly = z.infer<typeof schema>;

const AGES = ['age_0_2', 'age_3_5', 'age_6_9', 'age_10_13', 'age_14_17'] as const;
const PLAIN = ['free', 'open_now', 'step_free', 'my_language'] as const;
const CHOICES = [...PLAIN, 'age', 'everything', 'list'] as const;
const SEPARATOR = '+';

/** What was chosen, as the answer of the step keeps it. */
export function chosen(answer: Answer | undefined): string[] {
  return answer?.kind === 'option' && answer.id !== '' ? answer.id.split(SEPARATOR) : [];
}

export function filtersOf(names: readonly string[], language: string): ServiceFilters | undefined {
  if (names.length === 0) return undefined;
  const [, from, to] = /^age_(\d+)_(\d+)$/.exec(names.find((name) => name.startsWith('age_')) ?? '') ?? [];
  return {
    free: names.includes('free') || undefined,
    open: names.includes('open_now') ? 'now' : undefined,
    stepFree: names.includes('step_free') || undefined,
    language: names.includes('my_language') ? language : undefined,
    age: from === undefined ? undefined : { from: Number(from), to: Number(to) },
  };
}

const before = (context: StepContext): string[] => chosen(context.answer(context.step));

const option = (name: string, context: StepContext): Option => ({
  id: name,
  text: context.text(`${context.step}.${name}`),
});

function offered(context: StepContext): Option[] {
  const names = before(context);
  const hasAge = names.some((name) => name.startsWith('age_'));
  return CHOICES.filter((name) =>
    name === 'everything' ? names.length > 0 : name === 'age' ? !hasAge : !names.includes(name),
  ).map((name) => option(name, context));
}

export const askOnly: Kind<AskOnly> = {
  verb: 'ask',
  value: 'only',
  schema,
  texts: (spec, step) => [
    ...askingTexts(spec),
    { key: spec.age, values: [] },
    ...labelTexts(
      step,
      [...CHOICES, ...AGES].map((name) => ({ option: name })),
    ),
  ],
  exits: (spec) => [spec.next],
  reads: () => [],
  asks: (spec) => asksFor('option', spec),
  buttons: () => [...CHOICES, ...AGES].map((name) => ({ option: name })),
  arrive: (spec, context) => ({
    wait: { text: context.text(spec.text), expects: 'option', options: offered(context) },
    events: noticed(spec, context),
  }),
  answer(spec, input, context) {
    if (input.kind !== 'option') return 'unclear';
    const names = before(context);
    const answered = (now: readonly string[]) => ({
      answer: { kind: 'option' as const, id: now.join(SEPARATOR) },
      next: spec.next,
      events: [],
    });
    if (input.id === 'everything') return answered([]);
    if (input.id === 'list') return answered(names);
    if (input.id === 'age')
      return {
        wait: {
          text: context.text(spec.age),
          expects: 'option',
          options: AGES.map((name) => option(name, context)),
        },
        events: [],
      };
    const known = [...PLAIN, ...AGES].some((name) => name === input.id);
    return known ? answered([...names.filter((name) => name !== input.id), input.id]) : 'unclear';
  },
  again: (spec) => spec.again,
};
