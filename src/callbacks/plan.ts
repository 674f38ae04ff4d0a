/** How somebody may be reached without harm, in their own choice. What was not chosen is off. */
import { z } from 'zod';

/** What a caseworker does when another person answers. Fixed, so that nothing has to be made up on the phone. */
export const IF_SOMEONE_ELSE = ['hang_up', 'wrong_number', 'delivery', 'school', 'doctor', 'survey'] as const;

export const safeContactPlan = z.strictObject({
  /** What to do or say when someone else answers. */
  someoneElse: z.enum(IF_SOMEONE_ELSE),
  /** Asked for before anything is said; null: none was chosen. */
  codeWord: z.string().min(1).max(40).nullable(),
  /** True: a message may be left on the voicemail. */
  voicemail: z.boolean(),
  /** True: a text message may be sent. */
  sms: z.boolean(),
  /** True: the caller's number may show on the telephone. */
  showNumber: z.boolean(),
  /** True: Kinline may write in this chat about the request. */
  writeHere: z.boolean(),
});
export type SafeContactPlan = z.infer<typeof safeContactPlan>;

/** Where nothing was said, the least is allowed. */
export const SAFEST_PLAN: SafeContactPlan = {
  someoneElse: 'hang_up',
  codeWord: null,
  voicemail: false,
  sms: false,
  showNumber: false,
  writeHere: false,
};
