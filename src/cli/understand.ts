/** `kinline understand`: what the bot understands of each line of standard input, as one JSON object a line. */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DateTime, IANAZone } from 'luxon';
import { servableContent } from '../compose/content.js';
import { serveDirectory } from '../compose/directory.js';
import type { Config } from '../config.js';
import type { Content } from '../content/load.js';
import { FALLBACK_REGION } from '../content/regions/region.js';
import { createReader } from '../language/reading.js';
import { createSenses } from '../language/senses.js';
import { settingsOrExit } from './settings.js';

export interface UnderstandFlags {
  language?: string;
  region?: string;
  now?: string;
  zone?: string;
}

/** The circumstances in which a message is read. */
interface Circumstances {
  language: string | undefined;
  region: string;
  zone: string;
  now: Date;
}

export async function runUnderstand(flags: UnderstandFlags, clock: () => Date): Promise<number> {
  const config = settingsOrExit();
  const content = servableContent(config.KINLINE_CONTENT);
  const asked = circumstances(flags, content, config, clock);
  if ('wrong' in asked) {
    process.stderr.write(`${asked.wrong}\n`);
    return 1;
  }
  const directory = await serveDirectory({
    folder: join(config.KINLINE_DATA, 'directory'),
    root: config.KINLINE_CONTENT,
    needs: content.needs,
    demo: config.KINLINE_MODE === 'demo',
    timezone: asked.zone,
    region: asked.region,
    languages: content.languages,
    now: asked.now,
    log: () => undefined,
  });
  const senses = createSenses(content.languages, content.needs);
  const { region: country, zone } = asked;
  const reader = createReader(senses, directory.findPlaces, config.KINLINE_LANGUAGE, {
    country,
    now: () => DateTime.fromJSDate(asked.now, { zone }),
  });
  try {
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
      await write(`${JSON.stringify(await reader.read(line, asked.language))}\n`);
  } finally {
    directory.stop();
  }
  return 0;
}

/** Waits while a slow reader at the other end of the pipe catches up. */
async function write(line: string): Promise<void> {
  if (process.stdout.write(line)) return;
  await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
}

function circumstances(
  { language, region, now, zone }: UnderstandFlags,
  { languages, regions }: Content,
  config: Config,
  clock: () => Date,
): Circumstances | { wrong: string } {
  const codes = languages.map(({ code }) => code);
  const spoken = codes.find((code) => code === language?.toLowerCase().split(/[-_]/)[0]);
  if (language !== undefined && spoken === undefined)
    return { wrong: `--language ${language} is not one that is shipped. Write one of: ${codes.join(', ')}` };
  const country = (region ?? config.KINLINE_REGION ?? 'RO').toUpperCase();
  if (!/^[A-Z]{2}$/.test(country))
    return { wrong: `--region ${region} is not a country. Write two letters, like RO` };
  const known = regions.get(country) ?? regions.get(FALLBACK_REGION);
  const here = zone ?? known?.timezone ?? 'UTC';
  if (!IANAZone.isValidZone(here))
    return { wrong: `--zone ${zone} is not a time zone. Write one like Europe/Bucharest` };
  const time = now === undefined ? undefined : DateTime.fromISO(now, { zone: here });
  if (time?.isValid === false) return { wrong: `--now ${now} is not a time. Write it like 2026-11-24T10:30` };
  return { language: spoken, region: country, zone: here, now: time?.toJSDate() ?? clock() };
}
