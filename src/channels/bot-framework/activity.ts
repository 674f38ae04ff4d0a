/**
 * The part of a Bot Framework activity that Kinline reads, checked before botbuilder sees anything of the request.
 * Fields that are not listed are accepted and ignored, as the protocol asks (A2005); null counts as missing.
 */
import { z } from 'zod';
import { remembering } from './remembering.js';

/** Longest id that is taken, in characters. */
export const ID_LENGTH = 512;
const NESTING = 32;

const expected = (what: string, shape: string) => (issue: { input?: unknown }) =>
  issue.input === undefined || issue.input === null ? `${what} is missing.` : `${what} must be ${shape}.`;

function word(what: string) {
  return z
    .string({ error: expected(what, 'a string') })
    .min(1, `${what} is empty.`)
    .max(ID_LENGTH, `${what} is longer than ${ID_LENGTH} characters.`)
    .refine((value) => !/\p{Cc}/u.test(value), `${what} contains control characters.`);
}

const text = (what: string) => z.string({ error: `${what} must be a string.` }).nullish();
const list = (what: string) => z.array(z.unknown(), { error: `${what} must be a list.` }).nullish();

function account(what: string) {
  return z.object({ id: word(`${what}.id`) }, { error: expected(what, `an object with an id`) });
}

const isWebAddress = remembering(
  (address) => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol),
);

const ACTIVITY = z.object(
  {
    type: word('type'),
    channelId: word('channelId'),
    id: word('id').nullish(),
    serviceUrl: word('serviceUrl').refine(isWebAddress, 'serviceUrl must be an http or https address.'),
    from: account('from'),
    recipient: account('recipient').nullish(),
    conversation: z.object(
      {
        id: word('conversation.id'),
        isGroup: z.boolean({ error: 'conversation.isGroup must be true or false.' }).nullish(),
        conversationType: text('conversation.conversationType'),
      },
      { error: expected('conversation', 'an object with an id') },
    ),
    text: text('text'),
    locale: text('locale'),
    name: text('name'),
    deliveryMode: text('deliveryMode'),
    entities: list('entities'),
    attachments: list('attachments'),
    membersAdded: z.array(account('membersAdded[]'), { error: 'membersAdded must be a list.' }).nullish(),
    value: z.unknown().optional(),
    channelData: z.unknown().optional(),
  },
  { error: 'The body must be one activity, as a JSON object.' },
);

export type Activity = z.infer<typeof ACTIVITY>;
export type ReadActivity = { ok: true; activity: Activity } | { ok: false; problem: string };

/** Whether the replies are wanted in the body of the answer (A3110); any other mode means the usual one (A3111). */
export function expectsReplies({ deliveryMode }: Activity): boolean {
  return deliveryMode === 'expectReplies';
}

/** Says in plain words what is wrong with a body that is no activity; quotes nothing of it. */
export function readActivity(body: unknown): ReadActivity {
  if (nestsDeeperThan(NESTING, body))
    return { ok: false, problem: `The activity is nested more than ${NESTING} levels deep.` };
  const read = ACTIVITY.safeParse(body);
  if (read.success) return { ok: true, activity: read.data };
  return { ok: false, problem: read.error.issues[0]?.message ?? 'The activity is malformed.' };
}

/** Walks level by level, so that the depth of what was sent cannot exhaust the stack. */
function nestsDeeperThan(levels: number, value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true;
    const next: unknown[] = [];
    for (const one of level)
      if (typeof one === 'object' && one !== null)
        for (const inner of Object.values(one))
          if (typeof inner === 'object' && inner !== null) next.push(inner);
    level = next;
  }
  return false;
}
