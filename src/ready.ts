/** Run by the build: reads and proves the content, and keeps it ready for the next start. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forgetDemo, keepDemo, readDemo } from './compose/ready/demo.js';
import { forgetReady, readReady, writeReady } from './compose/ready/ready.js';

const root = process.env.KINLINE_CONTENT ?? '.';
const program = dirname(fileURLToPath(import.meta.url));

/** What is wrong with the content is for the start to say: it may still serve a region as it was. */
async function keepContent(): Promise<void> {
  if (readReady(root, program) !== undefined) return;
  forgetReady(program);
  const { readyContent } = await import('./compose/ready/make.js');
  const made = readyContent(root);
  if (made !== undefined) writeReady(program, made.inputs, made);
}

async function keepDirectory(now: Date): Promise<void> {
  const needs = readReady(root, program)?.content.needs;
  if (needs === undefined || readDemo(root, program, now) !== undefined) return;
  forgetDemo(program);
  const { demoDirectory } = await import('./compose/directory.js');
  await keepDemo(root, program, now, () => demoDirectory({ root, needs, now }));
}

// Without the copies a start takes longer, and no more: a folder that cannot be written to must not stop a build.
keepContent()
  .then(() => keepDirectory(new Date()))
  .catch(() => process.exit(0));
