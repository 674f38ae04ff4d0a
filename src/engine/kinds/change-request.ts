/** A fresh word of the family about its request: other times, another plan, a note, or taking it back. */
import { z } from 'zod';
import { planOf, planSteps, windowsIn } from '../callback-draft.js';
import { stepId, target, textKey } from '../dialog.js';
import type { CallbackChange, Event } from '../events.js';
import type { Kind, StepContext } from '../kind.js';
import { openedBy } from './ask-code.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  change: z.enum(['times', 'plan', 'note', 'take_back']).describe('What changes.'),
  code: stepId.describe('The step that asks for its code.'),
  from: stepId
    .optional()
    .describe('The step whose answer it is; not for a plan, and not for taking it back.'),
  of: planSteps.optional().describe('The steps of a plan.'),
  done: textKey.describe('Said then.'),
  locked: target.describe('Where to go when it is not open, or no longer.'),
  next: target,
});
type ChangeRequest = z.infer<typeof schema>;

function changeOf(spec: ChangeRequest, context: StepContext): CallbackChange | undefined {
  const answer = spec.from === undefined ? undefined : context.answer(spec.from);
  switch (spec.change) {
    case 'times': {
      const windows = windowsIn(answer);
      return windows.length === 0 ? undefined : { what: 'times', windows };
    }
    case 'plan':
      return spec.of === undefined ? undefined : { what: 'plan', plan: planOf(spec.of, context) };
    case 'note':
      return answer?.kind === 'words' ? { what: 'note', words: answer.words } : undefined;
    default:
      return undefined;
  }
}

export const changeRequest: Kind<ChangeRequest> = {
  verb: 'change',
  schema,
  ...SILENT,
  texts: (spec) => [{ key: spec.done, values: [] }],
  exits: (spec) => [spec.locked, spec.next],
  reads: (spec) => [
    spec.code,
    ...(spec.from === undefined ? [] : [spec.from]),
    ...(spec.of === undefined ? [] : Object.values(spec.of)),
  ],
  arrive(spec, context) {
    const opened = openedBy(context.answer(spec.code), context.now);
    const done: Event = { type: 'said', text: context.text(spec.done) };
    if (spec.change === 'take_back') {
      // The chat it was sent from may take it back without its code: nobody is put in danger by less being known.
      const id = opened ?? context.request?.id;
      if (id === undefined) return { events: [], next: spec.locked };
      const events: Event[] = [{ type: 'callback_taken_back', id }, { type: 'put_away' }, done];
      return { events, next: spec.next, forget: true };
    }
    if (opened === undefined) return { events: [], next: spec.locked };
    const change = changeOf(spec, context);
    return change === undefined
      ? { events: [], next: spec.next }
      : { events: [{ type: 'callback_changed', id: opened, change }, done], next: spec.next };
  },
};
