/** What a result says, in data: everything shown to a person comes from here, and nothing else of a service does. */
import type { CostOption } from './model.js';

export interface ServiceView {
  id: string;
  /** In the person's language where the directory has it, else as the directory wrote it. */
  name: string;
  organization: string;
  description: string;
  /** Need codes this service answers, the one asked for first. */
  needs: string[];
  invented: boolean;
  /** Kilometres from the asked place; undefined where there is none to tell (confidential, virtual, mobile). */
  kilometres: number | undefined;
  /** City or area, never more where the address is confidential (then the area is absent too). */
  city: string | undefined;
  address: string | undefined;
  confidentialAddress: boolean;
  transportation: string | undefined;
  /** Degrees; for a map link. Absent where the address is confidential. */
  position: { latitude: number; longitude: number } | undefined;
  /** `number` is dialled as it stands; `callable` is false for numbers that are invented. */
  phones: { number: string; callable: boolean; extension?: string }[];
  email: string | undefined;
  url: string | undefined;
  hours: HoursView;
  cost: { free: boolean } | { options: CostOption[]; description: string | undefined } | undefined;
  ages: { minimum: number | undefined; maximum: number | undefined } | undefined;
  eligibility: string | undefined;
  /** BCP 47 codes, or names where no code is known. */
  languages: string[];
  toBring: string[];
  howToApply: string | undefined;
  accessibility: string[];
  alert: string | undefined;
  /** ISO date. */
  confirmedOn: string | undefined;
  /** Why it is shown, most telling first. */
  reasons: Reason[];
  /** What was asked for and is not known of it: to be asked when calling. */
  unsure: FilterName[];
}

/** What a search can be narrowed to. */
export type FilterName = 'free' | 'step_free' | 'language' | 'age' | 'open';

export type Reason =
  | { kind: 'need'; need: string }
  | { kind: 'near'; kilometres: number }
  | { kind: 'same_city'; city: string }
  | { kind: 'serves_area'; area: string }
  | { kind: 'language'; language: string }
  | { kind: 'open_now' }
  | { kind: 'free' }
  | { kind: 'step_free' }
  | { kind: 'age' }
  | { kind: 'confidential_but_found' };

export type HoursView =
  | { kind: 'unknown'; description: string | undefined }
  | { kind: 'always' }
  /** Instants in milliseconds since 1970; `zone` is the service's own. */
  | { kind: 'open'; until: number; zone: string }
  /** `holiday` where it would be open today if it were not a public holiday. */
  | { kind: 'closed'; opens: number; zone: string; holiday?: true }
  | { kind: 'closed_for_now' };
