/** What all kinds of step have in common that ask: the question, its other words, and the notice before it. */
import type { Event } from '../events.js';
import type { StepContext, TextUse } from '../kind.js';
import type { Asked } from '../session.js';

interface Asking {
  text: string;
  again: string;
  personal?: true | undefined;
  notice?: string | undefined;
}

export const askingTexts = ({ text, again, notice }: Asking): TextUse[] =>
  [text, again, ...(notice === undefined ? [] : [notice])].map((key) => ({ key, values: [] }));

export const labelTexts = (step: string, buttons: readonly { option: string }[]): TextUse[] =>
  buttons.map(({ option }) => ({ key: `${step}.${option}`, values: [] }));

/** The notice, said before the question. */
export const noticed = ({ notice }: Asking, context: StepContext): Event[] =>
  notice === undefined ? [] : [{ type: 'said', text: context.text(notice) }];

export const asksFor = (takes: Asked['expects'], { personal, notice }: Asking) => ({
  personal: personal ?? false,
  notice: notice !== undefined,
  takes,
});
