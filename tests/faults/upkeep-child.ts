/** Does the work once, in a process that may be killed on its way. */
import { doUpkeep, type UpkeepTask } from './upkeeper.js';

const task = JSON.parse(process.argv[2] ?? '{}') as UpkeepTask;
await doUpkeep(task, () => process.send?.('begun'));
process.exit(0);
