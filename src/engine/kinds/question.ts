/**
 * One question of a check: its answers as buttons, always with one that passes it over. An answer may lead aside to a
 * closer question, and may be one that does not wait: then the danger card comes before the next question.
 */
import { z } from 'zod';
import { asking, target, textKey } from '../dialog.js';
import type { Event } from '../events.js';
import { DANGER_CLASSES } from '../input.js';
import type { Kind, StepContext } from '../kind.js';
import { askingTexts, asksFor, noticed } from './asking.js';

/** Passes a question over; it adds nothing and signals nothing. */
export const SKIP = 'skip';
const STOP = 'stop';
const LEAVE = 'leave';
/** Labels that questions share, and the other words of all of them: the texts `answers.<answer>`. */
const SHARED = 'answers';

const answer = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be small letters, digits and _, like not_sure');

const schema = z
  .strictObject({
    question: z.array(answer).min(1).max(8).describe('The answers, in order; one of them is skip.'),
    factor: z
      .string()
      .optional()
      .describe('The question of the factor table that this is, like VF11a; none for what only leads on.'),
    text: asking.text,
    again: textKey
      .optional()
      .describe('The question in other words; left out, the text answers.again, which all may share.'),
    topic: textKey
      .optional()
      .describe('Its short name, by which its answer can be ticked to be seen by somebody else.'),
    labels: z
      .literal('own')
      .optional()
      .describe('The buttons read the texts <step>.<answer> instead of answers.<answer>.'),
    sensitive: z
      .literal(true)
      .optional()
      .describe('Announces itself by its notice, and keeps the way out in view.'),
    personal: asking.personal,
    notice: asking.notice,
    urgent: z
      .record(answer, z.enum(DANGER_CLASSES))
      .default({})
      .describe('Answers that bring the danger card of this class at once, before the next question.'),
    aside: z.record(answer, target).default({}).describe('Answers that lead elsewhere than next.'),
    next: target,
    stop: target.describe('Where “stop” leads, the word and the button: to what can be said so far.'),
    leave: target.optional().describe('Where the button “leave” leads; needed where it is sensitive.'),
  })
  .refine(({ question }) => question.includes(SKIP), 'question: one answer must be skip')
  .refine(
    ({ question, urgent, aside }) =>
      [...Object.keys(urgent), ...Object.keys(aside)].every((name) => question.includes(name)),
    'urgent and aside: may only name answers of this question',
  )
  .refine(
    ({ sensitive, notice, leave }) => !sensitive || (notice !== undefined && leave !== undefined),
    'sensitive: needs a notice that announces the question, and leave',
  );
export type Question = z.infer<typeof schema>;

type Own = Pick<Question, 'labels'>;
/** The label of an answer, without its dialog. */
export const labelKey = ({ labels }: Own, step: string, name: string): string =>
  `${labels === 'own' ? step : SHARED}.${name}`;

const extras = ({ leave }: Question): string[] => [STOP, ...(leave === undefined ? [] : [LEAVE])];

const again = (spec: Question): string => spec.again ?? `${SHARED}.again`;

/** All buttons of a question; those without a label read `<step>.<option>`. */
function labels(spec: Question): { option: string; label?: string; next: string }[] {
  const own = spec.question.map((option) => ({
    option,
    ...(spec.labels === 'own' ? {} : { label: `${SHARED}.${option}` }),
    next: spec.aside[option] ?? spec.next,
  }));
  const others = extras(spec).map((option) => ({
    option,
    label: `${SHARED}.${option}`,
    next: option === STOP ? spec.stop : (spec.leave ?? spec.stop),
  }));
  return [...own, ...others];
}

const urgentEvents = (spec: Question, name: string, { language }: StepContext): Event[] => {
  const seen = spec.urgent[name];
  return seen === undefined ? [] : [{ type: 'danger_seen', class: seen, language }];
};

export const question: Kind<Question> = {
  verb: 'question',
  schema,
  texts: (spec, step) => [
    ...askingTexts({ ...spec, again: again(spec) }),
    ...labels(spec).map(({ option, label }) => ({ key: label ?? `${step}.${option}`, values: [] })),
    ...(spec.topic === undefined ? [] : [{ key: spec.topic, values: [] }]),
  ],
  exits: (spec) => [
    spec.next,
    spec.stop,
    ...Object.values(spec.aside),
    ...(spec.leave === undefined ? [] : [spec.leave]),
  ],
  reads: () => [],
  asks: (spec) => asksFor('option', { ...spec, again: again(spec) }),
  buttons: labels,
  arrive: (spec, context) => ({
    wait: {
      text: context.text(spec.text),
      expects: 'option',
      options: labels(spec).map(({ option, label }) => ({
        id: option,
        text: context.text(label ?? `${context.step}.${option}`),
      })),
    },
    events: noticed({ ...spec, again: again(spec) }, context),
  }),
  answer(spec, input, context) {
    if (input.kind !== 'option') return 'unclear';
    const chosen = labels(spec).find(({ option }) => option === input.id);
    if (chosen === undefined) return 'unclear';
    // Stopping answers nothing: the question stays unanswered.
    if (!spec.question.includes(chosen.option)) return { next: chosen.next, events: [] };
    return {
      answer: { kind: 'option', id: chosen.option },
      next: chosen.next,
      events: urgentEvents(spec, chosen.option, context),
    };
  },
  again,
  stop: (spec) => spec.stop,
};
