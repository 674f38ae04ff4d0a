/**
 * Entries as staff read and answer them. Each time somebody reads one, or a list of them, there is a line in the audit
 * log before anything is shown; what must not wait exists for its one role alone, and is not there for anybody else.
 */
import { alarmsOf, type Dues, duesOf, isSensitiveLate, sensitiveBy } from '../../feedback/deadlines.js';
import {
  type FeedbackEntry,
  isQuarantined,
  type QuarantinedEntry,
  type Recipient,
  readEntry,
} from '../../feedback/entry.js';
import { quarantinedFor, recordDone } from '../../feedback/quarantine.js';
import { answered, changedEntry, entriesIn, looked } from '../../feedback/reading.js';
import { ENTRY_RECORD, entryDocument, rawDocument } from '../../feedback/shelf.js';
import { suggestThemes } from '../../feedback/themes.js';
import { weekOf } from '../../feedback/weeks.js';
import { fold } from '../../language/fold.js';
import type { Changes, Store } from '../../stores/port.js';
import type { Audit } from '../audit.js';
import { type Denied, may, type StaffAction } from '../may.js';
import type { Organization } from '../organization.js';
import type { Staff } from '../staff.js';
import { closedEntries, toldChange } from './closed.js';

export type Entry = FeedbackEntry | QuarantinedEntry;
export type EntryAlarm = 'first_answer_late' | 'result_late' | 'waiting_late';

/** An entry with what is due of it. */
export interface DueEntry {
  entry: Entry;
  alarms: EntryAlarm[];
  dues: Dues;
  /** Until when somebody must have acted; only where it must not wait. */
  actBy: number | null;
  closed: boolean;
}

export interface OpenedEntry extends DueEntry {
  ok: true;
  version: number;
  /** Themes whose words stand in it. */
  suggested: string[];
}

export interface RefusedEntry {
  ok: false;
  refused: Denied | 'gone' | 'try_again' | 'no_room';
}

export interface EntriesPage {
  entries: DueEntry[];
  /** All weeks from which there are entries, the newest first. */
  weeks: string[];
}

export type EntryAct =
  | { do: 'theme'; themes: readonly string[] }
  /** @param told whether it says what came of it */
  | { do: 'answer'; words: string; told: boolean }
  | { do: 'done'; words: string };

export interface Entries {
  /** @param week only those; else of the last weeks */
  list(staff: Staff, week: string | undefined): Promise<EntriesPage | Denied>;
  open(staff: Staff, id: string): Promise<OpenedEntry | RefusedEntry>;
  /** The words as they were written, once: from here on only the masked ones are there. */
  look(staff: Staff, id: string): Promise<{ ok: true; words: Record<string, string> } | RefusedEntry>;
  act(staff: Staff, id: string, act: EntryAct): Promise<{ ok: true } | RefusedEntry>;
}

export interface EntryParts {
  store: Store;
  audit: Audit;
  organization: Organization;
  now(): number;
}

const WEEKS = 8;
const refused = (why: RefusedEntry['refused']): RefusedEntry => ({ ok: false, refused: why });

/** Whose role it is to read what. */
export function readsAs({ role, secondRecipient }: Staff): Recipient | 'participation_officer' {
  if (secondRecipient) return 'second_recipient';
  return role === 'safeguarding_lead' ? 'safeguarding_lead' : 'participation_officer';
}

export function createEntries({ store, audit, organization, now }: EntryParts): Entries {
  const working = () => organization.working(organization.home);

  function due(entry: Entry, isClosed: (entry: Entry) => boolean): DueEntry {
    const { promises } = organization;
    const dues = duesOf(entry.week, working(), promises);
    if (isQuarantined(entry)) {
      const late = isSensitiveLate(entry, now(), promises);
      const actBy = sensitiveBy(entry, promises);
      return { entry, dues, actBy, alarms: late ? ['waiting_late'] : [], closed: entry.done.length > 0 };
    }
    const closed = isClosed(entry);
    const alarms = alarmsOf(entry, closed, now(), working(), promises);
    return { entry, dues, actBy: null, alarms, closed };
  }

  const mayWith = (staff: Staff, action: StaffAction, entry: Entry) => {
    const recipient = isQuarantined(entry) ? entry.recipient : 'team';
    return may(staff, action, { team: '', region: null, recipient }, organization.today(now()));
  };

  /** For whom it is not, it is not there. */
  async function find(staff: Staff, action: StaffAction, id: string) {
    const document = await store.document(entryDocument(id));
    const entry = document === undefined ? undefined : readSafely(document.value);
    if (document === undefined || entry === undefined) return refused('gone');
    const said = mayWith(staff, action, entry);
    if (said === 'yes') return { ok: true as const, entry, version: document.version };
    await audit.write([{ at: now(), actor: staff.id, action, subject: id, outcome: 'refused', why: said }]);
    return refused(said === 'role' ? 'gone' : said);
  }

  const logged = (staff: Staff, action: string, id: string, changes?: Changes) =>
    audit.write([{ at: now(), actor: staff.id, action, subject: id, outcome: 'done' }], changes);

  return {
    async list(staff, week) {
      const said = may(staff, 'feedback:read', undefined, organization.today(now()));
      if (said !== 'yes') return said;
      const role = readsAs(staff);
      await logged(staff, 'feedback:list', week ?? 'latest');
      if (role !== 'participation_officer') {
        const found = await quarantinedFor(store, role);
        return { entries: found.map(({ entry }) => due(entry, () => false)), weeks: [] };
      }
      const all = new Set<string>();
      for await (const { value } of store.records(ENTRY_RECORD)) all.add(value);
      const weeks = [...all].sort().reverse();
      const wanted = week === undefined ? weeks.slice(0, WEEKS) : [week];
      const isClosed = await closedEntries(store);
      const found = await entriesIn(store, (one) => wanted.includes(one));
      return { entries: found.map(({ entry }) => due(entry, isClosed)).sort(lateFirst), weeks };
    },
    async open(staff, id) {
      const found = await find(staff, 'feedback:read', id);
      if (!found.ok) return found;
      const { version } = found;
      // Whoever has the receipt is told that somebody read it.
      const entry = { ...found.entry, read: true };
      const changes = found.entry.read ? {} : changedEntry(entry, version);
      if ((await logged(staff, 'feedback:read', id, changes)) !== 'done') return refused('try_again');
      const words = Object.values(entry.words).join(' ');
      const suggested = suggestThemes(words, entry.language, organization.themes, fold);
      return { ok: true, version, suggested, ...due(entry, await closedEntries(store)) };
    },
    async look(staff, id) {
      const found = await find(staff, 'feedback:read', id);
      if (!found.ok) return found;
      const raw = await store.document(rawDocument(id));
      if (raw === undefined) return refused('gone');
      const { changes } = looked({ ...found.entry, read: true }, found.version, raw.version);
      const written = await logged(staff, 'feedback:look', id, changes);
      return written === 'done'
        ? { ok: true, words: JSON.parse(raw.value) as Record<string, string> }
        : refused('try_again');
    },
    async act(staff, id, act) {
      const found = await find(staff, 'feedback:work', id);
      if (!found.ok) return found;
      const changes = changesOf(found, act, weekOf(now()), organization.today(now()));
      if (typeof changes === 'string') return refused(changes);
      const written = await logged(staff, `feedback:${act.do}`, id, changes);
      return written === 'done' ? { ok: true } : refused('try_again');
    },
  };
}

function changesOf(
  { entry, version }: { entry: Entry; version: number },
  act: EntryAct,
  week: string,
  today: string,
): Changes | 'gone' | 'no_room' {
  switch (act.do) {
    case 'theme':
      return changedEntry({ ...entry, themes: [...act.themes], read: true }, version);
    case 'answer': {
      if (entry.receipt === null) return 'gone';
      const { changes } = answered(entry, version, act.words, week);
      return act.told ? { ...changes, records: [...changes.records, toldChange(entry.id)] } : changes;
    }
    case 'done':
      if (!isQuarantined(entry)) return 'gone';
      try {
        return recordDone({ entry, version }, act.words, today).changes;
      } catch (cause) {
        // All entries have one size, and this one is full.
        if (cause instanceof RangeError) return 'no_room';
        throw cause;
      }
  }
}

const lateFirst = (one: DueEntry, other: DueEntry): number =>
  other.alarms.length - one.alarms.length ||
  Number(one.entry.read) - Number(other.entry.read) ||
  other.entry.week.localeCompare(one.entry.week);

function readSafely(document: string): Entry | undefined {
  try {
    return readEntry(document);
  } catch {
    return undefined;
  }
}
