/**
 * What a kind of step is. One file a kind under `kinds/`, and one line in `kinds/index.ts`: nothing else of the
 * engine changes when a kind is added.
 */
import type { z } from 'zod';
import type { Dialog, Step } from './dialog.js';
import type { Event } from './events.js';
import type { Input, Place } from './input.js';
import type { Ports } from './ports.js';
import type { Answer, Asked, Option, Params, Session, TextRef, Visit } from './session.js';

/** What a step sees of the conversation. */
export interface StepContext {
  dialog: string;
  /** The dialog it belongs to: its steps and its rules. */
  own: Pick<Dialog, 'steps' | 'rules'>;
  step: string;
  language: string;
  /** Whose numbers, hours and laws count. */
  region: string;
  now: number;
  ports: Ports;
  /** The request to be called that was sent from this chat. */
  request: Session['request'];
  /** Ids of those sent before it. */
  earlier: readonly string[];
  /** Answers of a check that the person ticked to be handed over. */
  handed: Session['handed'];
  /** The visit this is: a fresh one on arrival, the waiting one on an answer. */
  visit: Visit;
  /** The last answer to a step of the same dialog, before this visit. */
  answer(step: string): Answer | undefined;
  /** The answer of the last time this step was asked: undefined where it was passed over then. */
  latest(step: string): Answer | undefined;
  /** True when the person was asked at this step of the same dialog, answered or not. */
  visited(step: string): boolean;
  /** Where the person was in any dialog of this conversation, with the answers, oldest first. */
  visitsIn(dialog: string): readonly { visit: Visit; step: Step }[];
  /** A text of this dialog: `results.text` or, with its file, `common:yes`. */
  text(key: string, params?: Params): TextRef;
  /** Need and place that the person said already and no step has used; taking one uses it up. */
  takeNeed(): string | undefined;
  takePlace(): Place | undefined;
  /** True when the step before wants this question asked even if its answer is known. */
  anew: boolean;
}

/** On arrival: wait for an answer, be answered at once, or go on without one. */
export type Arrival =
  | { wait: Asked; events: Event[]; local?: Visit['local'] }
  | { answered: Answer; next: string; events: Event[] }
  /** `forget`: everything answered in this dialog before is forgotten, or in those that are named. */
  | { next: string; events: Event[]; anew?: boolean; forget?: true | readonly string[] };

/** On an answer: go on, ask something closer about it, or say that it was not understood. */
export type Answered =
  | { answer?: Answer; next: string; events: Event[]; anew?: boolean }
  /** Stay at the step, arriving anew with this memory: the next page. The visit before stays for `back`. */
  | { turnTo: NonNullable<Visit['local']> }
  | { wait: Asked; events: Event[]; local?: Visit['local'] }
  | 'unclear';

/** A text that a step uses, for the prover. `values` are the placeholders that it will get. */
export interface TextUse {
  key: string;
  values: string[];
}

export interface Kind<Spec> {
  /** The verb in the file by which a step is known to be of this kind. */
  verb: string;
  /** The value of the verb, where several kinds share one: `ask: need`, `ask: place`. */
  value?: string;
  schema: z.ZodType<Spec>;
  texts(spec: Spec, step: string): TextUse[];
  /** Every target that the step can go to. */
  exits(spec: Spec): string[];
  /** Steps of the same dialog whose answers it reads. */
  reads(spec: Spec): string[];
  /** True when a person is asked here, and which of need and place an answer may be. */
  asks(spec: Spec): false | { personal: boolean; notice: boolean; takes: Asked['expects'] };
  /** The buttons it names, with where each leads if that is fixed; a label is the text `<step>.<option>`, or `label`. */
  buttons(spec: Spec): readonly { option: string; next?: string; label?: string }[];
  arrive(spec: Spec, context: StepContext): Arrival | Promise<Arrival>;
  /** Only called for kinds that wait. */
  answer?(spec: Spec, input: Input, context: StepContext): Answered | Promise<Answered>;
  /** The question in other words. */
  again?(spec: Spec): string;
  /** Where the word “stop” leads while this step waits; without it, the conversation ends. */
  stop?(spec: Spec): string;
  /** Buttons for when words were not understood, where the question itself has none. */
  offer?(spec: Spec, context: StepContext): { options: Option[]; local: Visit['local'] };
}
