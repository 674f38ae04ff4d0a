/** One JSON line an event, on standard error. An event has a name and numbers; never words of a person. */
import type { Log } from './house.js';

export const logLines: Log = (event, fields = {}) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`);
};
