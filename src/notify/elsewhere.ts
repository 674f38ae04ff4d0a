/** What the desk shows of work outside of it: codes for chats, addresses of calendars, and notices that failed. */
import type { Feeds } from './calendar.js';
import type { Links } from './links.js';
import type { Refer } from './refer.js';
import type { ShownOutbox } from './shown.js';
import type { Say } from './words.js';

export interface Elsewhere {
  links: Pick<Links, 'newCode'>;
  feeds: Pick<Feeds, 'newAddress' | 'revoke' | 'has'>;
  shown(): Promise<ShownOutbox>;
  /** One by its id, or `all`. Returns how many. */
  retry(which: string): Promise<number>;
  /** Undefined where there is no case system. */
  refer?: Refer | undefined;
  say: Say;
}
