/** `organization.yaml`: who works here, when, for which regions, and whom what must not wait reaches. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { check, parseYaml } from '../content/files.js';
import type { Problem } from '../content/problem.js';
import { PROMISES } from '../feedback/deadlines.js';
import { theme } from '../feedback/themes.js';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const clock = z
  .string({ error: 'must be a time in quotes, like "09:00"' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time in quotes, like "09:00"');
const region = z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters, like RO');
const code = z
  .string({ error: 'must be a code, like team-one' })
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be small letters, digits and hyphens, like team-one');
const email = z.email({ error: 'must be an e-mail address, like somebody@example.org' });
const person = z.strictObject({
  name: z.string().min(1, 'must be a name or a role'),
  email,
  /** By language: what families read, who are told a role and never a name. */
  role: z
    .record(z.string().min(2), z.string().min(1, 'must be a role').max(60, 'must have at most 60 letters'))
    .optional(),
});
const whole = (least: number) =>
  z.int({ error: 'must be a whole number' }).min(least, `must be ${least} or more`);

const within = z.union([z.strictObject({ minutes: whole(1) }), z.strictObject({ workingDays: whole(1) })], {
  error: 'must be {minutes: 15} or {workingDays: 1}',
});
const level = z.strictObject({ within, leadAfter: within });

const working = z
  .strictObject({
    days: z
      .array(z.enum(DAYS, { error: `must be days of ${DAYS.join(', ')}` }))
      .min(1, 'must name at least one day, like [MO, TU, WE, TH, FR]'),
    from: clock,
    to: clock,
  })
  .refine(({ from, to }) => from < to, 'must end after it begins: make `to` later than `from`');

const regionRules = z.strictObject({
  team: code,
  working,
  duty: z.enum(['always', 'working', 'none'], { error: 'must be always, working or none' }),
  service_levels: z
    .strictObject({ now: level.optional(), soon: level.optional(), whenever: level.optional() })
    .optional(),
});

const team = z.strictObject({
  code,
  name: z.string().min(1, 'must be a name'),
  region,
  languages: z.array(z.string().min(2)).min(1, 'must name at least one language, like [ro, en]'),
  /** Where a family calls that would rather call itself; told to it in the chat. */
  phone: z
    .string()
    .regex(/^\+[1-9][0-9 ]{5,20}$/, 'must be a number with its country, like "+44 1632 960900"')
    .optional(),
  email: z.array(email).default([]),
  webhooks: z
    .array(
      z.strictObject({
        url: z.url({ protocol: /^https?$/, error: 'must be an address like https://example.org/hook' }),
        secret_env: z
          .string()
          .regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of an environment variable, like TEAM_ONE_HOOK'),
      }),
    )
    .default([]),
});

export const organizationFile = z
  .strictObject({
    name: z.string().min(1, 'must be a name'),
    safeguarding_lead: person,
    second_recipient: person,
    regions: z
      .record(region, regionRules)
      .refine((all) => Object.keys(all).length > 0, 'must name at least one region, like RO'),
    teams: z.array(team).min(1, 'must name at least one team'),
    /** Days after which a request is erased. */
    keep: z
      .strictObject({ closed_days: whole(1).default(30), unclaimed_days: whole(1).default(90) })
      .default({ closed_days: 30, unclaimed_days: 90 }),
    /** What young people are promised: hours for what must not wait, working days for everything else. */
    feedback: z
      .strictObject({
        sensitive_hours: whole(1).default(PROMISES.sensitiveHours),
        first_answer_days: whole(1).default(PROMISES.firstAnswerDays),
        result_days: whole(1).default(PROMISES.resultDays),
        /** Who is told by mail what waits to be read and answered; nothing of it stands in the mail. */
        email: z.array(email).default([]),
      })
      .prefault({}),
    /** What feedback is about, in the organization's own list. */
    themes: z.array(theme).default([]),
  })
  .superRefine(({ regions, teams, themes, safeguarding_lead: lead, second_recipient: second }, context) => {
    for (const [index, { code: one }] of themes.entries())
      if (themes.findIndex((each) => each.code === one) !== index)
        context.addIssue({
          code: 'custom',
          path: ['themes', index, 'code'],
          message: `is there twice: ${one}. Give each theme a code of its own`,
        });
    const codes = teams.map((each) => each.code);
    for (const [index, each] of codes.entries())
      if (codes.indexOf(each) !== index)
        context.addIssue({
          code: 'custom',
          path: ['teams', index, 'code'],
          message: `is there twice: ${each}. Give each team a code of its own`,
        });
    for (const [country, { team: wanted }] of Object.entries(regions))
      if (!codes.includes(wanted))
        context.addIssue({
          code: 'custom',
          path: ['regions', country, 'team'],
          message: `no team has the code ${wanted}. There are: ${codes.join(', ')}`,
        });
    if (lead.email === second.email)
      context.addIssue({
        code: 'custom',
        path: ['second_recipient', 'email'],
        message: 'is the safeguarding lead’s own. Name a person outside, for worries about the lead',
      });
  });
export type OrganizationFile = z.infer<typeof organizationFile>;
export type Team = z.infer<typeof team>;

/** Undefined, with problems that name file, place and what to write instead, when it cannot be used. */
export function readOrganizationFile(file: string): {
  organization: OrganizationFile | undefined;
  problems: Problem[];
} {
  const problems: Problem[] = [];
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    problems.push({ file, message: 'There is no such file. Copy deploy/organization.yaml and change it.' });
    return { organization: undefined, problems };
  }
  const value = parseYaml({ file }, text, problems);
  if (problems.length > 0) return { organization: undefined, problems };
  return { organization: check(organizationFile, value, { file }, problems), problems };
}
