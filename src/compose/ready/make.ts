/** Content read, proved and laid out for listening, with all that it was made of. */
import { contentFolder } from '../../content/files.js';
import { type Inputs, recorded } from '../../content/inputs.js';
import { readContent } from '../../content/load.js';
import { prove } from '../../content/prove/prove.js';
import { packSenses } from '../../language/packed-senses.js';
import { PROGRAM_TEXTS } from '../texts.js';
import type { ReadyContent } from './ready.js';

/** Undefined where the content has problems. */
export function readyContent(root: string): (ReadyContent & { inputs: Inputs }) | undefined {
  const { folder, inputs } = recorded(contentFolder(root));
  const { content, problems } = readContent(folder);
  if (problems.length > 0 || prove(content, PROGRAM_TEXTS).length > 0) return undefined;
  return { content, senses: packSenses(content.languages), inputs };
}
