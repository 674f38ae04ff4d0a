/** The organization that is served: its file, with the clocks and holidays of its regions. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  createOrganization,
  type Organization,
  type OrganizationRules,
  type RegionClock,
} from '../casework/organization.js';
import {
  type OrganizationFile,
  organizationFile,
  readOrganizationFile,
} from '../casework/organization-file.js';
import type { Config } from '../config.js';
import type { Content } from '../content/load.js';
import { describe } from '../content/problem.js';
import { holidaysOf } from '../directory/hours/holidays.js';
import { dayOf } from '../directory/hours/rules.js';
import { ContentRefused } from './content.js';

type Settings = Pick<
  Config,
  | 'KINLINE_CONTENT'
  | 'KINLINE_ORGANIZATION'
  | 'KINLINE_REGION'
  | 'KINLINE_MODE'
  | 'KINLINE_SAFEGUARDING_LEAD'
  | 'KINLINE_SAFEGUARDING_SECOND'
>;
type Read = { organization: Organization; problems: [] } | { organization: undefined; problems: string[] };

const FILE = 'deploy/organization.yaml';
const OWN = 'RO';

/** The organization, or what is wrong with its file, in words for who wrote it. */
export function readOrganization(config: Settings, { regions }: Pick<Content, 'regions'>): Read {
  const own = config.KINLINE_REGION ?? OWN;
  const file = config.KINLINE_ORGANIZATION ?? join(config.KINLINE_CONTENT, FILE);
  const clockOf = (country: string): RegionClock | undefined => {
    const region = regions.get(country);
    if (region === undefined) return undefined;
    const holiday = holidaysOf(region.holidays ?? undefined);
    return { zone: region.timezone, holiday: (date) => holiday?.(dayOf(date)) ?? false };
  };
  if (config.KINLINE_ORGANIZATION === undefined) {
    // Alarms of real families never go to the invented addresses of the example.
    if (config.KINLINE_MODE === 'production')
      return { organization: createOrganization(unwritten(config, own), own, clockOf), problems: [] };
    // A demo of content alone has nobody to name.
    if (!existsSync(file))
      return { organization: createOrganization(example(own), own, clockOf), problems: [] };
  }
  const { organization, problems } = readOrganizationFile(file);
  if (organization === undefined) return { organization, problems: problems.map(describe) };
  const unknown = Object.keys(organization.regions).filter((country) => !regions.has(country));
  const known = [...regions.keys()].join(', ');
  if (unknown.length > 0)
    return {
      organization: undefined,
      problems: unknown.map((country) =>
        describe({
          file,
          message: `regions.${country}: there is no locales/regions/${country}.yaml. There are: ${known}.`,
        }),
      ),
    };
  return { organization: createOrganization(organization, own, clockOf), problems: [] };
}

/** @throws ContentRefused */
export function servedOrganization(config: Settings, content: Pick<Content, 'regions'>): Organization {
  const { organization, problems } = readOrganization(config, content);
  if (organization === undefined) throw new ContentRefused(problems);
  return organization;
}

/** What is known where nobody wrote a file: one team, usual hours, the two names of the settings, no addresses. */
function unwritten(config: Settings, region: string): OrganizationRules {
  const { teams, ...usual } = example(region);
  const named = (name: string | undefined, role: string) => ({ name: name ?? role, email: null });
  return {
    ...usual,
    name: 'This organization',
    safeguarding_lead: named(config.KINLINE_SAFEGUARDING_LEAD, 'Safeguarding lead'),
    second_recipient: named(config.KINLINE_SAFEGUARDING_SECOND, 'Second recipient'),
    teams: teams.map((team) => ({ ...team, name: 'Team' })),
  };
}

function example(region: string): OrganizationFile {
  return organizationFile.parse({
    name: 'Example organization (invented)',
    safeguarding_lead: { name: 'The safeguarding lead (invented)', email: 'lead@example.org' },
    second_recipient: { name: 'Somebody outside (invented)', email: 'outside@example.net' },
    regions: {
      [region]: {
        team: 'team-one',
        working: { days: ['MO', 'TU', 'WE', 'TH', 'FR'], from: '09:00', to: '17:00' },
        duty: 'working',
      },
    },
    teams: [{ code: 'team-one', name: 'Team One (invented)', region, languages: ['en'] }],
  });
}
