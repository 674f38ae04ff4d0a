/**
 * The requests as those who work here see them. Every read of something personal and every change goes through here: it
 * is allowed or refused in one place, and written together with its line in the audit log, or it does not happen.
 */
import type { Alarm, Due } from '../callbacks/clock.js';
import type { Contact } from '../callbacks/contact.js';
import { readReference } from '../callbacks/reference.js';
import { type CallbackFacets, type CallbackRequest, RECIPIENTS } from '../callbacks/request.js';
import type { Action, Refusal } from '../callbacks/status.js';
import { StoreUnavailable } from '../stores/port.js';
import { type CaseParts, createActing, refused } from './acting.js';
import { type CalendarWindow, windowsAhead } from './calendar.js';
import { type Figures, figuresOf, type Period } from './figures.js';
import { LEVEL_RECORD, type Level, readLevel } from './levels.js';
import { type Denied, may } from './may.js';
import { nextFor } from './next.js';
import { createOpening } from './opening.js';
import { createQueue, type Queue, subjectOf } from './queue.js';
import { createQueueNews } from './queue-news.js';
import { isOpenStatus } from './shelf.js';
import type { Staff } from './staff.js';

export const VIEWS = [
  'mine',
  'team',
  'now_safe',
  'overdue',
  'urgent',
  'handover',
  'concerns',
  'closed',
] as const;
export type View = (typeof VIEWS)[number];

/** Rows of one page. */
export const PAGE_ROWS = 50;

/** A line of the queue: nothing by which a family could be known. */
export interface QueueRow extends CallbackFacets {
  due: Due;
  alarms: Alarm[];
  contact: Contact;
}

export interface QueuePage {
  rows: QueueRow[];
  /** Of this view, on all pages. */
  total: number;
  counts: Record<View, number>;
}

/** What a screen may show of a request. The number is beside it, and only while a call is safe. */
export type ShownRequest = Omit<CallbackRequest, 'phone' | 'code' | 'conversation'>;

export interface OpenedCase {
  ok: true;
  request: ShownRequest;
  /** Whether there is a number at all: `they` when the family calls. */
  calls: 'we' | 'they';
  /** Null outside the safe windows, for anyone. */
  phone: string | null;
  contact: Contact;
  due: Due;
  alarms: Alarm[];
  /** True: seen by the team that is asked to take it over, and only what the family agreed to. */
  offered: boolean;
  version: number;
}

export interface RefusedCase {
  ok: false;
  /** `gone`: there is no such request (any more). `try_again`: the store or the audit log could not be written. */
  refused: Refusal | Denied | 'gone' | 'try_again' | 'no_such_colleague' | 'no_such_team';
  /** Who has it: a colleague's id, where it was claimed by another. */
  by?: string;
}

export interface Cases {
  /** From an index in memory. @param page from 0 */
  queue(staff: Staff, view: View, page: number): QueuePage | Denied;
  /** Written in the audit log before anything is returned. */
  open(staff: Staff, id: string): Promise<OpenedCase | RefusedCase>;
  act(staff: Staff, id: string, action: Action): Promise<{ ok: true } | RefusedCase>;
  /** The id of the request that somebody names by its reference, however it is written. */
  search(staff: Staff, reference: string): string | undefined;
  /** True while another request has this reference: a new one needs another. */
  referenceTaken(reference: string): boolean;
  figures(staff: Staff, period: Period): Promise<Figures | Denied>;
  /** Windows still ahead of one's own requests, without names. */
  calendar(staff: Staff): CalendarWindow[];
  /** After a commit made elsewhere: the line that was written, or only the id of what was made, changed or erased. */
  noticed(changed: CallbackFacets | string): Promise<void>;
  /** What to do next: `next` in a chat. */
  next(staff: Staff): string | undefined;
  /** Every line, for the clock and for retention. */
  queued: Queue;
  /** No longer hears of what other instances write. */
  stop(): void;
}

/** Reads all lines from the store, so it takes a moment when there are many. */
export async function createCases(parts: CaseParts): Promise<Cases> {
  const { store, organization, now } = parts;
  const queued = createQueue(organization);
  const news = createQueueNews(store, queued, now);
  await news.load();
  const today = () => organization.today(now());
  const open = createOpening(parts);
  const act = createActing(parts, news.wrote);
  const seen = (staff: Staff, view: View) => queued.lists(staff, view, now(), today()).flat();

  return {
    queued,
    stop: news.stop,
    open: (staff, id) => orTryAgain(open(staff, id)),
    act: (staff, id, action) => orTryAgain(act(staff, id, action)),
    queue(staff, view, page) {
      const said = may(staff, 'queue:read', undefined, today());
      return said === 'yes' ? queued.page(staff, view, page, now(), today()) : said;
    },
    search(staff, written) {
      const reference = readReference(written);
      const found = reference === undefined ? [] : queued.named(reference);
      const visible = found.filter(({ facets }) => sees(staff, facets, today()));
      return (visible.find(({ facets }) => isOpenStatus(facets)) ?? visible[0])?.facets.id;
    },
    referenceTaken: (reference) => queued.named(reference).length > 0,
    async figures(staff, period) {
      const said = may(staff, 'figures:read', undefined, today());
      if (said !== 'yes') return said;
      const own = ({ team, region }: Level) => {
        const recipient = RECIPIENTS.find((each) => each === team) ?? 'team';
        const action = recipient === 'team' ? 'figures:read' : 'concern:read';
        return may(staff, action, { team, region, recipient }, today()) === 'yes';
      };
      const levels: Level[] = [];
      for await (const record of store.records(LEVEL_RECORD)) {
        const level = readLevel(record);
        if (level !== undefined && own(level)) levels.push(level);
      }
      return figuresOf(seen(staff, 'team'), levels, period, now());
    },
    calendar: (staff) =>
      windowsAhead(
        seen(staff, 'mine').map(({ facets }) => facets),
        now(),
      ),
    async noticed(changed) {
      if (typeof changed === 'string') await news.look(changed);
      else news.wrote(changed);
    },
    next: (staff) => nextFor((view) => queued.lists(staff, view, now(), today()), now()),
  };
}

/** A store that cannot be written is nobody's fault here: nothing has happened, and it may be tried again. */
async function orTryAgain<T>(doing: Promise<T>): Promise<T | RefusedCase> {
  try {
    return await doing;
  } catch (cause) {
    if (cause instanceof StoreUnavailable) return refused('try_again');
    throw cause;
  }
}

function sees(staff: Staff, facets: CallbackFacets, today: string): boolean {
  const action = facets.recipient === 'team' ? 'queue:read' : 'concern:read';
  const subject = subjectOf(facets);
  return (
    may(staff, action, subject, today) === 'yes' || may(staff, 'handover:answer', subject, today) === 'yes'
  );
}
