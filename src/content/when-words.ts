/**
 * The words of time of one language, as `locales/<language>/when.yaml` has them: meanings and the ways to say them.
 * The grammar that puts them together is the same for all languages.
 */
import { z } from 'zod';

export const WEEKDAY_NAMES = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const;

/** What a word or phrase can mean; each is a list in the file. */
export const MEANINGS = [
  // days
  'today',
  'tonight',
  'tomorrow',
  'overmorrow',
  'yesterday',
  'every_day',
  'any_time',
  'workdays',
  'weekend',
  'every',
  'some_of',
  'next',
  'this',
  'week',
  'coming_days',
  'rest_of_week',
  'date_mark',
  // parts of a day
  'morning',
  'noon',
  'afternoon',
  'evening',
  'night',
  'vague_hours',
  'whole_day',
  'am',
  'pm',
  // what stands around a time
  'at',
  'around',
  'after',
  'before',
  'from',
  'until',
  'between',
  'onwards',
  'oclock',
  // joining and taking away
  'and',
  'or',
  'except',
  'but',
  'not_then',
  'so',
  'because',
  // parts of an hour
  'half',
  'half_to',
  'and_half',
  'quarter',
  'and_quarter',
  'quarter_into',
  'less_quarter',
  'less',
  'past',
  'to_hour',
  // from now on
  'in',
  'now',
  'soon',
  'minutes',
  'hours',
  'days',
  'weeks',
  'quarter_hour',
  'third_hour',
  'half_hour',
  'one_hour',
  'ninety_minutes',
  'two_hours',
  'two_days',
  'one_week',
  'two_weeks',
] as const;
export type Meaning = (typeof MEANINGS)[number];

const phrases = z.array(z.string().trim().min(1));
const numbered = (least: number, most: number) =>
  z.record(
    z
      .string()
      .regex(/^\d+$/, 'must be a number')
      .refine((key) => Number(key) >= least && Number(key) <= most, `must be ${least} to ${most}`),
    phrases,
  );
const weekdays = z.strictObject(
  Object.fromEntries(WEEKDAY_NAMES.map((day) => [day, phrases.min(1)])) as Record<
    (typeof WEEKDAY_NAMES)[number],
    z.ZodArray<z.ZodString>
  >,
);

export const whenWordsSchema = z.strictObject({
  words: z
    .strictObject(
      Object.fromEntries(MEANINGS.map((meaning) => [meaning, phrases.default([])])) as Record<
        Meaning,
        z.ZodDefault<z.ZodArray<z.ZodString>>
      >,
    )
    .describe('Phrases by what they mean.'),
  weekdays: weekdays.describe('One such day: “Monday”.'),
  recurring_weekdays: weekdays.partial().default({}).describe('Each such day: “Mondays”.'),
  recurring_parts: z
    .strictObject({ morning: phrases, afternoon: phrases, evening: phrases })
    .partial()
    .default({})
    .describe('Such a part of each day: “mornings”.'),
  months: numbered(1, 12),
  numbers: numbered(0, 60).describe('Numbers in words, as hours and minutes are said.'),
  next_weekday: z
    .enum(['ask', 'coming', 'following_week'])
    .describe(
      'What “next Thursday” means to most people: the coming one, the one of next week, or no way to tell.',
    ),
  prefixes: z
    .record(z.string(), z.enum(['and', 'at', 'until', 'so', 'nothing']))
    .default({})
    .describe(
      'Letters written together with the word after them, and what they mean; `until` only before numbers and weekdays.',
    ),
  fillers: phrases.default([]).describe('Words that may stand around a time and say nothing about it.'),
});
export type WhenWords = z.infer<typeof whenWordsSchema>;
