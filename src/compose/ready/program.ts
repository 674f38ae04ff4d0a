/** What else decides how content is read: our own code, and the Node that runs it. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '../../content/inputs.js';

/** A fingerprint of the program in a folder. */
export function programIn(folder: string): string {
  const hash = createHash('sha256').update(`${process.version} ${process.versions.icu}`);
  for (const name of readdirSync(folder).sort())
    if (name.endsWith('.js')) hash.update(`${name} ${fingerprintOf(join(folder, name))}`);
  return hash.digest('hex');
}
