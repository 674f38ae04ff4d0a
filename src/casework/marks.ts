/**
 * What was already said of a request, each once: alarms that were sounded, and that its promise was counted as kept or
 * broken. Records without anything personal; they go when the request goes.
 */
import type { Alarm } from '../callbacks/clock.js';
import type { RecordChange } from '../stores/port.js';

export const ALARM_RECORD = 'alarm';
export const MARKS = ['overdue', 'overdue_lead', 'windows_passed', 'attempts_used', 'promise'] as const;
export type Mark = Alarm | 'promise';

export const markId = (request: string, mark: Mark): string => `${request}:${mark}`;

/** The request and the mark of a record's id. */
export function readMark(id: string): { request: string; mark: string } {
  const end = id.lastIndexOf(':');
  return { request: id.slice(0, end), mark: id.slice(end + 1) };
}

/** Refused by the store when somebody else set it first. */
export const setMark = (request: string, mark: Mark, value: string): RecordChange => ({
  kind: ALARM_RECORD,
  id: markId(request, mark),
  value,
  expected: null,
});

export const removeMark = (id: string): RecordChange => ({ kind: ALARM_RECORD, id, value: null });

export const removeMarks = (request: string): RecordChange[] =>
  MARKS.map((mark) => removeMark(markId(request, mark)));
