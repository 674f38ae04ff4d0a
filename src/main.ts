/** Starts Kinline: reads the settings, proves the content, opens the store, listens. The only place that knows all. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ContentRefused, steadyContent } from './compose/content.js';
import { launchProblems } from './compose/launch.js';
import { logLines } from './compose/log.js';
import { startService } from './compose/service.js';
import { storeRefusal } from './compose/store.js';
import { readConfig } from './config.js';
import { keepLastGood, readLastGood } from './content/regions/last-good.js';
import type { Region } from './content/regions/region.js';

function refuse(what: string, problems: readonly string[]): never {
  process.stderr.write(`${what}\n${problems.map((problem) => `  - ${problem}\n`).join('')}`);
  process.exit(1);
}

async function main(): Promise<void> {
  const read = readConfig(process.env);
  if (!read.ok) refuse('Kinline did not start. Please mend these settings:', read.problems);
  const { config } = read;
  const production = config.KINLINE_MODE === 'production';
  const lastGood = production ? await readLastGood(config.KINLINE_DATA) : new Map<string, Region>();
  const assets = dirname(fileURLToPath(import.meta.url));
  const { content, kept, senses } = steadyContent(config.KINLINE_CONTENT, lastGood, assets);
  const missing = launchProblems(config, content);
  if (missing.length > 0) refuse('Kinline did not start. This is still missing:', missing);
  const service = await startService(config, content, assets, logLines, kept, senses);
  if (production)
    await keepLastGood(config.KINLINE_DATA, content.regions).catch(() => logLines('regions_not_kept'));

  process.stdout.write(
    [
      `Kinline is ready.`,
      `  Chat page      ${service.address}/`,
      `  Desk           ${service.address}/desk`,
      `  Bot Framework  ${service.address}/api/messages`,
      `  Direct Line    ${service.address}/v3/directline`,
      `  Health         ${service.address}/health/ready`,
      ...(service.firstLink === undefined
        ? []
        : [
            '  Nobody can log in at the desk yet. Make the first account within 24 hours, by this link, once:',
            `  ${service.firstLink}`,
          ]),
      ...(service.invented
        ? [
            '  This runs with demo data: every service in it is invented. Load yours: npm run kinline -- directory import <folder>',
          ]
        : []),
      '',
    ].join('\n'),
  );
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      service.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
}

main().catch((cause: unknown) => {
  if (cause instanceof ContentRefused)
    refuse('Kinline did not start. The content has problems:', cause.problems);
  const refusal = storeRefusal(cause);
  if (refusal !== undefined) refuse('Kinline did not start.', [refusal]);
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE')
    refuse('Kinline did not start.', ['The port is in use. Set KINLINE_PORT to another one.']);
  throw cause;
});
