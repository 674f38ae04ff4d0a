/** Who works here, and what their role lets them do. */
import { z } from 'zod';

export const ROLES = [
  'caseworker',
  'supervisor',
  'safeguarding_lead',
  'participation_officer',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** What every other room may know of a member of staff; secrets stay in the account. */
export const staff = z.strictObject({
  id: z.string().min(1),
  /** As colleagues call them. */
  name: z.string().min(1).max(80),
  login: z.string().min(1).max(120),
  role: z.enum(ROLES),
  /** Codes of teams in the organization's file. */
  teams: z.array(z.string()),
  /** Countries, ISO 3166-1. */
  regions: z.array(z.string().regex(/^[A-Z]{2}$/)),
  /** BCP 47, what they speak; the first is the desk's. */
  languages: z.array(z.string()).min(1),
  /** Day on which the code of conduct was signed, `YYYY-MM-DD`; null: not signed, so no cases. */
  conductSignedOn: z.iso.date().nullable(),
  /** Last day on which the safeguarding training counts. */
  trainedUntil: z.iso.date().nullable(),
  disabled: z.boolean(),
  /** A safeguarding lead outside the organization's line: sees worries about the lead, and nothing else. */
  secondRecipient: z.boolean(),
});
export type Staff = z.infer<typeof staff>;
