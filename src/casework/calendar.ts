/** A caseworker's own windows, for a calendar: when a call is safe, and the reference of the request. No names. */
import type { CallbackFacets } from '../callbacks/request.js';

export interface CalendarWindow {
  /** Of the request. */
  id: string;
  reference: string;
  /** Milliseconds since 1970. */
  from: number;
  until: number;
}

/** Windows that have not ended, in the order in which they begin. */
export function windowsAhead(requests: readonly CallbackFacets[], now: number): CalendarWindow[] {
  return requests
    .filter(({ status, calls }) => calls === 'we' && status !== 'closed' && status !== 'taken_back')
    .flatMap(({ id, reference, windows }) =>
      windows.filter(({ until }) => until > now).map(({ from, until }) => ({ id, reference, from, until })),
    )
    .sort((one, other) => one.from - other.from);
}
