/** One line of the audit log: who did or saw what, and whether they were let. Nothing personal of a family is in it. */
export interface AuditEntry {
  /** Milliseconds since 1970. */
  at: number;
  /** Id of a member of staff, `system` for the program itself, `family` for whoever chats. */
  actor: string;
  /** Like `case:read` or `login`. */
  action: string;
  /** Id of what it was done to, if anything. */
  subject: string | null;
  outcome: 'done' | 'refused';
  /** One word, like `team` or `password`. */
  why?: string;
}
