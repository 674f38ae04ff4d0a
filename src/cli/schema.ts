/** `kinline schema`: the JSON Schema of a dialog file, made from the kinds of step themselves. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dialogSchema } from '../content/schema.js';

export const SCHEMA_FILE = 'dialogs/schema.json';

export function runSchema(root: string): number {
  const file = join(root, SCHEMA_FILE);
  const text = `${JSON.stringify(dialogSchema(), null, 2)}\n`;
  let before = '';
  try {
    before = readFileSync(file, 'utf8');
  } catch {
    // not there yet
  }
  if (before !== text) writeFileSync(file, text);
  process.stdout.write(before === text ? `${SCHEMA_FILE} is up to date.\n` : `${SCHEMA_FILE} was written.\n`);
  return 0;
}
