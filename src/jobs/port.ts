/**
 * Work that is due again and again without anybody asking: what is past its time, clocks, notices. However many
 * instances share one store, each due time is worked once. Where that is made sure of is the maker's business.
 */
export interface Jobs {
  /**
   * Begins at once, then every so many milliseconds, at least a second. Never two at a time in one process; what fails
   * is told to whoever made the jobs, and is tried again when it is next due.
   *
   * @param name letters, digits, `_` and `-`; the same in every instance
   */
  every(name: string, milliseconds: number, run: () => Promise<void>): Job;
  /** After each job was stopped. */
  close(): Promise<void>;
}

export interface Job {
  /** It is not begun again. Resolves when what had begun is done. */
  stop(): Promise<void>;
}

/** Hears of the first failure of a job after it went well. */
export type JobFailed = (name: string, cause: unknown) => void;
