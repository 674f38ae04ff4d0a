// `npm run faults`: bundles the faults and runs them.
import { join } from 'node:path';
import { root, runBundled } from '../bundled.mjs';

await runBundled('faults', { faults: join(root, 'tests/faults/run.ts') });
