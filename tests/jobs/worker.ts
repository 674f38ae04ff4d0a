/** An instance of the tests: works jobs on a database and tells of each that it began. Arguments: the database, names. */
import { jobsOverInstances } from '../../src/jobs/over-instances.js';

const [url = '', ...names] = process.argv.slice(2);
const jobs = await jobsOverInstances({ url, failed: () => undefined });
for (const name of names) jobs.every(name, 1_000, async () => void process.send?.(name));
process.once('disconnect', () => process.exit());
process.send?.('ready');
