/** Bounds a try: it ends with the signal, whether or not whoever was asked heeds it. */
import { failedFor, type Outcome } from './fault.js';

/** @param ending the one of the signals by which the service itself stops */
export async function withinSignal(
  signals: AbortSignal[],
  ending: AbortSignal,
  action: (signal: AbortSignal) => Promise<Outcome>,
): Promise<Outcome> {
  const signal = AbortSignal.any(signals);
  let over = (): void => {};
  const ended = new Promise<Outcome>((resolve) => {
    over = () => resolve(failedFor(ending.aborted ? 'broken_off' : 'too_slow', { maybe: true }));
    if (signal.aborted) over();
    else signal.addEventListener('abort', over, { once: true });
  });
  try {
    return await Promise.race([action(signal), ended]);
  } catch {
    return failedFor('unexpected', { maybe: true });
  } finally {
    signal.removeEventListener('abort', over);
  }
}
