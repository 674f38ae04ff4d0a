/** `kinline doctor`: everything that a launch needs, how it stands and what to do. It changes nothing. */

import { launchFindings } from '../compose/launch.js';
import { readOrganization } from '../compose/organization.js';
import { regionAlarms } from '../compose/region-alarms.js';
import { PROGRAM_TEXTS } from '../compose/texts.js';
import { type Config, missingMusts, readConfig } from '../config.js';
import { type Content, loadContent } from '../content/load.js';
import { prove } from '../content/prove/prove.js';
import { unsignedTexts } from '../content/signatures.js';
import { readLastBackup } from '../operations/backup/last.js';
import { type Finding, missing, ok, warning } from '../operations/doctor/finding.js';
import { mailReached, publicReached } from '../operations/doctor/reach.js';
import { reviewPoints } from '../operations/doctor/review.js';
import * as should from '../operations/doctor/should.js';
import { staffFound, storeFindings } from './doctor-store.js';

type Environment = Record<string, string | undefined>;

export interface DoctorFlags {
  json?: boolean;
  review?: boolean;
}

/** Asked as for production, whatever the mode: it says what a launch would need. */
export async function runDoctor(
  environment: Environment,
  flags: DoctorFlags,
  now: () => number,
): Promise<number> {
  const asked = readConfig({ ...environment, KINLINE_MODE: 'production' });
  const loose = readConfig({ ...environment, KINLINE_MODE: 'demo', KINLINE_DEMO_ON_NETWORK: 'yes' });
  const settings = settingsFindings(asked.ok ? [] : asked.problems);
  if (!loose.ok) return tell(settings, flags);
  const config: Config = { ...loose.config, KINLINE_MODE: 'production' };
  const { content, problems: unreadable } = loadContent(config.KINLINE_CONTENT);
  const problems = [...unreadable, ...prove(content, PROGRAM_TEXTS)];
  if (flags.review) return review(config, content, flags, now());
  const checked = await Promise.all([
    ...launchFindings(config, content),
    contentFinding(problems.length),
    organization(config, content),
    ...should.secondIsAnother(config),
    ...should.reviewed(content),
    confirmations(content, now()),
    storeFindings(config, now()),
    should.mailSet(config),
    mailReached(config.KINLINE_SMTP_URL),
    should.publicAddress(config),
    ...should.proxyHeader(config),
    publicReached(config.KINLINE_PUBLIC_URL),
    should.backups(await readLastBackup(config.KINLINE_DATA), now()),
    should.DISK,
  ]);
  return tell([...settings, ...present(config), ...checked.flat()], flags);
}

/** What the start would say, one by one; those musts that are there are named too. */
function settingsFindings(problems: readonly string[]): Finding[] {
  return problems.map((problem) =>
    missing(`setting-${/^\w+/.exec(problem)?.[0] ?? 'other'}`, 'A setting is missing or wrong.', problem),
  );
}

function present(config: Config): Finding[] {
  const absent = new Set(missingMusts(config).map(({ name }) => name));
  return missingMusts({ ...config, ...EMPTY }).flatMap(({ name }) =>
    absent.has(name) ? [] : [ok(`setting-${name}`, `${name} is set.`, true)],
  );
}

/** Nothing that production needs. */
const EMPTY = {
  KINLINE_SECRET: undefined,
  KINLINE_REGION: undefined,
  KINLINE_SAFEGUARDING_LEAD: undefined,
  KINLINE_SAFEGUARDING_SECOND: undefined,
  MicrosoftAppId: '',
};

function contentFinding(problems: number): Finding {
  return problems === 0
    ? ok('content', 'All dialogs, texts, words and regions are proved.', true)
    : missing(
        'content',
        `${problems} problems are in the content.`,
        'Mend what this names: npm run kinline -- prove',
      );
}

function organization(config: Config, content: Content): Finding {
  const { problems } = readOrganization(config, content);
  return problems.length === 0
    ? own(config)
    : missing('organization', 'The organization’s file cannot be used.', problems.join(' '));
}

const own = ({ KINLINE_ORGANIZATION: file }: Config): Finding =>
  file === undefined
    ? warning(
        'organization',
        'The organization’s file is the invented example.',
        'Copy deploy/organization.yaml, write your own people and hours into it, and name it in KINLINE_ORGANIZATION.',
      )
    : ok('organization', 'The organization’s file can be used.', true);

function confirmations({ regions }: Content, now: number): Finding {
  const old = regionAlarms(regions, [], now).length;
  return old === 0
    ? ok('confirmations', 'No number was confirmed longer than 180 days ago.')
    : warning(
        'confirmations',
        `${old} numbers were confirmed longer than 180 days ago.`,
        'Call them again: npm run kinline -- regions',
      );
}

const MARKS = { ok: '  ok     ', missing: '  MISSING', warning: '  should ', unknown: '  unknown' };

function tell(findings: readonly Finding[], { json = false }: DoctorFlags): number {
  const blocking = findings.filter(({ state, must }) => must && state === 'missing').length;
  if (json) process.stdout.write(`${JSON.stringify({ ready: blocking === 0, findings }, null, 2)}\n`);
  else {
    for (const { id, state, found, todo } of findings)
      process.stdout.write(
        `${MARKS[state]} ${id}: ${found}${todo === undefined ? '' : `\n            ${todo}`}\n`,
      );
    process.stdout.write(
      blocking === 0
        ? 'Nothing that production needs is missing.\n'
        : `${blocking} ${blocking === 1 ? 'thing is' : 'things are'} missing; production does not start without.\n`,
    );
  }
  return blocking === 0 ? 0 : 1;
}

async function review(config: Config, content: Content, flags: DoctorFlags, now: number): Promise<number> {
  const points = reviewPoints({
    staff: await staffFound(config, now),
    leadNamed: config.KINLINE_SAFEGUARDING_LEAD !== undefined,
    secondNamed: config.KINLINE_SAFEGUARDING_SECOND !== undefined,
    languages: content.languages.map((language) => ({
      code: language.code,
      textsReviewed: language.reviewed.texts,
      dangerSigned: unsignedTexts(language).length === 0,
    })),
    oldConfirmations: regionAlarms(content.regions, [], now).length,
    backupFresh: should.backups(await readLastBackup(config.KINLINE_DATA), now).state === 'ok',
  });
  if (flags.json) process.stdout.write(`${JSON.stringify(points, null, 2)}\n`);
  else
    for (const [at, { part, ask, answer, known }] of points.entries()) {
      if (part !== points[at - 1]?.part) process.stdout.write(`\n${part}\n`);
      const mark = { yes: '[x]', no: '[ ]', people: '[?]' }[answer];
      process.stdout.write(`  ${mark} ${ask}${known === undefined ? '' : ` (${known})`}\n`);
    }
  return 0;
}
