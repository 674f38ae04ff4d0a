/** Run by the build: reads and proves the content, and keeps it ready for the next start. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forgetReady, readReady, writeReady } from './compose/ready/ready.js';

const root = process.env.KINLINE_CONTENT ?? '.';
const program = dirname(fileURLToPath(import.meta.url));

/** What is wrong with the content is for the start to say: it may still serve a region as it was. */
async function main(): Promise<void> {
  if (readReady(root, program) !== undefined) return;
  const { readyContent } = await import('./compose/ready/make.js');
  const made = readyContent(root);
  if (made === undefined) forgetReady(program);
  else writeReady(program, made.inputs, made);
}

// Without the copy a start takes longer, and no more: a folder that cannot be written to must not stop a build.
main().catch(() => process.exit(0));
