/** Content that may be served: read, proved, and refused as a whole when anything in it could strand somebody. */
import { type Content, loadContent } from '../content/load.js';
import { describe } from '../content/problem.js';
import { prove } from '../content/prove/prove.js';
import { PROGRAM_TEXTS } from './texts.js';

/** @throws ContentRefused */
export function servableContent(root: string): Content {
  const { content, problems } = loadContent(root);
  const found = problems.length > 0 ? problems : prove(content, PROGRAM_TEXTS);
  if (found.length > 0) throw new ContentRefused(found.map(describe));
  return content;
}

/** The content has problems; each is one line for the person who wrote it. */
export class ContentRefused extends Error {
  override name = 'ContentRefused';
  constructor(readonly problems: string[]) {
    super(`The content has ${problems.length} problems.`);
  }
}
