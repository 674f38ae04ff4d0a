/** XLSForm's names as names here: steps and dialogs in small letters with hyphens, options with underscores. */

const letters = (name: string, between: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, between)
    .replace(new RegExp(`^${between}+|${between}+$`, 'g'), '');

/** A name that begins with a figure, or holds no Latin letter, gets a letter in front. */
const begun = (name: string, first: string, between: string): string =>
  /^[a-z]/.test(name) ? name : `${first}${between}${name}`.replace(new RegExp(`${between}$`), '');

export const dialogIdOf = (name: string): string => begun(letters(name, '-'), 'form', '-');
export const optionOf = (name: string): string => begun(letters(name, '_'), 'o', '_');

/** Gives each name once; undefined when it is taken. */
export function createNaming(taken: readonly string[]): (name: string) => string | undefined {
  const used = new Set(taken);
  return (name) => {
    const step = begun(letters(name, '-'), 'q', '-');
    // A condition before the step takes this name.
    if (used.has(step) || used.has(`${step}-if`)) return undefined;
    used.add(step);
    used.add(`${step}-if`);
    return step;
  };
}
