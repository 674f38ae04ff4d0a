/** What the engine may read while it decides. Ports are narrow, read only, and may be asked twice. */
import type { Place } from './input.js';

/** A question to the directory. `limit` and `offset` page through one ranking, which is stable for the same `now`. */
export interface ServiceQuery {
  need: string;
  near: Place;
  language: string;
  now: number;
  limit: number;
  offset: number;
}

/** A service as the engine knows it: an id, a name to tap, and a view for whoever renders it. */
export interface FoundService {
  id: string;
  name: string;
  view: unknown;
}

export interface FoundServices {
  services: FoundService[];
  /** How many there are in all, before paging. */
  total: number;
  /** True when nothing was near and the circle was widened. */
  widened: boolean;
}

export interface Ports {
  findServices(query: ServiceQuery): Promise<FoundServices>;
  /** One service again, seen from a place; undefined when it is no longer in the directory. */
  service(
    id: string,
    from: { near: Place | undefined; need: string | undefined; language: string; now: number },
  ): Promise<FoundService | undefined>;
  /** The needs a person can tap, most asked first. */
  needs(): readonly string[];
  /** The towns with the most services, to tap when a place was not understood; at most `limit`. */
  towns(language: string, limit: number): readonly Place[];
  /** The languages there are, each by its own name. */
  languages(): readonly { code: string; name: string }[];
}
