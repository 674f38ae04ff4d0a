/** What a turn decided. Events are the engine's only output; writing, rendering and sending happen elsewhere. */
import type { DangerClass } from './input.js';
import type { Asked, TextRef } from './session.js';

export type Event =
  /** A message without a question. */
  | { type: 'said'; text: TextRef }
  /** A found thing put before the person; `view` is opaque here and rendered by the room that found it. */
  | { type: 'shown'; what: 'service'; as: ServiceShape; view: unknown; number?: number }
  /** Numbers of the session's region, of these kinds, in this order. */
  | { type: 'numbers_shown'; kinds: string[] }
  /** A question; the turn's last message. */
  | { type: 'asked'; asked: Asked }
  | { type: 'danger_seen'; class: DangerClass; language: string }
  | { type: 'language_changed'; language: string }
  | { type: 'searched'; need: string; found: number }
  | { type: 'service_reported'; service: string; reason: string }
  /** Everything about this person is to be destroyed. */
  | { type: 'erased' }
  /** The conversation is over; `leave` asks the page to leave without a trace. */
  | { type: 'ended'; leave: boolean }
  /** For the operator, never for the person: the content or a port is at fault. */
  | { type: 'fault'; dialog: string; step: string; problem: string };

export type ServiceShape = 'card' | 'details' | 'directions';
