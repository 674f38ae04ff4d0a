/**
 * Sends what a young person said. From here on the chat knows nothing of it: every answer is forgotten, in the dialogs
 * of the questions too, and what was said before cannot be read here again.
 */
import { z } from 'zod';
import { dialogId, stepId, target, textKey } from '../dialog.js';
import type { Event } from '../events.js';
import { type FeedbackAge, type FeedbackSaid, feedbackOf } from '../feedback.js';
import type { Kind, StepContext } from '../kind.js';
import type { Answer, Visit } from '../session.js';
import { type Question, SKIP } from './question.js';
import { SILENT } from './silent.js';

const AGES = ['6-9', '10-13', '14-17', '18-25'] as const satisfies readonly FeedbackAge[];

const schema = z.strictObject({
  give: z.literal('feedback').describe('Send what a young person says of the help they get.'),
  age: z.array(stepId).min(1).describe('The steps that ask for the age; the first answer counts.'),
  ages: z
    .record(z.string(), z.strictObject({ group: z.enum(AGES), questions: dialogId }))
    .describe('By answer: the age group, and the dialog of its questions.'),
  about: stepId,
  category: stepId,
  words: z.array(stepId).describe('Steps that ask for words of one’s own.'),
  harm: stepId.describe('The step that is come to when words or a button say harm.'),
  reader: stepId.describe('Who reads what must not wait: its answer `outside` means somebody else.'),
  contact: z
    .strictObject({ step: stepId, next: target })
    .describe('Yes there: a grown-up is to make contact, which is asked for next.'),
  board: stepId.describe('Yes there: words may be shown on the board.'),
  keep: stepId.describe('Yes there: a receipt is wanted.'),
  missing: target.describe('Where to go while the age is not known.'),
  sent: textKey,
  at_once: textKey.describe('Said instead where it went to one person at once.'),
  receipt: textKey.describe('Said above the receipt.'),
  line: textKey.describe('One part of it; gets {{part}} and {{pictures}}.'),
  next: target,
  without: target.describe('Where to go when no receipt was wanted.'),
});
type Give = z.infer<typeof schema>;

/** All letters together stay below what an entry may hold. */
const MOST_WORDS = 8_500;
const OTHER = 'other';
/** What has to do with harm or was said to nobody in particular. */
const CONCERN = 'concern';
/** Under this name stands what was written without being asked. */
const SAID = 'said';

const idOf = (answer: Answer | undefined): string | undefined =>
  answer?.kind === 'option' ? answer.id : undefined;

export const give: Kind<Give> = {
  verb: 'give',
  schema,
  ...SILENT,
  texts: (spec) => [
    ...[spec.sent, spec.at_once, spec.receipt].map((key) => ({ key, values: [] })),
    { key: spec.line, values: ['part', 'pictures'] },
  ],
  exits: (spec) => [spec.missing, spec.contact.next, spec.next, spec.without],
  reads: (spec) => [
    ...[...spec.age, ...spec.words, spec.about, spec.category, spec.harm, spec.reader],
    ...[spec.contact.step, spec.board, spec.keep],
  ],
  arrive(spec, context) {
    const said = saidIn(spec, context);
    if (said === undefined) return { events: [], next: spec.missing };
    const ports = feedbackOf(context.ports);
    const receipt = idOf(context.latest(spec.keep)) === 'yes' ? ports.newReceipt() : null;
    const atOnce = said.harm || said.category === CONCERN || said.aboutLead;
    const lines = (receipt === null ? [] : ports.showReceipt(receipt, said.language)).map((pictures, at) => ({
      text: context.text(spec.line, { part: at + 1, pictures }),
    }));
    const events: Event[] = [
      { type: 'feedback_given', said, receipt },
      { type: 'put_away' },
      { type: 'said', text: context.text(atOnce ? spec.at_once : spec.sent) },
      ...(receipt === null
        ? []
        : [{ type: 'said' as const, text: context.text(spec.receipt), lines, plan: true as const }]),
    ];
    const shown = receipt === null ? spec.without : spec.next;
    const forget = [context.dialog, ...Object.values(spec.ages).map(({ questions }) => questions)];
    return { events, next: said.contact ? spec.contact.next : shown, forget };
  },
};

/** Undefined while the age is not known. */
function saidIn(spec: Give, context: StepContext): FeedbackSaid | undefined {
  const age = spec.age.map((step) => idOf(context.answer(step))).find((id) => id !== undefined);
  const group = age === undefined ? undefined : spec.ages[age];
  if (group === undefined) return undefined;
  const harm = context.visitsIn(context.dialog).filter(({ step }) => step.id === spec.harm);
  const unasked = harm.flatMap(({ visit }) => saidAt(visit));
  const written = spec.words.flatMap((step): [string, string][] => {
    const answer = context.latest(step);
    return answer?.kind === 'words' ? [[step, answer.words]] : [];
  });
  const isHarm = harm.length > 0;
  return {
    age: group.group,
    about: idOf(context.latest(spec.about)) ?? OTHER,
    category: isHarm ? CONCERN : (idOf(context.latest(spec.category)) ?? OTHER_CATEGORY),
    taps: tapsIn(group.questions, isHarm, context),
    words: fitting(unasked.length === 0 ? written : [...written, [SAID, unasked.join('\n')]]),
    mayShow: !isHarm && idOf(context.latest(spec.board)) === 'yes',
    language: context.language,
    harm: isHarm,
    aboutLead: idOf(context.latest(spec.reader)) === 'outside',
    contact: idOf(context.latest(spec.contact.step)) === 'yes',
  };
}

/** Whoever names no category has an idea to tell. */
const OTHER_CATEGORY = 'suggestion';

const saidAt = ({ local }: Visit): string[] => (typeof local?.said === 'string' ? [local.said] : []);

/** Answers to questions; one by which harm is told is only for who must know. */
function tapsIn(dialog: string, harm: boolean, context: StepContext): Record<string, string> {
  const taps = context.visitsIn(dialog).flatMap(({ visit, step }): [string, string][] => {
    const answer = idOf(visit.answer);
    if (step.kind !== 'question' || answer === undefined || answer === SKIP) return [];
    const urgent = (step.spec as Question).urgent[answer] !== undefined;
    return urgent && !harm ? [] : [[step.id, answer]];
  });
  return Object.fromEntries(taps);
}

/** Shortened where all of it together is too long to be like all others. */
function fitting(written: readonly [string, string][]): Record<string, string> {
  const bytes = (all: readonly [string, string][]) =>
    new TextEncoder().encode(JSON.stringify(Object.fromEntries(all))).length;
  let fits = written;
  while (bytes(fits) > MOST_WORDS)
    fits = fits.map(([step, words]) => [step, words.slice(0, Math.floor(words.length * 0.9))]);
  return Object.fromEntries(fits);
}
