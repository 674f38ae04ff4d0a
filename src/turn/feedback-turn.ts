/** What a turn does differently for young people's feedback: who asks is named to its ports, and it is wiped soon. */
import type { Content } from '../content/load.js';
import type { FeedbackPorts } from '../engine/feedback.js';
import type { Session } from '../engine/session.js';
import type { Deciding } from './decide.js';
import type { Asking } from './feedback-ports.js';

export type { Asking };

/** Receipts may be tried only so often by one conversation, and each channel knows something else of a person. */
export function forAsking<
  Parts extends Deciding & { feedback?: { portsFor(asking: Asking): FeedbackPorts } },
>(parts: Parts, asking: Asking): Deciding {
  const { feedback, ports } = parts;
  return feedback === undefined
    ? parts
    : { ...parts, ports: { ...ports, feedback: feedback.portsFor(asking) } };
}

/** Shorter while something is in the session that a dialog wants gone sooner, in milliseconds. */
export function keptFor(
  { frames }: Session,
  { keepFor, content }: { keepFor: number; content: Pick<Content, 'dialogs'> },
): number {
  const minutes = frames.flatMap(({ visits }) =>
    visits.flatMap(({ dialog }) => content.dialogs.dialogs.get(dialog)?.wipedAfter ?? []),
  );
  return Math.min(keepFor, ...minutes.map((each) => each * 60_000));
}
