/** What the engine may read while it decides. Ports are narrow, read only, and may be asked twice. */
import type { CallbackPorts } from './callback.js';
import type { FeedbackPorts } from './feedback.js';
import type { Place } from './input.js';

/** A question to the directory. `limit` and `offset` page through one ranking, which is stable for the same `now`. */
export interface ServiceQuery {
  /** A need's code; without one, `words` say what is looked for. */
  need?: string | undefined;
  /** Words of a service's own: its name, its organization's, what it says of itself. */
  words?: string | undefined;
  filters?: ServiceFilters | undefined;
  near: Place;
  language: string;
  now: number;
  limit: number;
  offset: number;
}

/** What a search is narrowed to. Each is left out where the person did not ask for it. */
export interface ServiceFilters {
  free?: boolean | undefined;
  stepFree?: boolean | undefined;
  /** BCP 47 language that is spoken there. */
  language?: string | undefined;
  /** Years of a child, both included. */
  age?: { from: number; to: number } | undefined;
  /** Open at the time of asking, or at some time of a local day: `YYYY-MM-DD`, `HH:MM`. */
  open?: 'now' | { day: string; from: string; to: string } | undefined;
}

/** A service as the engine knows it: an id, a name to tap, and a view for whoever renders it. */
export interface FoundService {
  id: string;
  name: string;
  /** True when it is open at the query's `now`. */
  open?: boolean;
  /** Codes of all needs it answers. */
  needs?: readonly string[];
  view: unknown;
}

export interface FoundServices {
  services: FoundService[];
  /** How many there are in all, before paging. */
  total: number;
  /** True when nothing was near and the circle was widened. */
  widened: boolean;
  /** Set where nothing is known to fit the filters: these may fit, or the filters were left out. */
  relaxed?: 'unsure' | 'all' | undefined;
  /** True where there is nothing but far away or for the whole country; for what was not found. */
  tooFar?: boolean | undefined;
  /** The region of the place, coarse enough to count by. */
  area?: string | undefined;
}

export interface Ports {
  findServices(query: ServiceQuery): Promise<FoundServices>;
  /** One service again, seen from a place; undefined when it is no longer in the directory. */
  service(
    id: string,
    from: { near: Place | undefined; need: string | undefined; language: string; now: number },
  ): Promise<FoundService | undefined>;
  /** Needs that are broader or narrower than this one and are answered near a place, the closest first. */
  relatedNeeds?(need: string, near: Place, now: number): readonly string[];
  /** The region a place lies in, coarse enough to count by. */
  areaOf?(near: Place): string | undefined;
  /** The needs a person can tap, most asked first. */
  needs(): readonly string[];
  /** The towns with the most services, to tap when a place was not understood; at most `limit`. */
  towns(language: string, limit: number): readonly Place[];
  /** The languages there are, each by its own name. */
  languages(): readonly { code: string; name: string }[];
  /** Who is responsible for safety here, by role and never by name; a role that nobody named is left out. */
  responsible?(language: string): { lead?: string | undefined; outside?: string | undefined };
  /** Where requests to be called can be made. */
  callbacks?: CallbackPorts;
  /** Where young people can say what they think. */
  feedback?: FeedbackPorts;
}
