/** What was said in a dialog about being called, gathered from the answers of the steps that ask for it. */
import { z } from 'zod';
import type { CallbackAsked, CallWindowAsked, PlanAsked } from './callback.js';
import { SAFEST } from './callback.js';
import { stepId } from './dialog.js';
import type { StepContext } from './kind.js';
import type { Answer } from './session.js';

/** The answer of a number's step where the family calls by itself. */
export const THEY_CALL = 'they';
/** Where no name was said; shown to whoever calls. */
const NO_NAME = '–';

/** The steps that ask how one may be reached safely. */
export const planSteps = z.strictObject({
  plan: stepId.describe('The step whose answer is `safest`, or leads to the others.'),
  someone_else: stepId,
  code_word: stepId,
  voicemail: stepId,
  sms: stepId,
  show_number: stepId,
  write_here: stepId,
});
export type PlanSteps = z.infer<typeof planSteps>;

export const askedSteps = planSteps.extend({
  name: stepId,
  number: stepId,
  times: stepId,
  spoken: stepId,
  interpreter: stepId,
  need: stepId,
  staff: stepId,
  about: stepId,
  words: stepId,
  urgency: stepId,
});
export type AskedSteps = z.infer<typeof askedSteps>;

const optionOf = (answer: Answer | undefined): string | undefined =>
  answer?.kind === 'option' ? answer.id : undefined;
const wordsOf = (answer: Answer | undefined): string | undefined =>
  answer?.kind === 'words' ? answer.words : undefined;

/** A window as it stands in an answer. */
export const written = ({ start, end }: CallWindowAsked): string => `${start}/${end}`;

export function windowsIn(answer: Answer | undefined): CallWindowAsked[] {
  if (answer?.kind !== 'many') return [];
  return answer.ids.flatMap((id) => {
    const [start, end] = id.split('/');
    return start === undefined || end === undefined ? [] : [{ start, end }];
  });
}

export function planOf(steps: PlanSteps, { latest: answer }: Pick<StepContext, 'latest'>): PlanAsked {
  if (optionOf(answer(steps.plan)) !== 'choose') return SAFEST;
  const yes = (step: string): boolean => optionOf(answer(step)) === 'yes';
  return {
    someoneElse: optionOf(answer(steps.someone_else)) ?? SAFEST.someoneElse,
    codeWord: wordsOf(answer(steps.code_word)) ?? null,
    voicemail: yes(steps.voicemail),
    sms: yes(steps.sms),
    showNumber: yes(steps.show_number),
    writeHere: yes(steps.write_here),
  };
}

const URGENCIES: readonly string[] = ['now', 'soon', 'whenever'];
const isUrgency = (id: string | undefined): id is CallbackAsked['urgency'] =>
  id !== undefined && URGENCIES.includes(id);

/** Undefined while something is missing without which nobody can call. */
export function askedOf(
  steps: AskedSteps,
  context: Pick<StepContext, 'latest' | 'language'>,
): CallbackAsked | undefined {
  // What was passed over the second time is not what was said the first time.
  const { latest: answer } = context;
  const number = answer(steps.number);
  const urgency = optionOf(answer(steps.urgency));
  const calls = optionOf(number) === THEY_CALL;
  const phone = calls ? null : wordsOf(number);
  const windows = calls ? [] : windowsIn(answer(steps.times));
  if (phone === undefined || !isUrgency(urgency) || (!calls && windows.length === 0)) return undefined;
  const about = optionOf(answer(steps.about));
  const need = answer(steps.need);
  return {
    name: wordsOf(answer(steps.name)) ?? NO_NAME,
    phone,
    windows,
    plan: calls ? SAFEST : planOf(steps, context),
    language: optionOf(answer(steps.spoken)) ?? context.language,
    interpreter: optionOf(answer(steps.interpreter)) === 'yes',
    need: about === 'family' && need?.kind === 'need' ? need.code : null,
    words: about === 'skip' ? null : (wordsOf(answer(steps.words)) ?? null),
    urgency,
    recipient: about === 'staff' ? recipientOf(optionOf(answer(steps.staff))) : 'team',
  };
}

/** A worry about somebody who works here passes every team by; one about the lead goes outside. */
const recipientOf = (who: string | undefined): CallbackAsked['recipient'] =>
  who === 'lead' ? 'second_recipient' : 'safeguarding_lead';
