/** What a family did with its request, as lines of the audit log in the turn’s one commit. Nothing personal is in them. */
import { readReference } from '../callbacks/reference.js';
import type { AuditEntry } from '../casework/audit-entry.js';
import type { Event } from '../engine/events.js';
import type { Commit, Committed, OneTalk, RecordChange } from '../stores/port.js';

/** Gives a commit the lines to put among its records, and asks again when only the log has gone on meanwhile. */
export type InAuditLog = <Done extends { status: string }>(
  entries: readonly AuditEntry[],
  commit: (lines: RecordChange[]) => Promise<Done>,
) => Promise<Done>;

const FAMILY = 'family';

export function familyLines(
  events: readonly Event[],
  idOf: (reference: string) => string,
  at: number,
): AuditEntry[] {
  return events.flatMap((event): AuditEntry[] => {
    const line = { at, actor: FAMILY, outcome: 'done' as const };
    switch (event.type) {
      case 'callback_requested':
        return [{ ...line, action: 'case:ask', subject: event.made.id }];
      case 'callback_changed':
        return [{ ...line, action: 'case:change', subject: event.id, why: event.change.what }];
      case 'callback_taken_back':
        return [{ ...line, action: 'case:take_back', subject: event.id }];
      // That it happened, and nothing of whom.
      case 'erased':
        return [{ ...line, action: 'family:erase', subject: null }];
      case 'code_tried': {
        const outcome = event.right ? ('done' as const) : ('refused' as const);
        return [
          {
            ...line,
            action: 'case:read',
            subject: idOf(readReference(event.reference) ?? event.reference.slice(0, 40)),
            outcome,
          },
        ];
      }
      default:
        return [];
    }
  });
}

/** The commit with its lines, where there is a log and something to tell. */
export function commitWithLines(
  commit: Commit,
  entries: readonly AuditEntry[],
  store: Pick<OneTalk, 'commit'>,
  inAuditLog: InAuditLog | undefined,
): Promise<Committed> {
  if (inAuditLog === undefined || entries.length === 0) return store.commit(commit);
  return inAuditLog(entries, (lines) =>
    store.commit({ ...commit, records: [...(commit.records ?? []), ...lines] }),
  );
}
