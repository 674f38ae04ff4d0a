/** A change that somebody must be able to look up later: written with its line in the audit log, or not at all. */
import type { AuditEntry } from '../casework/audit-entry.js';
import type { Changes } from '../stores/port.js';

export type AuditedWrite = (
  entry: Pick<AuditEntry, 'actor' | 'action' | 'subject'>,
  changes?: Changes,
) => Promise<'done' | 'conflict'>;
