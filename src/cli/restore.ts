/** `kinline directory restore`: the directory before the last import is served again. */
import { join } from 'node:path';
import { restorePrevious } from '../directory/storage.js';
import { settingsOrExit } from './settings.js';

export async function runRestore(): Promise<number> {
  const restored = await restorePrevious(join(settingsOrExit().KINLINE_DATA, 'directory'));
  if (restored === undefined) {
    process.stderr.write('There is no earlier directory to go back to.\n');
    return 1;
  }
  process.stdout.write(`Restored ${restored.services.length} services. Run it again to undo this.\n`);
  return 0;
}
