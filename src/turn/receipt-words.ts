/** Pictures of a receipt in a row (“fire, spider, scissors …”) can sound like danger; where one was asked for they are none. */
import type { DialogSet } from '../engine/dialog.js';
import type { Input } from '../engine/input.js';
import type { Ports } from '../engine/ports.js';
import type { Session } from '../engine/session.js';
import type { IncomingContent } from './incoming.js';

const ASKS_RECEIPT = 'ask receipt';

/** The words as an answer; undefined where no receipt was asked for, or what came is not nearly one. */
export function receiptWords(
  said: IncomingContent,
  { frames, asked }: Session,
  { dialogs }: DialogSet,
  { feedback }: Ports,
): Input | undefined {
  const visit = asked === null ? undefined : frames.at(-1)?.visits.at(-1);
  if (said.kind !== 'text' || visit === undefined || feedback === undefined) return undefined;
  if (dialogs.get(visit.dialog)?.steps.get(visit.step)?.kind !== ASKS_RECEIPT) return undefined;
  const read = feedback.readReceipt(said.text);
  // With one part wrong, three parts are pictures: no sentence is.
  const near = 'code' in read || (read.fault === 'wrong' && read.parts.length === 1);
  return near ? { kind: 'words', words: said.text } : undefined;
}
