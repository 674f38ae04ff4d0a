/** Reads `locales/<language>/names.yaml`: by what names of people and places are found in free words. */
import { z } from 'zod';
import { type ContentFolder, check, parseYaml } from '../../content/files.js';
import type { Problem } from '../../content/problem.js';

const list = z.array(z.string().trim().min(1));

export const namesSchema = z.strictObject({
  first: list,
  also_words: list,
  cues: list,
  /** Whatever word comes behind these is a name. */
  names_follow: list,
  titles: list,
  capitals: list,
  before_places: list,
  streets_before: list,
  streets_after: list,
  accounts: list,
});
export type NamesFile = z.infer<typeof namesSchema>;

/** Undefined with a problem where the file is missing or is not what it should be. */
export function loadNames(
  folder: ContentFolder,
  language: string,
  problems: Problem[],
): NamesFile | undefined {
  const file = `locales/${language}/names.yaml`;
  const text = folder.read(file);
  if (text === undefined) {
    problems.push({ file, language, message: 'This file is missing. Every language needs it.' });
    return undefined;
  }
  const value = parseYaml({ file, language }, text, problems);
  return value === undefined ? undefined : check(namesSchema, value, { file, language }, problems);
}
