/** The project's own content, read once for each test file. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Content, loadContent } from '../../src/content/load.js';
import { describe } from '../../src/content/problem.js';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

let loaded: Content | undefined;

export function ownContent(): Content {
  if (loaded !== undefined) return loaded;
  const { content, problems } = loadContent(process.env.TEST_CONTENT ?? ROOT);
  if (problems.length > 0) throw new Error(problems.map(describe).join('\n'));
  loaded = content;
  return content;
}
