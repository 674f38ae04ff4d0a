/** `kinline prove`: inspects all content without a server. */
import { PROGRAM_TEXTS } from '../compose/texts.js';
import { loadContent } from '../content/load.js';
import { describe } from '../content/problem.js';
import { prove } from '../content/prove/prove.js';

export function runProve(root: string): number {
  const { content, problems } = loadContent(root);
  const found = [...problems, ...prove(content, PROGRAM_TEXTS)];
  if (found.length > 0) {
    for (const problem of found) process.stderr.write(`${describe(problem)}\n`);
    process.stderr.write(
      `${found.length} ${found.length === 1 ? 'problem' : 'problems'}. Nothing is served until they are mended.\n`,
    );
    return 1;
  }
  const steps = [...content.dialogs.dialogs.values()].reduce((sum, { steps: own }) => sum + own.size, 0);
  process.stdout.write(
    `Proved: ${content.dialogs.dialogs.size} dialogs, ${steps} steps, ${content.languages.length} languages ` +
      `(${content.languages.map(({ code }) => code).join(', ')}), ${content.regions.size} regions. No problems.\n`,
  );
  const unread = content.languages.filter(({ reviewed }) => !reviewed.texts || !reviewed.danger);
  if (unread.length > 0)
    process.stdout.write(`Not yet reviewed by a person: ${unread.map(({ code }) => code).join(', ')}.\n`);
  return 0;
}
