/** One thing that a launch needs, how it stands, and what to do about it. */

export type FindingState = 'ok' | 'missing' | 'warning' | 'unknown';

export interface Finding {
  /** A short name that stays the same, like `secret`. */
  id: string;
  /** `missing`: it must be there. `warning`: it should be. `unknown`: it could not be looked at from here. */
  state: FindingState;
  /** Without it production does not start. */
  must: boolean;
  /** What was found, in a sentence. Never a secret, a name or an address of a person. */
  found: string;
  /** What to do; undefined when nothing is to be done. */
  todo?: string;
}

export const ok = (id: string, found: string, must = false): Finding => ({ id, state: 'ok', must, found });

/** Production does not start without it; `todo` is what the start says too. */
export const missing = (id: string, found: string, todo: string): Finding => ({
  id,
  state: 'missing',
  must: true,
  found,
  todo,
});

export const warning = (id: string, found: string, todo: string): Finding => ({
  id,
  state: 'warning',
  must: false,
  found,
  todo,
});

export const unknown = (id: string, found: string, todo: string): Finding => ({
  id,
  state: 'unknown',
  must: false,
  found,
  todo,
});
