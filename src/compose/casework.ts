/** Casework around any store: the organization, the audit log, the requests, the clock, and what is erased when. */
import { join } from 'node:path';
import { type Audit, createAudit } from '../casework/audit.js';
import { type Cases, createCases } from '../casework/cases.js';
import { soundAlarms } from '../casework/clock-loop.js';
import { createOrganization, type Organization } from '../casework/organization.js';
import { readOrganizationFile } from '../casework/organization-file.js';
import { eraseExpired } from '../casework/retention.js';
import type { Staff } from '../casework/staff.js';
import type { Config } from '../config.js';
import type { Content } from '../content/load.js';
import { describe } from '../content/problem.js';
import { holidaysOf } from '../directory/hours/holidays.js';
import { dayOf } from '../directory/hours/rules.js';
import type { Store } from '../stores/port.js';
import type { Log } from './house.js';

export interface Casework {
  cases: Cases;
  audit: Audit;
  organization: Organization;
  stop(): Promise<void>;
}

const LOOK_EVERY = 30_000;

export async function startCasework(parts: {
  organization: Organization;
  store: Store;
  now(): number;
  newId(): string;
  colleague(id: string): Promise<Staff | undefined>;
  log: Log;
  audit?: Audit;
  /** Milliseconds between two looks of the clock. */
  every?: number;
}): Promise<Casework> {
  const { organization, store, now, newId, colleague, log, every = LOOK_EVERY } = parts;
  const audit = parts.audit ?? createAudit(store);
  const cases = await createCases({ store, organization, audit, now, newId, colleague });
  const { queued: queue } = cases;
  const look = async (): Promise<void> => {
    const alarms = await soundAlarms({ store, queue, now });
    if (alarms > 0) log('alarms_sounded', { alarms });
    const { closed, unclaimed, open } = await eraseExpired({ store, queue, audit, now });
    if (closed + unclaimed + open > 0) log('callbacks_erased', { closed, unclaimed, open });
  };
  // One look after the other, however long one takes.
  let looking: Promise<void> = Promise.resolve();
  const lookAgain = () => {
    looking = looking.then(look).catch((cause: unknown) => {
      log('clock_failed', { cause: cause instanceof Error ? cause.name : 'unknown' });
    });
  };
  lookAgain();
  const timer = setInterval(lookAgain, every);
  timer.unref();
  return {
    cases,
    audit,
    organization,
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** The organization’s file, or what is wrong with it, in words for who wrote it. */
export function readOrganization(
  config: Pick<Config, 'KINLINE_CONTENT' | 'KINLINE_ORGANIZATION' | 'KINLINE_REGION'>,
  content: Pick<Content, 'regions'>,
): { organization: Organization | undefined; problems: string[] } {
  const file = organizationPath(config);
  const { organization, problems } = readOrganizationFile(file);
  if (organization === undefined) return { organization: undefined, problems: problems.map(describe) };
  const unknown = Object.keys(organization.regions).filter((country) => !content.regions.has(country));
  if (unknown.length > 0)
    return {
      organization: undefined,
      problems: unknown.map(
        (country) =>
          `${file}: regions.${country}: there is no locales/regions/${country}.yaml. There are: ${[...content.regions.keys()].join(', ')}.`,
      ),
    };
  const clockOf = (country: string) => {
    const region = content.regions.get(country);
    if (region === undefined) return undefined;
    const holiday = holidaysOf(region.holidays ?? undefined);
    return { zone: region.timezone, holiday: (date: string) => holiday?.(dayOf(date)) ?? false };
  };
  return {
    organization: createOrganization(organization, config.KINLINE_REGION ?? 'RO', clockOf),
    problems: [],
  };
}

function organizationPath(config: Pick<Config, 'KINLINE_CONTENT' | 'KINLINE_ORGANIZATION'>): string {
  return config.KINLINE_ORGANIZATION ?? join(config.KINLINE_CONTENT, 'deploy/organization.yaml');
}
