/**
 * Asks when a call is safe, in the person's own words or by a button. What can be meant in two ways is asked back with
 * both as buttons: the times are right, or they are asked again.
 */
import { z } from 'zod';
import { type CallWindowAsked, portsOf, type TimesRead, USUAL_TIMES } from '../callback.js';
import { written } from '../callback-draft.js';
import { asking, target, textKey } from '../dialog.js';
import type { Answered, Kind, StepContext } from '../kind.js';
import type { Asked, Option } from '../session.js';
import { askingTexts, asksFor, noticed } from './asking.js';

const UNCLEAR = ['hour', 'day', 'vague', 'past', 'nothing_left'] as const;

const schema = z.strictObject({
  ask: z.literal('times').describe('Ask when a call is safe, in the person’s words or by a button.'),
  ...asking,
  taken: textKey.describe('Said when they were understood; gets {{times}}.'),
  which: textKey.describe('Asked when the words can mean two things, each of which is a button.'),
  next: target,
});
type AskTimes = z.infer<typeof schema>;

/** The queue keeps so many; nobody names more. */
const MOST_WINDOWS = 60;

const isUsual = (id: string): id is (typeof USUAL_TIMES)[number] => USUAL_TIMES.some((one) => one === id);

const asked = (context: StepContext, text: string, more: Option[] = []): Asked => ({
  text: context.text(text),
  expects: 'words',
  options:
    more.length > 0
      ? more
      : USUAL_TIMES.map((id): Option => ({ id, text: context.text(`${context.step}.${id}`) })),
});

function taken(spec: AskTimes, windows: readonly CallWindowAsked[], context: StepContext): Answered {
  const times = portsOf(context.ports).timesInWords(windows, context.language);
  return {
    answer: { kind: 'many', ids: windows.slice(0, MOST_WINDOWS).map(written) },
    next: spec.next,
    events: [{ type: 'said', text: context.text(spec.taken, { times }) }],
  };
}

function askedBack(
  spec: AskTimes,
  read: Extract<TimesRead, { ask: string }>,
  context: StepContext,
): Answered {
  const options = read.meant.map(({ words }, index): Option => ({ id: `meant_${index + 1}`, words }));
  const text = options.length > 0 ? spec.which : `${context.step}.${read.ask}`;
  return {
    wait: asked(context, text, options),
    events: [],
    local: { meant: read.meant.map(({ windows }) => windows.map(written).join(' ')) },
  };
}

export const askTimes: Kind<AskTimes> = {
  verb: 'ask',
  value: 'times',
  schema,
  texts: (spec, step) => [
    ...askingTexts(spec),
    { key: spec.taken, values: ['times'] },
    ...[spec.which, ...[...USUAL_TIMES, ...UNCLEAR].map((one) => `${step}.${one}`)].map((key) => ({
      key,
      values: [],
    })),
  ],
  exits: (spec) => [spec.next],
  reads: () => [],
  asks: (spec) => asksFor('words', spec),
  buttons: () => USUAL_TIMES.map((option) => ({ option })),
  arrive: (spec, context) => ({ wait: asked(context, spec.text), events: noticed(spec, context) }),
  answer(spec, input, context): Answered {
    const { language, region, now } = context;
    const ports = portsOf(context.ports);
    if (input.kind === 'option') {
      if (isUsual(input.id)) return taken(spec, ports.usualTimes(input.id, { region, now }), context);
      const windows = meantBy(input.id, context);
      return windows.length === 0 ? 'unclear' : taken(spec, windows, context);
    }
    if (input.kind !== 'words') return 'unclear';
    const read = ports.times(input.words, { language, region, now });
    if (read === undefined) return 'unclear';
    return 'windows' in read ? taken(spec, read.windows, context) : askedBack(spec, read, context);
  },
  again: (spec) => spec.again,
};

function meantBy(id: string, { visit }: StepContext): CallWindowAsked[] {
  const meant = visit.local?.meant;
  const one = Array.isArray(meant) ? meant[Number(id.replace('meant_', '')) - 1] : undefined;
  return (one ?? '').split(' ').flatMap((window) => {
    const [start, end] = window.split('/');
    return start === undefined || end === undefined ? [] : [{ start, end }];
  });
}
