/** Help for what a check's answers suggest: the kinds of help by rule, and services near for the first of them. */
import type { StepContext } from './kind.js';
import type { FoundService } from './ports.js';
import { type AnswerTo, type Suggestion, suggestionsFrom, takenOut } from './rules.js';
import type { Answer } from './session.js';

/** Reasons that are told at once, and services at most; the plan has the others. */
const MOST = 3;
/** Services looked at for one kind of help: the first that is open may not be the first. */
const LOOKED_AT = 5;

/** A suggestion with the service that is shown for it, if there is one. */
export interface Told extends Suggestion {
  service: FoundService | undefined;
}

const answersOf =
  (context: StepContext): AnswerTo =>
  (step) => {
    const answer = context.answer(step);
    return answer?.kind === 'option' ? answer.id : undefined;
  };

export function suggestionsOf(context: StepContext): Suggestion[] {
  const { rules } = context.own;
  return rules === undefined ? [] : suggestionsFrom(rules, answersOf(context));
}

interface Candidate {
  service: FoundService;
  /** Near and open, near, or neither. */
  fit: 0 | 1 | 2;
}

/**
 * The suggestions to tell: those for which a service near was found, the best fitting ones first; without a place,
 * or where nothing was found, the first ones without a service. In the order of the rules.
 */
export async function helpNear(
  suggestions: readonly Suggestion[],
  near: Answer | undefined,
  context: StepContext,
): Promise<Told[]> {
  const without = suggestions.slice(0, MOST).map((one) => ({ ...one, service: undefined }));
  if (near?.kind !== 'place') return without;
  const out =
    context.own.rules === undefined ? new Set<string>() : takenOut(context.own.rules, answersOf(context));
  const candidates = new Map<Suggestion, Candidate[]>();
  for (const suggestion of suggestions)
    candidates.set(suggestion, await candidatesFor(suggestion, near, out, context));
  const taken = new Map<Suggestion, FoundService>();
  for (const fit of [0, 1, 2])
    for (const suggestion of suggestions) {
      if (taken.size === MOST) break;
      if (taken.has(suggestion)) continue;
      const ids = new Set([...taken.values()].map(({ id }) => id));
      const found = candidates
        .get(suggestion)
        ?.find(({ service, fit: own }) => own === fit && !ids.has(service.id));
      if (found !== undefined) taken.set(suggestion, found.service);
    }
  if (taken.size === 0) return without;
  return suggestions.filter((one) => taken.has(one)).map((one) => ({ ...one, service: taken.get(one) }));
}

async function candidatesFor(
  { help }: Suggestion,
  near: Extract<Answer, { kind: 'place' }>,
  out: ReadonlySet<string>,
  { language, now, ports }: StepContext,
): Promise<Candidate[]> {
  const all: Candidate[] = [];
  for (const need of help) {
    const found = await ports.findServices({ need, near, language, now, limit: LOOKED_AT, offset: 0 });
    for (const service of found.services) {
      if (service.needs?.some((code) => out.has(code))) continue;
      all.push({ service, fit: found.widened ? 2 : service.open ? 0 : 1 });
    }
  }
  return all;
}
