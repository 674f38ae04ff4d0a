/** Says honestly what the channel itself knows of whoever writes in it, and where one is known less. */
import { z } from 'zod';
import { target } from '../dialog.js';
import type { Event } from '../events.js';
import { CHANNEL_SORTS, feedbackOf } from '../feedback.js';
import type { Kind } from '../kind.js';
import { SILENT } from './silent.js';

const schema = z.strictObject({
  knows: z.literal('channel').describe('Say what the channel itself knows of a person.'),
  next: target,
});
type Knows = z.infer<typeof schema>;

const WEB = 'web';

export const knows: Kind<Knows> = {
  verb: 'knows',
  schema,
  ...SILENT,
  texts: (_spec, step) => [
    ...[...CHANNEL_SORTS, 'elsewhere'].map((sort) => ({ key: `${step}.${sort}`, values: [] })),
    { key: `${step}.page`, values: ['page'] },
  ],
  exits: (spec) => [spec.next],
  arrive(spec, context) {
    const { channel, page } = feedbackOf(context.ports);
    const said = (name: string, values?: Record<string, string>): Event => ({
      type: 'said',
      text: context.text(`${context.step}.${name}`, values),
    });
    const events = [said(channel)];
    if (channel !== WEB) events.push(page === undefined ? said('elsewhere') : said('page', { page }));
    return { events, next: spec.next };
  },
};
