/**
 * May a team in another country have it? The family hears which country and team, and exactly what would go; it leaves
 * out what shall stay, one tap each, and only then says yes or no.
 */
import { z } from 'zod';
import { ABROAD_FIELDS, type AskedAbroad, portsOf } from '../callback.js';
import { stepId, target, textKey } from '../dialog.js';
import type { Event } from '../events.js';
import type { Kind, StepContext } from '../kind.js';
import type { Option } from '../session.js';
import { openedBy } from './ask-code.js';
import { askingTexts, labelTexts } from './asking.js';

const YES = 'yes';
const NO = 'no';
const ALL = 'all';
const LEAVE = 'leave_';

const schema = z.strictObject({
  agree: z.literal('abroad').describe('Ask whether a team in another country may have the request.'),
  code: stepId.describe('The step that asks for its code.'),
  locked: target.describe('Where to go when it is not open, or no longer.'),
  text: textKey,
  again: textKey,
  done: textKey.describe('Said after yes or no.'),
  next: target,
});
type Agree = z.infer<typeof schema>;

const leftOut = ({ visit }: StepContext): string[] => {
  const out = visit.local?.out;
  return Array.isArray(out) ? out : [];
};

/** What is asked now; undefined where the request is locked, and null where nothing is asked any more. */
async function askedNow(spec: Agree, context: StepContext) {
  const id = openedBy(context.answer(spec.code), context.now);
  if (id === undefined) return undefined;
  const view = await portsOf(context.ports).view(id, context.now);
  return { id, abroad: view?.abroad ?? null };
}

const going = ({ fields }: AskedAbroad, out: readonly string[]) =>
  fields.filter((field) => !out.includes(field));

function said(abroad: AskedAbroad, out: readonly string[], context: StepContext): Event[] {
  const { step, language, ports } = context;
  const goes = going(abroad, out);
  const country = portsOf(ports).countryName(abroad.country, language);
  const who =
    abroad.team === undefined
      ? context.text(`${step}.country`, { country })
      : context.text(`${step}.team`, { country, team: abroad.team });
  const what: Event =
    goes.length === 0
      ? { type: 'said', text: context.text(`${step}.nothing`) }
      : {
          type: 'said',
          text: context.text(`${step}.goes`),
          lists: { fields: goes.map((field) => context.text(`${step}.field.${field}`)) },
        };
  return out.length === 0
    ? [{ type: 'said', text: who }, what, { type: 'said', text: context.text(`${step}.always`) }]
    : [what];
}

function options(abroad: AskedAbroad, out: readonly string[], context: StepContext): Option[] {
  const goes = going(abroad, out);
  const option = (id: string, key = id): Option => ({ id, text: context.text(`${context.step}.${key}`) });
  return [
    ...(goes.length > 0 ? [option(YES)] : []),
    option(NO),
    ...goes.map((field) => option(`${LEAVE}${field}`)),
    ...(out.length > 0 ? [option(ALL)] : []),
  ];
}

const BUTTONS = [YES, NO, ALL, ...ABROAD_FIELDS.map((field) => `${LEAVE}${field}`)];

export const agree: Kind<Agree> = {
  verb: 'agree',
  schema,
  texts: (spec, step) => [
    ...askingTexts(spec),
    { key: spec.done, values: [] },
    { key: `${step}.team`, values: ['country', 'team'] },
    { key: `${step}.country`, values: ['country'] },
    { key: `${step}.goes`, values: ['fields'] },
    ...['nothing', 'always', ...ABROAD_FIELDS.map((field) => `field.${field}`)].map((key) => ({
      key: `${step}.${key}`,
      values: [],
    })),
    ...labelTexts(
      step,
      BUTTONS.map((option) => ({ option })),
    ),
  ],
  exits: (spec) => [spec.locked, spec.next],
  reads: (spec) => [spec.code],
  asks: () => ({ personal: false, notice: false, takes: 'option' }),
  buttons: (spec) => BUTTONS.map((option) => ({ option, ...(option === NO ? { next: spec.next } : {}) })),
  async arrive(spec, context) {
    const now = await askedNow(spec, context);
    if (now === undefined) return { events: [], next: spec.locked };
    if (now.abroad === null) return { events: [], next: spec.next };
    const out = leftOut(context);
    return {
      wait: {
        text: context.text(spec.text),
        expects: 'option',
        options: options(now.abroad, out, context),
      },
      events: said(now.abroad, out, context),
      local: { out },
    };
  },
  async answer(spec, input, context) {
    if (input.kind !== 'option' || !BUTTONS.includes(input.id)) return 'unclear';
    const now = await askedNow(spec, context);
    if (now === undefined) return { next: spec.locked, events: [] };
    if (now.abroad === null) return { next: spec.next, events: [] };
    const out = leftOut(context);
    if (input.id === ALL) return { turnTo: { out: [] } };
    if (input.id.startsWith(LEAVE)) return { turnTo: { out: [...out, input.id.slice(LEAVE.length)] } };
    const fields = going(now.abroad, out);
    const agreed = input.id === YES;
    // Between two screens something may have been left out elsewhere: an empty yes gives nothing away.
    if (agreed && fields.length === 0) return 'unclear';
    return {
      next: spec.next,
      events: [
        { type: 'callback_changed', id: now.id, change: { what: 'abroad', agreed, fields } },
        { type: 'said', text: context.text(spec.done) },
      ],
    };
  },
  again: (spec) => spec.again,
};
