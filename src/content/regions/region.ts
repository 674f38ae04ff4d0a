/** What a region is: a country's numbers with their sources, its clock, and rules that differ from country to country. */
import { z } from 'zod';
import { NUMBER_KINDS } from '../../engine/kinds/numbers.js';

/** Shown where a country has no file of its own. */
export const FALLBACK_REGION = 'EU';

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** A number may fill these two only when a person has confirmed it: no launch without. */
export const NEEDED_KINDS = ['emergency', 'child_helpline'] as const;

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2026-01-31');
const country = z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters, like RO');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time like 08:30');

/** Days of the week in the order that a week is told, and local times. */
const openingSchema = z.strictObject({
  from: z.enum(WEEKDAYS),
  to: z.enum(WEEKDAYS),
  opens: clock,
  closes: clock,
});

/** How sure a number is: said by the operator, read in the press, old, seen in open data only, or by hearsay. */
export const NUMBER_STATUSES = ['official', 'press', 'dated', 'secondary', 'unverified'] as const;

const numberSchema = z.strictObject({
  kind: z.enum(NUMBER_KINDS),
  number: z
    .string()
    .regex(/^\+?[0-9][0-9 -]*$/, 'must be digits with spaces, as people dial it in that country'),
  name: z.string().min(1).describe('Who answers, as they call themselves.'),
  answers: z
    .enum(['ngo', 'state', 'police'])
    .nullable()
    .describe('What kind of body answers; it matters to people without papers.'),
  hours: z
    .union([z.literal('always'), z.array(openingSchema).min(1), z.null()])
    .describe('In the region’s time zone; null where nobody said.'),
  languages: z.array(z.string().min(2)).describe('Codes of the languages spoken; empty where nobody said.'),
  price: z.literal('free').nullable().describe('null where nobody said.'),
  abroad: z
    .string()
    .regex(/^\+[0-9][0-9 ]*$/, 'must begin with + and the country’s calling code')
    .nullable()
    .describe('How to dial it from another country.'),
  status: z.enum(NUMBER_STATUSES),
  verified_on: date.nullable().describe('When the source said so.'),
  source: z.string().min(8, 'must say where the number was read'),
  note: z.string().optional().describe('For whoever confirms it; not shown to families.'),
  confirmed: z
    .strictObject({ by: z.string().min(1), on: date, evidence: z.string().min(1) })
    .nullable()
    .describe('Who called it or has it in writing. Written by `kinline regions confirm`.'),
});

const gapSchema = z.strictObject({
  kind: z.enum(NUMBER_KINDS),
  instead: z.enum(NUMBER_KINDS).describe('Whose numbers stand in.'),
  note: z.string().min(1),
});

export const regionSchema = z
  .strictObject({
    country,
    timezone: z.string().refine(isZone, 'must be an IANA time zone, like Europe/Bucharest'),
    phone: z
      .strictObject({
        country,
        calling_code: z.string().regex(/^[1-9]\d{0,2}$/, 'must be digits, like "40"'),
      })
      .nullable()
      .describe(
        'Whose rules a number without a country code follows; null: only international ones are read.',
      ),
    holidays: country.nullable().describe('Whose public holidays count; null: none known.'),
    digital_consent: z
      .strictObject({
        age: z.int().min(13).max(18),
        source: z.string().min(8),
        checked_on: date.nullable(),
      })
      .describe('From which age a young person may consent alone, and who says so.'),
    numbers: z
      .array(numberSchema)
      .refine((all) => all.some(({ kind }) => kind === 'emergency'), 'must have an emergency number'),
    gaps: z.array(gapSchema).describe('Kinds of number that were not found, and what a card shows instead.'),
  })
  .superRefine(({ numbers, gaps }, context) => {
    for (const kind of NUMBER_KINDS) {
      const had = numbers.some((number) => number.kind === kind);
      const missed = gaps.some((gap) => gap.kind === kind);
      if (had && missed) context.addIssue({ code: 'custom', message: `${kind} is a gap, but has a number.` });
    }
  });

export type RegionNumber = z.infer<typeof numberSchema>;
export type Region = z.infer<typeof regionSchema>;

/** True where somebody confirmed what no region may be served without. */
export function isComplete({ numbers }: Region): boolean {
  return NEEDED_KINDS.every((kind) =>
    numbers.some((number) => number.kind === kind && number.confirmed !== null),
  );
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A number as it is dialled: digits, and the plus of another country. */
export const dialled = (number: string): string => number.replace(/[^\d+]/g, '');

/** Its digits alone, by which two ways of writing one number meet. */
export const digitsOf = (number: string): string => number.replace(/\D/g, '');
