/** One request to the desk as its pages see it, and what they can answer. */
import type { ComponentChildren } from 'preact';
import type { StaffAction } from '../../casework/may.js';
import type { Staff } from '../../casework/staff.js';
import type { Form } from './form.js';
import type { DeskText } from './texts.js';
import type { Words } from './words.js';

export interface Visit {
  /** Path without the query. */
  path: string;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  form: Form;
  words: Words;
  /** Milliseconds since 1970. */
  now: number;
  /** Of the network; tries are counted by it, and it is kept nowhere else. */
  address: string;
  /** What it runs on, in a few words that tell nobody who it is. */
  agent: string | undefined;
  /** The cookie by which a device is known that was in before. */
  device: string | undefined;
  /** What a login at the provider left to be remembered. */
  flow: string | undefined;
  /** `If-None-Match`. */
  tag: string | undefined;
  /** Goes into every form: without it nothing is taken. */
  csrf: string;
  staff: Staff | undefined;
  may(action: StaffAction): boolean;
}

/** Of somebody who is logged in, and whose role may do what the route needs. */
export interface StaffVisit extends Visit {
  staff: Staff;
  /** The session, by the name by which it can be ended. */
  session: string;
  /** What the browser shows of it; never on a page. */
  token: string;
}

export interface PageAnswer {
  kind: 'page';
  status: number;
  /** The heading. */
  title: string;
  /** What stands in the browser's history where the heading must not: nothing personal. */
  tab?: string;
  /** The address of this page for a browser that asks again, where it is not the one that was asked for. */
  here?: string;
  body: ComponentChildren;
  /** Seconds after which a browser without script must ask again. */
  again?: number;
  cookies?: string[];
  headers?: Record<string, string>;
}

export type Answer =
  | PageAnswer
  | { kind: 'to'; path: string; cookies?: string[] }
  /** A part of a page, for its script. */
  | { kind: 'part'; html: string; tag: string }
  | { kind: 'nothing'; status: 204 | 401 };

export const page = (
  title: string,
  body: ComponentChildren,
  more: Partial<Omit<PageAnswer, 'kind'>> = {},
): PageAnswer => ({ kind: 'page', status: 200, title, body, ...more });

/** @param said what the page that follows tells, as a name that gives nothing away */
export const to = (path: string, said?: string, cookies: string[] = []): Answer => ({
  kind: 'to',
  path: said === undefined ? path : `${path}?said=${said}`,
  cookies,
});

/** What is wrong with a form, by the names of its fields. */
export type Problems = Record<string, string>;

/** What a page says after something was done, by the name in its address. */
export function saidText(name: string | null): DeskText | undefined {
  return SAID.find((text) => text === `said.${name}`);
}

const SAID = [
  'said.claimed',
  'said.released',
  'said.attempted',
  'said.noted',
  'said.closed',
  'said.handed',
  'said.asked',
  'said.withdrawn',
  'said.accepted',
  'said.refused',
  'said.reassigned',
  'said.saved',
  'said.revoked',
  'said.signed',
  'said.password',
  'said.approved',
  'said.published',
  'said.removed',
] as const satisfies readonly DeskText[];
