/**
 * Which answers may somebody else see? The person ticks them one by one, then reads the ticked ones in full, question
 * and answer, and only then says yes. The event holds those and no others.
 */
import { z } from 'zod';
import { target, textKey } from '../dialog.js';
import type { Event } from '../events.js';
import type { Answered, Kind, StepContext } from '../kind.js';
import type { Option } from '../session.js';
import { askingTexts, labelTexts } from './asking.js';
import { labelKey, type Question, SKIP } from './question.js';

/** Topics on one page; with the buttons below this stays within the narrowest channel. */
const PAGE = 6;

const schema = z.strictObject({
  tick: z.literal('answers').describe('Let the person tick which answers may be seen.'),
  hand: z.literal('callback').optional().describe('They go along with a request to be called.'),
  text: textKey.describe('Which ones? Tapping one ticks it.'),
  again: textKey,
  line: textKey.describe('A ticked answer in full; gets {{question}} and {{answer}}.'),
  nothing: textKey.describe('Said when there is no answer to tick.'),
  sure: textKey.describe('Asked below the ticked ones in full.'),
  next: target.describe('Where to go once they were agreed to.'),
  otherwise: target.describe('Where to go when nothing is ticked, or the person would rather not.'),
});
type Tick = z.infer<typeof schema>;

const MORE = 'more';
const DONE = 'done';
const NONE = 'none';
const AGREE = 'agree';
const ANEW = 'anew';

interface Topic {
  step: string;
  answer: string;
  spec: Question;
}

/** The questions of this dialog that have a topic and were answered. */
function topicsOf(context: StepContext): Topic[] {
  return [...context.own.steps.values()].flatMap(({ id, kind, spec }) => {
    const answer = context.answer(id);
    const read = spec as Question;
    if (kind !== 'question' || read.topic === undefined) return [];
    return answer?.kind === 'option' && answer.id !== SKIP
      ? [{ step: id, answer: answer.id, spec: read }]
      : [];
  });
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value : []);

function inFull(spec: Tick, context: StepContext, topics: readonly Topic[]): Event[] {
  return topics.map(({ step, answer, spec: question }) => ({
    type: 'said',
    text: context.text(spec.line),
    lists: {
      question: [context.text(question.text)],
      answer: [context.text(labelKey(question, step, answer))],
    },
  }));
}

const button = (context: StepContext, option: string): Option => ({
  id: option,
  text: context.text(`${context.step}.${option}`),
});

export const tick: Kind<Tick> = {
  verb: 'tick',
  schema,
  texts: (spec, step) => [
    ...askingTexts(spec),
    { key: spec.line, values: ['question', 'answer'] },
    ...[spec.nothing, spec.sure].map((key) => ({ key, values: [] })),
    ...labelTexts(step, [{ option: MORE }, ...buttonsOf(spec)]),
  ],
  exits: (spec) => [spec.next, spec.otherwise],
  reads: () => [],
  asks: () => ({ personal: false, notice: false, takes: 'option' }),
  buttons: buttonsOf,
  arrive(spec, context) {
    const topics = topicsOf(context);
    const ticked = listOf(context.visit.local?.ticked);
    const chosen = topics.filter(({ step }) => ticked.includes(step));
    if (topics.length === 0)
      return { events: [{ type: 'said', text: context.text(spec.nothing) }], next: spec.otherwise };
    if (context.visit.local?.showing === 'all' || (chosen.length === topics.length && chosen.length > 0))
      return {
        events: inFull(spec, context, chosen),
        wait: {
          text: context.text(spec.sure),
          expects: 'option',
          options: [AGREE, ANEW, NONE].map((option) => button(context, option)),
        },
        local: { ticked, showing: 'all' },
      };
    const left = topics.filter(({ step }) => !ticked.includes(step));
    const first = left.findIndex(({ step }) => step === context.visit.local?.from);
    const start = Math.max(0, first);
    const page = left.slice(start, start + PAGE);
    const others = [...(left.length > PAGE ? [MORE] : []), ...(chosen.length > 0 ? [DONE] : []), NONE];
    return {
      events: inFull(spec, context, chosen.slice(-1)),
      wait: {
        text: context.text(spec.text),
        expects: 'option',
        options: [
          ...page.map(({ step, spec: { topic = spec.text } }) => ({ id: step, text: context.text(topic) })),
          ...others.map((option) => button(context, option)),
        ],
      },
      local: {
        ticked,
        shown: page.map(({ step }) => step),
        after: left[start + PAGE]?.step ?? '',
      },
    };
  },
  answer(spec, input, context): Answered {
    const { ticked, shown, after = '', showing = '' } = context.visit.local ?? {};
    if (input.kind !== 'option') return 'unclear';
    if (input.id === NONE) return { next: spec.otherwise, events: [] };
    if (showing === 'all') {
      if (input.id === ANEW) return { turnTo: {} };
      return input.id === AGREE ? agreed(spec, listOf(ticked), context) : 'unclear';
    }
    if (input.id === DONE && listOf(ticked).length > 0)
      return { turnTo: { ticked: listOf(ticked), showing: 'all' } };
    if (input.id === MORE) return { turnTo: { ticked: listOf(ticked), from: after } };
    return listOf(shown).includes(input.id)
      ? { turnTo: { ticked: [...listOf(ticked), input.id] } }
      : 'unclear';
  },
  again: (spec) => spec.again,
};

function buttonsOf(spec: Tick): { option: string; next?: string }[] {
  return [
    { option: DONE },
    { option: ANEW },
    { option: NONE, next: spec.otherwise },
    { option: AGREE, next: spec.next },
  ];
}

function agreed(spec: Tick, ticked: readonly string[], context: StepContext): Answered {
  const answers = topicsOf(context)
    .filter(({ step }) => ticked.includes(step))
    .map(({ step, answer, spec: question }) => ({
      step,
      question: context.text(question.text),
      answer: context.text(labelKey(question, step, answer)),
    }));
  return { next: spec.next, events: [{ type: 'answers_handed', to: spec.hand, answers }] };
}
