/** `kinline prove`: inspects all content without a server. */
import { PROGRAM_TEXTS } from '../compose/texts.js';
import { staleModels } from '../content/danger-training.js';
import { loadContent } from '../content/load.js';
import { describe } from '../content/problem.js';
import { prove } from '../content/prove/prove.js';
import { unsignedTexts } from '../content/signatures.js';

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
  const unread = content.languages.filter(({ reviewed }) => !reviewed.texts);
  if (unread.length > 0)
    process.stdout.write(`Not yet reviewed by a person: ${unread.map(({ code }) => code).join(', ')}.\n`);
  for (const language of content.languages) {
    const unsigned = unsignedTexts(language);
    if (unsigned.length > 0)
      process.stdout.write(`Texts of danger not signed in ${language.code}: ${inShort(unsigned)}\n`);
  }
  const stale = staleModels(root, content.languages);
  for (const problem of stale) process.stdout.write(`${describe(problem)}\n`);
  return 0;
}

const SHOWN = 8;

function inShort(names: readonly string[]): string {
  const first = names.slice(0, SHOWN).join(', ');
  return names.length <= SHOWN
    ? `${first}.`
    : `${first} and ${names.length - SHOWN} more. See: npm run kinline -- content signed`;
}
