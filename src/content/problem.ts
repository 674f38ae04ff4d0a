/** What is wrong with the content, where, and what to do: in words for the person who wrote it. */

export interface Problem {
  /** Path from the project's root, like `dialogs/find-help.yaml`. */
  file: string;
  step?: string;
  language?: string;
  message: string;
}

/** One line for a terminal. */
export function describe({ file, step, language, message }: Problem): string {
  const where = [
    file,
    ...(step === undefined ? [] : [`step ${step}`]),
    ...(language === undefined ? [] : [`language ${language}`]),
  ];
  return `${where.join(', ')}: ${message}`;
}
