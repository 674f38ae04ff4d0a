/** What a turn decided. Events are the engine's only output; writing, rendering and sending happen elsewhere. */
import type { AbroadField, CallbackAsked, CallWindowAsked, NewRequest, PlanAsked } from './callback.js';
import type { FeedbackSaid } from './feedback.js';
import type { DangerClass } from './input.js';
import type { Asked, TextRef } from './session.js';

export type Event =
  /**
   * A message without a question. `lists` are values made of other texts, said as a list; `plan` marks what belongs
   * to a plan that can be taken along; `lines` stand below it, with values that are texts themselves; `link` opens what
   * is of this person's own.
   */
  | {
      type: 'said';
      text: TextRef;
      lists?: Record<string, TextRef[]>;
      plan?: true;
      lines?: { text: TextRef; values?: Record<string, TextRef> }[];
      link?: { label: TextRef; uri: string };
    }
  /** A found thing put before the person; `view` is opaque here and rendered by the room that found it. */
  | { type: 'shown'; what: 'service'; as: ServiceShape; view: unknown; number?: number; plan?: true }
  /** Numbers of the session's region, of these kinds, in this order. */
  | { type: 'numbers_shown'; kinds: string[]; plan?: true }
  /** A question; the turn's last message. */
  | { type: 'asked'; asked: Asked }
  /** Somebody may be in danger: the card of this class. The only thing about danger that is counted. */
  | { type: 'danger_seen'; class: DangerClass; language: string }
  /** The card that stood there, once more: with another country's numbers, or in a child's words. */
  | { type: 'card_shown'; class: DangerClass; language: string }
  /** Which country's numbers? `again` when the answer was no country that is known. */
  | { type: 'countries_offered'; again: boolean }
  | { type: 'region_changed'; region: string }
  /** The person is under 18: from now on cards are in a child's words. */
  | { type: 'child_known' }
  | { type: 'language_changed'; language: string }
  /** Answers that the person ticked and agreed to, and no others: for whoever may see them. */
  | {
      type: 'answers_handed';
      to?: 'callback' | undefined;
      answers: { step: string; question: TextRef; answer: TextRef }[];
    }
  | { type: 'searched'; need: string; found: number }
  /** Help that was not there, to be counted: never where exactly, never by whom. `area` is a region. */
  | { type: 'gap_seen'; gap: 'nothing' | 'too_far' | 'no_help'; need: string; area: string | undefined }
  | { type: 'service_reported'; service: string; reason: string }
  /** A family wants to be called, agreed to what is kept, and sent it. `consent` are the texts they agreed to. */
  | {
      type: 'callback_requested';
      made: NewRequest;
      asked: CallbackAsked;
      consent: TextRef[];
      answers: { question: TextRef; answer: TextRef }[];
    }
  /** A fresh word of the family about its own request. */
  | { type: 'callback_changed'; id: string; change: CallbackChange }
  /** Erased, not flagged. */
  | { type: 'callback_taken_back'; id: string }
  /** Somebody tried to open a request, rightly or not: counted, so that nobody can try for ever. */
  | { type: 'code_tried'; reference: string; right: boolean }
  /** What a young person said of the help they get, with its receipt if one was wanted. */
  | { type: 'feedback_given'; said: FeedbackSaid; receipt: number[] | null }
  /** A word written back through a receipt, or the wish that all of it goes. */
  | { type: 'feedback_word'; receipt: string; words: string }
  | { type: 'feedback_taken_back'; receipt: string }
  /** What was said in this chat before this turn is not to be read here again, by nobody. */
  | { type: 'put_away' }
  /** Everything about this person is to be destroyed. */
  | { type: 'erased' }
  /** The conversation is over; `leave` asks the page to leave without a trace. */
  | { type: 'ended'; leave: boolean }
  /** For the operator, never for the person: the content or a port is at fault. */
  | { type: 'fault'; dialog: string; step: string; problem: string };

export type CallbackChange =
  | { what: 'times'; windows: CallWindowAsked[] }
  | { what: 'plan'; plan: PlanAsked }
  | { what: 'note'; words: string }
  /** The family's answer, whether a team in another country may take it over. */
  | { what: 'abroad'; agreed: boolean; fields: readonly AbroadField[] };

export type ServiceShape = 'card' | 'details' | 'directions';
