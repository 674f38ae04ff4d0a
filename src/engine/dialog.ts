/**
 * A dialog as its file says it. Each kind of step brings its own schema (see `kinds/`); here is what all share.
 * Where a step goes is written as a target: the name of a step, `dialog:menu` (another dialog's start),
 * `dialog:find-help/need` (a step of it), `return` (where the person was before this dialog was called),
 * `end` (the conversation is over) or `leave` (over, and the page leaves without a trace).
 */
import { z } from 'zod';
import type { Rules } from './rules.js';

const NAME = /^[a-z][a-z0-9-]*$/;
export const dialogId = z
  .string()
  .regex(NAME, 'must be small letters, digits and hyphens, starting with a letter, like find-help');
export const stepId = z
  .string()
  .regex(NAME, 'must be small letters, digits and hyphens, starting with a letter, like after-results');
export const textKey = z
  .string()
  .regex(
    /^([a-z][a-z0-9-]*:)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/,
    'must be the key of a text, like results.text, or common:welcome for one of another file',
  );
export const target = z
  .string()
  .regex(
    /^([a-z][a-z0-9-]*|dialog:[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*)?)$/,
    'must be a step of this dialog, dialog:name, dialog:name/step, return, end or leave',
  )
  .describe('Where to go next: a step, dialog:name, dialog:name/step, return, end or leave.');

/** One button of a step. Its label is the text `<step>.<option>`. */
export const optionSchema = z.strictObject({
  option: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'must be small letters, digits and _, like other_place')
    .describe('Name of the answer; the button reads the text <step>.<option>.'),
  next: target,
  anew: z.literal(true).optional().describe('Ask the next step again even if its answer is known.'),
});
export type OptionSpec = z.infer<typeof optionSchema>;

/** Parts that any step which asks may have. */
export const asking = {
  text: textKey.describe('The question. One question a message.'),
  again: textKey.describe('The same question in other words, for when the first was not understood.'),
  personal: z.literal(true).optional().describe('Asks for something personal: needs a notice before it.'),
  notice: textKey.optional().describe('Said before the question, once: what it is for and what is kept.'),
};

/** A step as read from the file, with its kind found by its first verb. */
export interface Step {
  kind: string;
  id: string;
  dialog: string;
  /** The step as its kind's schema read it. */
  spec: unknown;
}

export interface Dialog {
  id: string;
  for: 'everyone' | 'parent' | 'young-person' | 'staff';
  start: string;
  /** Where a need or a place goes that a person says at any step of this dialog. */
  takes: { need?: string | undefined; place?: string | undefined };
  /** Where “stop” leads from steps that would else end the conversation with it. */
  stops?: Record<string, string>;
  /** Where a step leads after the danger card, when what was written there said harm. */
  dangers?: Record<string, string>;
  /** Minutes after which the whole conversation is destroyed while anything of this dialog is in it. */
  wipedAfter?: number;
  /** Its file, under the content's folder. */
  file?: string;
  /** Brought in from elsewhere: its texts are another’s, and are not held to our readability. */
  imported?: true;
  steps: ReadonlyMap<string, Step>;
  /** From its answers to kinds of help; see `rules.ts`. */
  rules?: Rules;
}

export const dialogHeader = z.strictObject({
  id: dialogId.describe('The same as the file name.'),
  for: z.enum(['everyone', 'parent', 'young-person', 'staff']),
  start: stepId.describe('The first step.'),
  takes: z
    .strictObject({ need: target.optional(), place: target.optional() })
    .optional()
    .describe('Where to go when a person says a need or a place at any step of this dialog.'),
  stops: z
    .record(stepId, target)
    .optional()
    .describe('By step: where the word “stop” leads from it, instead of ending the conversation.'),
  dangers: z
    .record(stepId, target)
    .optional()
    .describe('By step: where it leads after a danger card; the words that were written go along.'),
  wiped_after: z
    .int()
    .min(1)
    .optional()
    .describe('Minutes without a message after which all of the conversation is destroyed.'),
  imported: z
    .literal(true)
    .optional()
    .describe('Brought in from elsewhere: its texts are not measured for readability.'),
  steps: z.record(stepId, z.unknown()),
});

/** All that the engine needs of the content. */
export interface DialogSet {
  dialogs: ReadonlyMap<string, Dialog>;
  /** The dialog a conversation opens with and `menu` returns to. */
  home: { dialog: string; menu: string };
  /** The dialog that serves each of the other commands that have one. */
  commands: { help: string; person: string; language: string; erase: string; stop: string; exit: string };
}

export const COMMAND_DIALOGS: DialogSet['commands'] = {
  help: 'help',
  person: 'person',
  language: 'language',
  erase: 'erase',
  stop: 'stop',
  exit: 'exit',
};
/** The dialog everything starts from, and its step that `menu` goes to. */
export const HOME = { dialog: 'menu', menu: 'choose' };

export type Target =
  | { to: 'step'; dialog: string; step: string }
  | { to: 'return' }
  | { to: 'end'; leave: boolean };

/** Reads a target; undefined when it names a dialog or step that is not there. */
export function resolveTarget(
  written: string,
  from: string,
  dialogs: ReadonlyMap<string, Dialog>,
): Target | undefined {
  if (written === 'return') return { to: 'return' };
  if (written === 'end' || written === 'leave') return { to: 'end', leave: written === 'leave' };
  if (!written.startsWith('dialog:')) {
    return dialogs.get(from)?.steps.has(written) ? { to: 'step', dialog: from, step: written } : undefined;
  }
  const [name = '', step] = written.slice('dialog:'.length).split('/');
  const dialog = dialogs.get(name);
  const arrival = step ?? dialog?.start;
  return arrival !== undefined && dialog?.steps.has(arrival)
    ? { to: 'step', dialog: name, step: arrival }
    : undefined;
}
