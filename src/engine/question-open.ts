/**
 * Something about a request waits for its family's word. The chat it was sent from says only that, once, at the next
 * visit: what is asked is read with the code, for somebody else may hold the telephone.
 */
import type { Ports } from './ports.js';
import type { Walk } from './walk.js';

/** There it is led to by itself. */
const FILE = 'callback';

export async function tellOfQuestion(walk: Walk, { callbacks }: Ports, now: number): Promise<void> {
  const { known, waiting } = walk;
  const { request } = known;
  if (request === undefined || callbacks === undefined || waiting?.dialog === FILE) return;
  const question = await callbacks.question(request.id, now);
  if (question === undefined || question === request.told) return;
  known.told(question);
  walk.emit({ type: 'said', text: { key: QUESTION_TEXT } });
}

export const QUESTION_TEXT = `${FILE}:question`;
