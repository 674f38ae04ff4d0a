/**
 * One turn's way through the steps: where the conversation stands while it is being decided, and the moves on it.
 * It starts from a session and gives a new one; the session it was given is never changed.
 */
import type { DialogSet, Step, Target } from './dialog.js';
import { resolveTarget } from './dialog.js';
import type { Event } from './events.js';
import type { Input, Place } from './input.js';
import type { Arrival, StepContext } from './kind.js';
import { kindOf } from './kinds/index.js';
import { Known } from './known.js';
import type { Limits } from './limits.js';
import type { Ports } from './ports.js';
import type { Asked, Frame, Session, StandingCard, Visit } from './session.js';
import { contextOf, stepIn } from './step-context.js';

export interface Surroundings {
  content: DialogSet;
  now: number;
  ports: Ports;
  limits: Limits;
}

export class Walk {
  readonly events: Event[] = [];
  private frames: Frame[];
  private asked: Asked | null;
  private misses: number;
  readonly known: Known;
  /** The danger card that will stand above the question; what stood there before goes unless it is put here. */
  card: StandingCard | undefined;
  private steps = 0;
  /** Need and place that were said and that no step has used yet. */
  private readonly said: { need?: string | undefined; place?: Place | undefined };

  constructor(
    private readonly session: Session,
    input: Input,
    private readonly around: Surroundings,
  ) {
    this.frames = session.frames.map(({ visits, asked }) => ({ visits: [...visits], asked }));
    this.asked = session.asked;
    this.misses = session.misses;
    this.known = new Known(session);
    this.said = input.kind === 'content' ? { need: input.need, place: input.place } : {};
  }

  /** The session as it stands now. */
  result(): Session {
    const { visits } = this.around.limits;
    const { card: _before, ...session } = this.session;
    return {
      ...this.known.within(session),
      ...(this.card === undefined ? {} : { card: this.card }),
      frames: this.frames.map((frame) => ({ ...frame, visits: frame.visits.slice(-visits) })),
      asked: this.asked,
      misses: this.misses,
      turns: this.session.turns + 1,
    };
  }

  get waiting(): Visit | undefined {
    return this.asked === null ? undefined : this.top.visits.at(-1);
  }

  /** What is asked for now. */
  get expects(): Asked['expects'] | undefined {
    return this.asked?.expects;
  }

  get speaks(): string {
    return this.known.language;
  }

  /** The danger card that stood above the question when the person answered. */
  get cardBefore(): StandingCard | undefined {
    return this.session.card;
  }

  get missed(): number {
    return this.misses;
  }

  private get top(): Frame {
    return this.frames.at(-1) ?? { visits: [], asked: null };
  }

  stepOf(visit: Visit): Step | undefined {
    return stepIn(this.around.content, visit);
  }

  emit(...events: Event[]): void {
    for (const event of events) {
      this.events.push(event);
      this.known.heed(event);
      if (event.type === 'danger_seen') this.card = { class: event.class, language: event.language };
    }
  }

  understood(): void {
    this.misses = 0;
  }

  notUnderstood(): void {
    this.misses += 1;
  }

  /** Asks what was asked before, or `text` in its place. */
  askAgain(text?: Asked['text']): void {
    if (this.asked === null) return;
    this.emit({ type: 'asked', asked: text === undefined ? this.asked : { ...this.asked, text } });
  }

  /** Asks with buttons: those that are there, or those that the step has for when words do not help. */
  offer(text: Asked['text']): void {
    const { waiting } = this;
    const step = waiting === undefined ? undefined : this.stepOf(waiting);
    const offered =
      waiting === undefined || step === undefined
        ? undefined
        : kindOf(step.kind).offer?.(step.spec, this.context(waiting, false));
    if (offered === undefined || this.asked === null) return this.askAgain(text);
    this.wait({ ...this.asked, options: offered.options }, [], offered.local);
    this.events.pop();
    this.askAgain(text);
  }

  /** Puts a question in the place of the one that waits, without a new visit. */
  wait(asked: Asked, events: Event[], local: Visit['local']): void {
    const visit = this.top.visits.at(-1);
    if (visit !== undefined && local !== undefined)
      this.top.visits[this.top.visits.length - 1] = { ...visit, local };
    this.asked = asked;
    this.emit(...events, { type: 'asked', asked });
  }

  /** Writes the answer on the waiting visit. */
  answered(answer: NonNullable<Visit['answer']>): void {
    const visit = this.top.visits.at(-1);
    if (visit !== undefined) this.top.visits[this.top.visits.length - 1] = { ...visit, answer };
    if (answer.kind === 'need') delete this.said.need;
    if (answer.kind === 'place') delete this.said.place;
  }

  /**
   * Calls another dialog on top of this one; it ends where this one was left. Of those that serve a word (help, a
   * person) only one stands at a time, so nothing that is being written below is lost by asking for help.
   */
  async call(dialog: string): Promise<void> {
    const below = this.servesWord(dialog) ? this.withoutServing() : this.frames.slice(0, 1);
    const left = below.length < this.frames.length;
    this.frames = below;
    if (left) this.asked = this.top.asked;
    else this.top.asked = this.asked;
    this.frames.push({ visits: [], asked: null });
    const start = this.around.content.dialogs.get(dialog)?.start;
    if (start === undefined) return this.lost(dialog, '', `there is no dialog ${dialog}`);
    await this.arrive({ dialog, step: start }, false);
  }

  /** Is this dialog being talked through here or below? Then it is gone back to, and stands where it was. */
  backTo(dialog: string): boolean {
    const at = this.frames.findLastIndex(({ visits }) => visits.at(-1)?.dialog === dialog);
    if (at < 0) return false;
    if (at < this.frames.length - 1) {
      this.frames = this.frames.slice(0, at + 1);
      this.asked = this.top.asked;
      this.top.asked = null;
    }
    this.askAgain();
    return true;
  }

  private servesWord(dialog: string): boolean {
    return Object.values(this.around.content.commands).includes(dialog);
  }

  private withoutServing(): Frame[] {
    const at = this.frames.findLastIndex(
      ({ visits }, index) => index === 0 || !this.servesWord(visits.at(-1)?.dialog ?? ''),
    );
    return this.frames.slice(0, at + 1);
  }

  /** Leaves any called dialog and goes to a step of the conversation below. */
  async home(dialog: string, step: string): Promise<void> {
    this.frames = this.frames.slice(0, 1);
    await this.arrive({ dialog, step }, false);
  }

  /** One answer back; from the first step of a called dialog to where it was called. False at the very start. */
  async back(): Promise<boolean> {
    const { visits } = this.top;
    if (visits.length <= 1 && this.frames.length > 1) {
      this.comeBack();
      return true;
    }
    if (visits.length <= 1) return false;
    const before = visits.at(-2) as Visit;
    visits.splice(-2);
    const { answer: _forgotten, ...fresh } = before;
    await this.arrive(fresh, true);
    return true;
  }

  /** Arrives at the waiting step once more and says all of it again. */
  async repeat(): Promise<void> {
    const visit = this.top.visits.pop();
    if (visit === undefined) return;
    await this.arrive(visit, true);
  }

  /** Goes where an answer leads. */
  async follow(from: Visit, written: string, anew: boolean): Promise<void> {
    const target: Target | undefined = resolveTarget(written, from.dialog, this.around.content.dialogs);
    if (target === undefined) return this.lost(from.dialog, from.step, `there is nothing at ${written}`);
    if (target.to === 'end') return this.emit({ type: 'ended', leave: target.leave });
    // Dialogs that serve a command are called: afterwards the conversation stands where it was.
    if (target.to === 'step' && this.serves(target)) return this.call(target.dialog);
    if (target.to === 'step' && this.standsBelow(from, target)) return void this.backTo(target.dialog);
    if (target.to === 'step') return this.arrive({ dialog: target.dialog, step: target.step }, anew);
    if (this.frames.length === 1) {
      const { home } = this.around.content;
      return this.arrive({ dialog: home.dialog, step: home.menu }, false);
    }
    this.comeBack();
    if (this.known.languageChanged) await this.repeat();
  }

  private serves({ dialog, step }: { dialog: string; step: string }): boolean {
    const starts = this.around.content.dialogs.get(dialog)?.start === step;
    const serving = this.withoutServing().length < this.frames.length;
    return !serving && starts && this.servesWord(dialog);
  }

  /** “A person” asked for in the middle of a request to be called leads back to it, not to another one. */
  private standsBelow(from: Visit, { dialog, step }: { dialog: string; step: string }): boolean {
    if (!this.servesWord(from.dialog) || this.around.content.dialogs.get(dialog)?.start !== step)
      return false;
    return this.frames.slice(0, -1).some(({ visits }) => visits.at(-1)?.dialog === dialog);
  }

  private comeBack(): void {
    if (this.frames.length > 1) this.frames.pop();
    this.asked = this.top.asked;
    this.top.asked = null;
    if (!this.known.languageChanged) this.askAgain();
  }

  /** Walks from a step to the next one that waits. */
  async arrive(visit: Visit, anew: boolean): Promise<void> {
    this.steps += 1;
    if (this.steps > this.around.limits.stepsPerTurn)
      return this.lost(
        visit.dialog,
        visit.step,
        'too many steps without a question; does it run in a circle?',
      );
    const step = this.stepOf(visit);
    if (step === undefined) return this.lost(visit.dialog, visit.step, 'there is no such step');
    if (this.around.content.dialogs.get(visit.dialog)?.for === 'young-person') this.known.child = true;
    let arrival: Arrival;
    try {
      arrival = await kindOf(step.kind).arrive(step.spec, this.context(visit, anew));
    } catch (cause) {
      const problem = cause instanceof Error ? cause.name : 'failed';
      return this.lost(visit.dialog, visit.step, `the step failed: ${problem}`);
    }
    if ('wait' in arrival) {
      this.top.visits.push(arrival.local === undefined ? visit : { ...visit, local: arrival.local });
      return this.wait(arrival.wait, arrival.events, undefined);
    }
    this.emit(...arrival.events);
    if ('forget' in arrival && arrival.forget !== undefined)
      for (const dialog of arrival.forget === true ? [visit.dialog] : arrival.forget) this.forget(dialog);
    if ('answered' in arrival) this.top.visits.push({ ...visit, answer: arrival.answered });
    await this.follow(visit, arrival.next, 'anew' in arrival ? (arrival.anew ?? false) : false);
  }

  /** A dialog begins as if it had never been. */
  private forget(dialog: string): void {
    this.top.visits = this.top.visits.filter((visit) => visit.dialog !== dialog);
    this.known.forget(dialog);
  }

  /** Something of the content or a port is at fault: the operator learns what, the person can go on. */
  private lost(dialog: string, step: string, problem: string): void {
    this.emit({ type: 'fault', dialog, step, problem });
    this.emit({ type: 'said', text: { key: 'common:trouble' } });
    this.askAgain();
  }

  context(visit: Visit, anew: boolean): StepContext {
    const { content, now, ports } = this.around;
    const { known, said } = this;
    return contextOf(visit, anew, { content, now, ports, visits: this.top.visits, known, said });
  }
}
