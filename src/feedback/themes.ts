/**
 * What was heard again and again, and what is done about it: “you said; we did, are doing, or could not, because”.
 * Everything on the board has an answer, somebody who answers for it by role, and a date; two people agreed to it.
 */
import { z } from 'zod';

export const STANDS = ['did', 'doing', 'could_not'] as const;

const text = z.string().trim().min(1).max(600);
/** By language; English or another one first, the others as they are translated. */
const texts = z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/), text);

/** The organization’s own list of what entries are about. */
export const theme = z.strictObject({
  code: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/),
  name: texts,
  /** Words by which it is suggested, by language. */
  words: z.record(z.string(), z.array(z.string().min(2))),
});
export type Theme = z.infer<typeof theme>;

export const promise = z.strictObject({
  id: z.string().min(1),
  theme: z.string(),
  youSaid: texts,
  stands: z.enum(STANDS),
  /** What was done, is being done, or why it could not be. */
  we: texts,
  /** A role, never a person’s name: it is shown. */
  owner: z.string().min(1).max(80),
  /** By when it is done, or was. */
  date: z.iso.date(),
  /** Words of young people that are shown; each was allowed by who wrote it. */
  quotes: z.array(z.strictObject({ entry: z.string(), words: text })),
  /** Staff who agreed to exactly this, by id. */
  approvedBy: z.array(z.string()),
  /** Week in which it went on the board; null while it is not there. */
  published: z.string().nullable(),
});
export type Promised = z.infer<typeof promise>;

export const APPROVERS = 2;

export type Approval =
  | { approved: true; promise: Promised }
  | { approved: false; why: 'twice' | 'published' };

export function approve(given: Promised, staff: string): Approval {
  if (given.published !== null) return { approved: false, why: 'published' };
  if (given.approvedBy.includes(staff)) return { approved: false, why: 'twice' };
  return { approved: true, promise: { ...given, approvedBy: [...given.approvedBy, staff] } };
}

/** Any change of what will be read takes the agreement away. */
export function edit(
  given: Promised,
  change: Partial<Pick<Promised, 'youSaid' | 'stands' | 'we' | 'owner' | 'date' | 'quotes'>>,
): Promised {
  return { ...given, ...change, approvedBy: [], published: null };
}

export type Publishing =
  | { published: true; promise: Promised }
  | { published: false; why: 'approvers' | 'quote_not_allowed' | 'no_answer' };

/**
 * @param mayShow whether who wrote an entry chose that its words may be shown; false for what is in quarantine
 * @param week the present one
 */
export function publishPromise(
  given: Promised,
  mayShow: (entry: string) => boolean,
  week: string,
): Publishing {
  if (Object.keys(given.we).length === 0) return { published: false, why: 'no_answer' };
  if (new Set(given.approvedBy).size < APPROVERS) return { published: false, why: 'approvers' };
  if (!given.quotes.every(({ entry }) => mayShow(entry)))
    return { published: false, why: 'quote_not_allowed' };
  return { published: true, promise: { ...given, published: week } };
}

/** What was promised for a day that has passed shows as late, also on the board. */
export const isLate = ({ stands, date }: Pick<Promised, 'stands' | 'date'>, today: string): boolean =>
  stands === 'doing' && date < today;

/** Themes whose words are in a text, those with the most first. @param fold makes words comparable */
export function suggestThemes(
  words: string,
  language: string,
  themes: readonly Theme[],
  fold: (text: string) => string,
): string[] {
  const text = ` ${fold(words)} `;
  const hits = themes.map(({ code, words: known }) => ({
    code,
    count: (known[language] ?? []).filter((word) => text.includes(` ${fold(word)}`)).length,
  }));
  return hits
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ code }) => code);
}
