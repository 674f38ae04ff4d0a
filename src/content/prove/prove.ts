/**
 * Proves content before anybody is served: what it finds could strand somebody. It runs no conversation (the walker
 * does); it reads the files' sense. Each problem is for the person who wrote the file.
 */
import { NARROWEST } from '../../channels/narrowest.js';
import type { TextUse } from '../../engine/kind.js';
import { REFERENCE } from '../languages.js';
import type { Content } from '../load.js';
import type { Problem } from '../problem.js';
import { proveDanger } from './danger.js';
import { proveLabels } from './labels.js';
import { provePersonal } from './personal.js';
import { proveReadability } from './readability.js';
import { proveRules } from './rules.js';
import { proveSteps } from './steps.js';
import { proveTexts } from './texts.js';
import { proveWords } from './words.js';

/** @param program the texts that the program itself uses, beside those of the dialogs */
export function prove(content: Content, program: readonly TextUse[]): Problem[] {
  const problems = [
    ...proveLanguages(content),
    ...proveSteps(content),
    ...proveTexts(content, program, NARROWEST),
    ...proveLabels(content, NARROWEST),
    ...proveWords(content),
    ...proveDanger(content.languages),
    ...provePersonal(content),
    ...proveRules(content),
    ...proveReadability(content),
  ];
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const name = JSON.stringify(problem);
    return seen.has(name) ? false : seen.add(name);
  });
}

function proveLanguages({ languages }: Content): Problem[] {
  return languages.some(({ code }) => code === REFERENCE)
    ? []
    : [
        {
          file: `locales/${REFERENCE}`,
          message: 'This language is missing: the others are compared with it.',
        },
      ];
}
