/** The organization as its rooms ask for it: which team, which hours, which promise, and whether somebody is there. */
import { DateTime } from 'luxon';
import { SERVICE_LEVELS, type ServiceLevel, type ServiceLevels } from '../callbacks/clock.js';
import { URGENCIES } from '../callbacks/request.js';
import { isWorking, type WorkingTime } from '../callbacks/working-time.js';
import type { Promises } from '../feedback/deadlines.js';
import type { Theme } from '../feedback/themes.js';
import type { OrganizationFile, Team } from './organization-file.js';

/** What is true of a country whoever works there. */
export interface RegionClock {
  /** IANA. */
  zone: string;
  /** @param date like 2026-12-25 */
  holiday(date: string): boolean;
}

/** Role: by language. */
export interface Responsible {
  name: string;
  email: string | null;
  role?: Record<string, string> | undefined;
}

export interface Organization {
  name: string;
  /** Null where nobody said: then what must not wait is seen at the desk only. */
  safeguardingLead: Responsible;
  secondRecipient: Responsible;
  /** By role, in a language; what families read. */
  responsible(language: string): { lead?: string | undefined; outside?: string | undefined };
  teams: readonly Team[];
  /** Regions with rules of their own in the file. */
  regions: readonly string[];
  /** A region that nobody was named for goes to the operator's own. */
  teamFor(region: string): Team;
  team(code: string): Team | undefined;
  working(region: string): WorkingTime;
  levels(region: string): ServiceLevels;
  /** Whether somebody is there now for what is urgent. */
  onDuty(region: string, now: number): boolean;
  /** The day that it is at the operator’s own place, `YYYY-MM-DD`. */
  today(now: number): string;
  /** Days after which a request is erased. */
  keep: { closedDays: number; unclaimedDays: number };
  /** What young people are promised. */
  promises: Promises;
  /** Who hears by mail that something waits to be read or answered. */
  feedbackEmail: readonly string[];
  /** What feedback is about. */
  themes: readonly Theme[];
  /** Where the organization itself is: its working days count for what is promised to everybody. */
  home: string;
}

const WEEK = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** The file, or what stands in for one that nobody wrote, which knows no addresses. */
export type OrganizationRules = Omit<OrganizationFile, 'safeguarding_lead' | 'second_recipient'> & {
  safeguarding_lead: Organization['safeguardingLead'];
  second_recipient: Organization['secondRecipient'];
};

/**
 * @param own the operator's region
 * @param clockOf undefined where the country is not known
 */
export function createOrganization(
  file: OrganizationRules,
  own: string,
  clockOf: (region: string) => RegionClock | undefined,
): Organization {
  const names = Object.keys(file.regions);
  const fallback = names.includes(own) ? own : (names[0] ?? own);
  const known = (region: string): string => (names.includes(region) ? region : fallback);
  const team = (code: string) => file.teams.find((each) => each.code === code);
  const made = new Map<string, { working: WorkingTime; levels: ServiceLevels }>();

  function rulesOf(region: string) {
    const rules = file.regions[known(region)];
    if (rules === undefined) throw new Error('The organization’s file names no region.');
    return rules;
  }

  /** Made once for each region: the reckoning of working hours keeps days it has seen by this object. */
  function times(region: string) {
    const had = made.get(region);
    if (had !== undefined) return had;
    const { working, service_levels } = rulesOf(region);
    const clock = clockOf(known(region)) ?? clockOf(own) ?? { zone: 'UTC', holiday: () => false };
    const levels = Object.fromEntries(
      URGENCIES.map((urgency): [string, ServiceLevel] => [
        urgency,
        service_levels?.[urgency] ?? SERVICE_LEVELS[urgency],
      ]),
    ) as ServiceLevels;
    const days = working.days.map((day) => WEEK.indexOf(day) + 1);
    const reckoned = { ...clock, days, from: minuteOf(working.from), to: minuteOf(working.to) };
    const result = { working: reckoned, levels };
    made.set(region, result);
    return result;
  }

  return {
    name: file.name,
    safeguardingLead: file.safeguarding_lead,
    secondRecipient: file.second_recipient,
    responsible: (language) => ({
      lead: file.safeguarding_lead.role?.[language],
      outside: file.second_recipient.role?.[language],
    }),
    teams: file.teams,
    regions: names,
    team,
    teamFor(region) {
      const found = team(rulesOf(region).team) ?? file.teams[0];
      if (found === undefined) throw new Error('The organization’s file names no team.');
      return found;
    },
    working: (region) => times(region).working,
    levels: (region) => times(region).levels,
    onDuty(region, now) {
      const { duty } = rulesOf(region);
      return duty === 'always' || (duty === 'working' && isWorking(now, times(region).working));
    },
    today: (now) => DateTime.fromMillis(now, { zone: times(own).working.zone }).toFormat('yyyy-MM-dd'),
    keep: { closedDays: file.keep.closed_days, unclaimedDays: file.keep.unclaimed_days },
    promises: {
      sensitiveHours: file.feedback.sensitive_hours,
      firstAnswerDays: file.feedback.first_answer_days,
      resultDays: file.feedback.result_days,
    },
    feedbackEmail: file.feedback.email,
    themes: file.themes,
    home: fallback,
  };
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
