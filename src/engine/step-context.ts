/** What a step sees of the conversation, made from where the conversation stands. */
import type { DialogSet, Step } from './dialog.js';
import type { Place } from './input.js';
import type { StepContext } from './kind.js';
import type { Known } from './known.js';
import type { Ports } from './ports.js';
import type { Visit } from './session.js';

export interface Standing {
  content: DialogSet;
  now: number;
  ports: Ports;
  /** Of the dialog on top, oldest first. */
  visits: readonly Visit[];
  known: Pick<Known, 'language' | 'region' | 'request' | 'earlier' | 'handed'>;
  /** Need and place that were said and that no step has used yet; what is taken is gone from it. */
  said: { need?: string | undefined; place?: Place | undefined };
}

export const stepIn = ({ dialogs }: DialogSet, { dialog, step }: Visit): Step | undefined =>
  dialogs.get(dialog)?.steps.get(step);

export function contextOf(visit: Visit, anew: boolean, standing: Standing): StepContext {
  const { content, now, ports, visits, known, said } = standing;
  const { language, region, request, earlier, handed } = known;
  const here = visits.filter(({ dialog }) => dialog === visit.dialog);
  return {
    dialog: visit.dialog,
    own: content.dialogs.get(visit.dialog) ?? { steps: new Map() },
    step: visit.step,
    language,
    region,
    request,
    earlier,
    handed,
    now,
    ports,
    visit,
    anew,
    answer: (step) => here.findLast((before) => before.step === step && before.answer !== undefined)?.answer,
    latest: (step) => here.findLast((before) => before.step === step)?.answer,
    visitsIn: (dialog) =>
      visits.flatMap((before) => {
        const found = before.dialog === dialog ? stepIn(content, before) : undefined;
        return found === undefined ? [] : [{ visit: before, step: found }];
      }),
    visited: (step) => here.some((before) => before.step === step),
    text: (key, values) => ({
      key: key.includes(':') ? key : `${visit.dialog}:${key}`,
      ...(values === undefined ? {} : { with: values }),
    }),
    takeNeed: () => {
      const { need } = said;
      delete said.need;
      return need;
    },
    takePlace: () => {
      const { place } = said;
      delete said.place;
      return place;
    },
  };
}
