/** `kinline feedback record`: the record of processing that a controller must keep, by machine and by people. */
import { writeFile } from 'node:fs/promises';
import { readOrganization } from '../compose/organization.js';
import type { Config } from '../config.js';
import { loadContent } from '../content/load.js';
import { processingRecord } from '../operations/processing-record.js';

export async function runFeedbackRecord(config: Config, { out }: { out?: string }): Promise<number> {
  const { content } = loadContent(config.KINLINE_CONTENT);
  const { organization } = readOrganization(config, content);
  const record = processingRecord({
    organization,
    keepHours: config.KINLINE_KEEP_HOURS,
    store: config.KINLINE_STORE === 'embedded' ? 'embedded' : 'postgres',
  });
  const text = `${JSON.stringify(record, null, 2)}\n`;
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text);
  return 0;
}
