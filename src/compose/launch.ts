/**
 * What must be true of content and settings before anybody is served, beyond each being well-formed. The start refuses
 * by it and `kinline doctor` shows it: there is one list.
 */
import { credentialsProblem } from '../channels/bot-framework/credentials.js';
import type { Config } from '../config.js';
import type { Content } from '../content/load.js';
import { NEEDED_KINDS } from '../content/regions/region.js';
import { unsignedTexts } from '../content/signatures.js';
import { type Finding, missing, ok, warning } from '../operations/doctor/finding.js';
import { readOrganization } from './organization.js';

const INVENTED = /\(invented\)/;

/** One line for each thing that is missing; empty when the launch may go on. */
export function launchProblems(config: Config, content: Content): string[] {
  return launchFindings(config, content).flatMap(({ state, todo }) =>
    state === 'missing' && todo !== undefined ? [todo] : [],
  );
}

/** In demo mode only what a demo needs. */
export function launchFindings(config: Config, content: Content): Finding[] {
  const production = config.KINLINE_MODE === 'production';
  const findings = [
    language(config, content),
    ...region(config, content),
    ...organization(config, content),
    registration(config, production),
  ];
  if (!production) return findings;
  return [...findings, ...numbers(config, content), ...content.languages.map(signed)];
}

function language({ KINLINE_LANGUAGE: code }: Config, { languages }: Content): Finding {
  const codes = languages.map((each) => each.code);
  return codes.includes(code)
    ? ok('language', `KINLINE_LANGUAGE is ${code}.`, true)
    : missing(
        'language',
        `There is no locales/${code}.`,
        `KINLINE_LANGUAGE=${code} is not among the languages in locales/: ${codes.join(', ')}.`,
      );
}

/** That production names one is asked with the other settings. */
function region({ KINLINE_REGION: country }: Config, { regions }: Content): Finding[] {
  if (country === undefined) return [];
  if (regions.has(country)) return [ok('region', `KINLINE_REGION is ${country}.`, true)];
  const known = [...regions.keys()].join(', ');
  return [
    missing(
      'region',
      `There is no locales/regions/${country}.yaml.`,
      `KINLINE_REGION=${country} has no file in locales/regions. There are: ${known}.`,
    ),
  ];
}

function organization(config: Config, content: Content): Finding[] {
  const { organization: read, problems } = readOrganization(config, content);
  if (read === undefined)
    return problems.map((problem) =>
      missing('organization', 'The organization’s file cannot be used.', problem),
    );
  if (config.KINLINE_MODE === 'production' && config.KINLINE_ORGANIZATION === undefined)
    return [
      warning(
        'organization',
        'No file says who works here: one team, Monday to Friday, and alarms show at the desk only.',
        'Copy deploy/organization.yaml, write who works here and whom alarms reach, and name it in KINLINE_ORGANIZATION.',
      ),
    ];
  // Alarms to invented addresses reach nobody.
  return config.KINLINE_MODE === 'production' && INVENTED.test(read.name)
    ? [
        missing(
          'organization',
          'The organization’s file is the invented example.',
          'Copy deploy/organization.yaml, write who works here and whom alarms reach, and name it in KINLINE_ORGANIZATION.',
        ),
      ]
    : [ok('organization', 'The organization’s file can be used.', true)];
}

function registration(config: Config, production: boolean): Finding {
  // That there is an app id at all is asked with the other settings.
  const problem = config.MicrosoftAppId ? credentialsProblem(credentialsOf(config), production) : undefined;
  return problem === undefined
    ? ok('bot-registration', 'The bot’s registration is complete, or there is none.', true)
    : missing('bot-registration', 'The bot’s registration is not complete.', problem);
}

const credentialsOf = (config: Config) => ({
  appId: config.MicrosoftAppId,
  appPassword: config.MicrosoftAppPassword,
  appType: config.MicrosoftAppType,
  tenantId: config.MicrosoftAppTenantId,
});

function numbers({ KINLINE_REGION: country }: Config, { regions }: Content): Finding[] {
  if (country === undefined) return [];
  const own = regions.get(country);
  return NEEDED_KINDS.map((kind) =>
    own?.numbers.some((number) => number.kind === kind && number.confirmed !== null)
      ? ok(`number-${kind}`, `${country} has a confirmed ${kind} number.`, true)
      : missing(
          `number-${kind}`,
          `No ${kind} number is confirmed.`,
          `locales/regions/${country}.yaml has no confirmed ${kind} number. Call it, then: npm run kinline -- regions confirm ${country} <number> --by "name" --evidence "how it is known".`,
        ),
  );
}

function signed(language: Content['languages'][number]): Finding {
  const { code } = language;
  const unsigned = unsignedTexts(language).length;
  return unsigned === 0
    ? ok(`danger-texts-${code}`, `All texts of danger in ${code} are signed.`, true)
    : missing(
        `danger-texts-${code}`,
        `${unsigned} texts of danger in ${code} are not signed.`,
        `The danger texts of ${code} are not signed: ${unsigned} of them. A person who speaks it must read locales/${code}/danger.json and danger.yaml, then: npm run kinline -- content sign --language ${code} --by "name". What is missing: npm run kinline -- content signed.`,
      );
}
