/** What one person can make the engine do. All of them are options of `step`. */
export interface Limits {
  /** Steps walked in one turn before the turn is cut off as a fault of the content. */
  stepsPerTurn: number;
  /** Turns in one session; after that it starts anew. */
  turns: number;
  /** Visits a session remembers, so that it cannot grow without end; the oldest go first. */
  visits: number;
}

export const DEFAULT_LIMITS: Limits = { stepsPerTurn: 100, turns: 500, visits: 100 };

/** Longest message that is read, in characters; the rest is cut off before understanding. */
export const MESSAGE_CHARACTERS = 4096;
