/** Reads the taxonomy of needs: `locales/needs.yaml`. */
import { z } from 'zod';
import { type ContentFolder, check, parseYaml } from './files.js';
import type { Problem } from './problem.js';

const FILE = 'locales/needs.yaml';

const needSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]*$/),
  kind: z.string().regex(/^M([1-9]|10)$/, 'must be one of the ten kinds, M1 to M10'),
  broader: z.string().optional().describe('The need that can serve this one too.'),
  tap: z.int().positive().optional(),
  terms: z.array(z.string().min(1)).min(1),
});
export type Need = z.infer<typeof needSchema>;

/** All needs; those with a `tap` first, in that order. */
export function loadNeeds(folder: ContentFolder, problems: Problem[]): Need[] {
  const text = folder.read(FILE);
  if (text === undefined) {
    problems.push({ file: FILE, message: 'This file is missing: it says what people can look for.' });
    return [];
  }
  const value = parseYaml({ file: FILE }, text, problems);
  const needs = value === undefined ? undefined : check(z.array(needSchema), value, { file: FILE }, problems);
  const last = Number.MAX_SAFE_INTEGER;
  const sorted = (needs ?? []).sort((a, b) => (a.tap ?? last) - (b.tap ?? last));
  return lostBroader(sorted, problems) ? [] : sorted;
}

/** A broader need that is not there, or is itself a narrow one, would leave the narrow one alone. */
function lostBroader(needs: readonly Need[], problems: Problem[]): boolean {
  const broad = new Set(needs.filter(({ broader }) => broader === undefined).map(({ code }) => code));
  const lost = needs.filter(({ broader }) => broader !== undefined && !broad.has(broader));
  for (const { code, broader } of lost)
    problems.push({
      file: FILE,
      message: `${code}: its broader need ${broader} is not one of the broad needs.`,
    });
  return lost.length > 0;
}
