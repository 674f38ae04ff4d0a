/** What must be true of content and settings before anybody is served, beyond each being well-formed. */
import type { Config } from '../config.js';
import type { Content } from '../content/load.js';
import { NEEDED_KINDS } from '../content/regions/region.js';
import { unsignedTexts } from '../content/signatures.js';
import { readOrganization } from './organization.js';

/** One line for each thing that is missing; empty when the launch may go on. */
export function launchProblems(config: Config, content: Content): string[] {
  const languages = content.languages.map(({ code }) => code);
  const problems: string[] = [];
  if (!languages.includes(config.KINLINE_LANGUAGE))
    problems.push(
      `KINLINE_LANGUAGE=${config.KINLINE_LANGUAGE} is not among the languages in locales/: ${languages.join(', ')}.`,
    );
  const country = config.KINLINE_REGION;
  const region = country === undefined ? undefined : content.regions.get(country);
  if (country !== undefined && region === undefined)
    problems.push(
      `KINLINE_REGION=${country} has no file in locales/regions. There are: ${[...content.regions.keys()].join(', ')}.`,
    );
  problems.push(...readOrganization(config, content).problems);
  if (config.KINLINE_MODE === 'demo') return problems;
  for (const kind of NEEDED_KINDS)
    if (!region?.numbers.some((number) => number.kind === kind && number.confirmed !== null))
      problems.push(
        `locales/regions/${country}.yaml has no confirmed ${kind} number. Call it, then: npm run kinline -- regions confirm ${country} <number> --by "name" --evidence "how it is known".`,
      );
  for (const language of content.languages) {
    const { code } = language;
    const unsigned = unsignedTexts(language);
    if (unsigned.length > 0)
      problems.push(
        `The danger texts of ${code} are not signed: ${unsigned.length} of them. A person who speaks it must read locales/${code}/danger.json and danger.yaml, then: npm run kinline -- content sign --language ${code} --by "name". What is missing: npm run kinline -- content signed.`,
      );
  }
  return problems;
}
