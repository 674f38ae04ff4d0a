/**
 * Something about a request waits for its family's word. The chat it was sent from says only that, once, at the next
 * visit: what is asked is read with the code, for somebody else may hold the telephone.
 */
import type { Ports } from './ports.js';
import type { Walk } from './walk.js';

/** There it is led to by itself. */
const FILE = 'callback';

export async function tellOfQuestion(walk: Walk, { callbacks }: Ports, now: number): Promise<void> {
  const { sent, waiting } = walk;
  if (sent === undefined || callbacks === undefined || waiting?.dialog === FILE) return;
  const question = await callbacks.question(sent.id, now);
  if (question === undefined || question === sent.told) return;
  walk.told(question);
  walk.emit({ type: 'said', text: { key: QUESTION_TEXT } });
}

export const QUESTION_TEXT = `${FILE}:question`;
