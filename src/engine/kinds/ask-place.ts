/** Asks where to look: a town in words, a shared position, or one of several towns that could be meant. */
import { z } from 'zod';
import { asking, target } from '../dialog.js';
import type { Place } from '../input.js';
import type { Kind } from '../kind.js';
import type { Answer, Option } from '../session.js';

import { askingTexts, asksFor, noticed } from './asking.js';

const schema = z.strictObject({
  ask: z.literal('place').describe('Ask for a town, village or a shared position.'),
  ...asking,
  next: target,
});
type AskPlace = z.infer<typeof schema>;

/** Asks the person's device for its position; only pages that can do so show it. */
export const SHARE_LOCATION = '!share_location';

const SHARE: Option = { id: SHARE_LOCATION, text: { key: 'common:share_location' } };
/** Towns offered as buttons when a place was not understood. */
const TOWNS = 6;

const asAnswer = (place: Place): Answer => ({ kind: 'place', ...place });

export const askPlace: Kind<AskPlace> = {
  verb: 'ask',
  value: 'place',
  schema,
  texts: askingTexts,
  exits: (spec) => [spec.next],
  reads: () => [],
  asks: (spec) => asksFor('place', spec),
  buttons: () => [],
  arrive(spec, context) {
    const said = context.takePlace();
    if (said !== undefined) return { answered: asAnswer(said), next: spec.next, events: [] };
    const known = context.answer(context.step);
    if (known?.kind === 'place' && !context.anew && context.visit.local === undefined)
      return { answered: known, next: spec.next, events: [] };
    return {
      wait: {
        text: context.text(spec.text),
        expects: 'place',
        options: [SHARE],
      },
      events: noticed(spec, context),
      local: { asked: 1 },
    };
  },
  answer(spec, input, context) {
    if (input.kind === 'content' && input.place !== undefined)
      return { answer: asAnswer(input.place), next: spec.next, events: [] };
    if (input.kind === 'unsure')
      return {
        wait: {
          text: { key: 'common:which_place' },
          expects: 'place',
          options: input.options.map(({ id, words }) => ({ id, words })),
        },
        events: [],
        local: {
          asked: 1,
          maybe: input.options.flatMap(({ id, answer }) => [id, JSON.stringify(answer)]),
        },
      };
    if (input.kind !== 'option') return 'unclear';
    if (input.id === SHARE_LOCATION)
      return {
        wait: { text: { key: 'common:share_how' }, expects: 'place', options: [] },
        events: [],
      };
    const maybe = context.visit.local?.maybe;
    const at = Array.isArray(maybe) ? maybe.indexOf(input.id) : -1;
    const chosen = Array.isArray(maybe) && at >= 0 ? maybe[at + 1] : undefined;
    return chosen === undefined
      ? 'unclear'
      : { answer: JSON.parse(chosen) as Answer, next: spec.next, events: [] };
  },
  again: (spec) => spec.again,
  offer(_spec, context) {
    const towns = context.ports.towns(context.language, TOWNS);
    const options = towns.map(({ name }, index) => ({ id: `maybe_${index + 1}`, words: name }));
    return {
      options: [...options, SHARE],
      local: {
        asked: 1,
        maybe: towns.flatMap((town, index) => [`maybe_${index + 1}`, JSON.stringify(asAnswer(town))]),
      },
    };
  },
};
