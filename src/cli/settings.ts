/** The settings for a command, or a plain word of what is wrong with them. */
import { type Config, readConfig } from '../config.js';

export function settingsOrExit(): Config {
  const read = readConfig(process.env);
  if (read.ok) return read.config;
  process.stderr.write(
    `Please mend these settings:\n${read.problems.map((problem) => `  - ${problem}\n`).join('')}`,
  );
  process.exit(1);
}
