/** How easy a language’s texts must be, and the words that families are not spoken to with: its `readability.yaml`. */
import { z } from 'zod';

export const READABILITY_FILE = 'readability.yaml';

const limit = z.number().min(10).max(100);

export const readabilitySchema = z.strictObject({
  lix: z
    .strictObject({
      cards: limit.describe('For the danger cards.'),
      elsewhere: limit.describe('For every other text that families read.'),
    })
    .optional()
    .describe(
      'The highest LIX; left out where LIX does not fit the script: then sentences are measured alone.',
    ),
  banned: z
    .array(z.string().regex(/[\p{L}\p{N}]/u, 'must have letters'))
    .min(1)
    .describe(
      'Words not said to families; * stands for any letters: victim* is victim, victims, victimised.',
    ),
});

export type Readability = z.infer<typeof readabilitySchema>;
