/** Promises kept and broken, counted by week, region, team and urgency. Nothing in a count leads to a request. */
import { DateTime } from 'luxon';
import { type CallbackFacets, URGENCIES, type Urgency } from '../callbacks/request.js';
import type { RecordChange, Store } from '../stores/port.js';
import { ALARM_RECORD, markId, setMark } from './marks.js';

export const LEVEL_RECORD = 'service_level';

export interface Level {
  /** Like 2026-W48, by UTC. */
  week: string;
  region: string;
  /** Its code, or a recipient of worries. */
  team: string;
  urgency: Urgency;
  kept: number;
  broken: number;
}

/** Empty when this request was counted before. The counts are compared as they are set, so none is lost. */
export async function levelChanges(
  store: Pick<Store, 'record'>,
  { id, region, team, urgency, recipient }: Counted,
  outcome: 'kept' | 'broken',
  now: number,
): Promise<RecordChange[]> {
  if ((await store.record(ALARM_RECORD, markId(id, 'promise'))) !== undefined) return [];
  // No team’s figures tell that there was a worry about somebody who works there.
  const whose = recipient === 'team' ? team : recipient;
  const key = `${weekOf(now)} ${region} ${urgency} ${whose}`;
  const text = await store.record(LEVEL_RECORD, key);
  const had = text === undefined ? { kept: 0, broken: 0 } : (JSON.parse(text) as Counts);
  const value = JSON.stringify({ ...had, [outcome]: had[outcome] + 1 });
  return [setMark(id, 'promise', outcome), { kind: LEVEL_RECORD, id: key, value, expected: text ?? null }];
}

type Counted = Pick<CallbackFacets, 'id' | 'region' | 'team' | 'urgency' | 'recipient'>;
type Counts = Pick<Level, 'kept' | 'broken'>;

export function readLevel({ id, value }: { id: string; value: string }): Level | undefined {
  const [week = '', region = '', said, team = ''] = id.split(' ');
  const urgency = URGENCIES.find((each) => each === said);
  return urgency === undefined
    ? undefined
    : { week, region, team, urgency, ...(JSON.parse(value) as Counts) };
}

export const weekOf = (now: number): string =>
  DateTime.fromMillis(now, { zone: 'utc' }).toFormat("kkkk-'W'WW");
