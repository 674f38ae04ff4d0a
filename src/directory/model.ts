/**
 * The directory as Open Referral HSDS 3.0 names it, joined to what a search needs: one `Service` with its
 * organization, places, hours, phones and costs inside. Fields keep HSDS's names in camel case; what HSDS lacks is
 * marked as an extension. Times are local to the schedule's `timezone` (IANA, an extension: HSDS has an offset).
 */

/** A text and its translations (extension). `''` is the language the record came in. */
export type Translated = Record<string, string>;

export interface Directory {
  /** Where it came from, for people: a folder or file name. */
  source: string;
  importedAt: string;
  /** True for the invented directory that ships with Kinline; shown with every result. */
  invented: boolean;
  /** BCP 47 language of texts whose record does not say its own (extension, from `kinline.json`). */
  language?: string;
  services: Service[];
}

export interface Service {
  id: string;
  name: Translated;
  alternateName?: string;
  description: Translated;
  organization: Organization;
  status: 'active' | 'inactive' | 'defunct' | 'temporarily closed';
  /** Extension: set where the source wants the record kept but never found. */
  visibility?: 'private' | 'excluded';
  url?: string;
  email?: string;
  /** Our need codes, see `locales/needs.yaml`; from attributes and taxonomy terms. */
  needs: string[];
  /** Taxonomy terms as the source had them, by code or name. */
  taxonomyTerms: string[];
  interpretationServices?: string;
  applicationProcess: Translated;
  feesDescription: Translated;
  eligibilityDescription: Translated;
  minimumAge?: number;
  maximumAge?: number;
  /** ISO date on which somebody confirmed the record. */
  assuredDate?: string;
  alert: Translated;
  languages: Language[];
  costOptions: CostOption[];
  requiredDocuments: Translated[];
  serviceAreas: ServiceArea[];
  phones: Phone[];
  schedules: Schedule[];
  locations: Location[];
}

export interface Organization {
  id: string;
  name: Translated;
  description?: string;
  website?: string;
  email?: string;
  /** Shown where neither the service nor its place has a number. */
  phones?: Phone[];
}

export interface Location {
  id: string;
  name: Translated;
  locationType: 'physical' | 'postal' | 'virtual';
  /** Degrees, WGS 84. Never set where `addressConfidential` is true. */
  latitude?: number;
  longitude?: number;
  /** Extension: a shelter. Its address, coordinates and way there are not even loaded. */
  addressConfidential: boolean;
  /** Extension: the city of a confidential location, only where the source marks it public (`city_public`). */
  publicCity?: Translated;
  /** ISO 3166-1 alpha-2; all that is kept of a confidential location's address. */
  country?: string;
  transportation: Translated;
  address?: Address;
  accessibility: string[];
  phones: Phone[];
  schedules: Schedule[];
}

export interface Address {
  address1: string;
  address2?: string;
  city: Translated;
  region?: string;
  stateProvince: string;
  postalCode: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

export interface Phone {
  number: string;
  extension?: string;
  type?: string;
  description?: string;
  languages: Language[];
}

export interface Language {
  /** BCP 47 where the source had a code or a name we know, else undefined. */
  code?: string;
  name: string;
  note?: string;
}

export interface CostOption {
  option?: string;
  /** ISO 4217. */
  currency?: string;
  amount?: number;
  amountDescription?: string;
}

export interface ServiceArea {
  name: string;
  extent?: string;
  extentType?: string;
}

/** RFC 5545-like parts, as HSDS has them. Times `HH:MM`, local to `timezone`. */
export interface Schedule {
  freq: 'WEEKLY' | 'MONTHLY' | undefined;
  interval: number;
  /** `MO` … `SU`, monthly with an ordinal: `1MO`, `-1FR`. */
  byday: string[];
  bymonthday: number[];
  opensAt?: string;
  closesAt?: string;
  validFrom?: string;
  validTo?: string;
  dtstart?: string;
  until?: string;
  count?: number;
  /** Extension: IANA zone. */
  timezone?: string;
  /**
   * Extension: a closed or different day (1.x holiday schedules): when set, this rule is an exception from
   * `validFrom` to `validTo`. The year 0001 means every year.
   */
  exception?: 'closed' | 'open';
  description?: string;
  notes?: string;
}
