/**
 * A turn is a function: a session and an input give a session and events. It reads through ports and writes nothing,
 * so a turn can be tried again, walked by the thousand, and tested without a server.
 */
import { danger, followCard, offerCountries, stayWithCard } from './card.js';
import { type DialogSet, resolveTarget } from './dialog.js';
import type { Event } from './events.js';
import type { Command, Input } from './input.js';
import type { Answered } from './kind.js';
import { kindOf } from './kinds/index.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import type { Ports } from './ports.js';
import { tellOfQuestion } from './question-open.js';
import { renewed, type Session, type Visit } from './session.js';
import { missed } from './unclear.js';
import { Walk } from './walk.js';

export interface Stepped {
  session: Session;
  events: Event[];
}

/**
 * @param now milliseconds since 1970
 * @returns at least one `said`, `shown` or `asked` event; never rejects for a fault of content or port, which is a
 *   `fault` event instead
 */
export async function step(
  content: DialogSet,
  session: Session,
  input: Input,
  now: number,
  ports: Ports,
  limits: Limits = DEFAULT_LIMITS,
): Promise<Stepped> {
  const around = { content, now, ports, limits };
  if (session.turns >= limits.turns) {
    // A cry for help is never lost with the old session.
    const first: Input = input.kind === 'danger' ? input : { kind: 'opened' };
    const again = await step(content, renewed(session), first, now, ports, limits);
    return { session: again.session, events: withRestarted(again.events) };
  }
  const walk = new Walk(session, input, around);
  // Danger comes before everything, and what hangs on it.
  if (input.kind !== 'danger' && input.kind !== 'card') await tellOfQuestion(walk, ports, now);
  if (walk.waiting === undefined) await open(walk, content, input);
  else await decide(walk, content, input, walk.waiting);
  return { session: walk.result(), events: walk.events };
}

/** The first message of a conversation: greet, then do at once what it asks for. */
async function open(walk: Walk, content: DialogSet, input: Input): Promise<void> {
  if (input.kind === 'danger') danger(walk, input);
  if (input.kind === 'card') await followCard(walk, content, input.way);
  if (input.kind === 'language') walk.emit({ type: 'language_changed', language: input.language });
  const start = content.dialogs.get(content.home.dialog)?.start ?? content.home.menu;
  await walk.home(content.home.dialog, start);
  const { waiting } = walk;
  if (waiting === undefined || (input.kind !== 'content' && input.kind !== 'command')) return;
  if (input.kind === 'content' && input.need === undefined) return;
  const greeted = walk.events.findLastIndex(({ type }) => type === 'asked');
  walk.events.splice(greeted, 1);
  await decide(walk, content, input, waiting);
}

/** Says that the conversation began anew; after the danger card, which nothing comes before. */
export function withRestarted(events: readonly Event[]): Event[] {
  const restarted: Event = { type: 'said', text: { key: 'common:restarted' } };
  const at = events.findIndex(({ type }) => type === 'danger_seen') + 1;
  return [...events.slice(0, at), restarted, ...events.slice(at)];
}

async function decide(walk: Walk, content: DialogSet, input: Input, waiting: Visit): Promise<void> {
  if (walk.cardBefore?.choosing && NO_COUNTRY.has(input.kind)) return offerCountries(walk, true);
  switch (input.kind) {
    case 'danger':
      danger(walk, input);
      return disclosed(walk, content, waiting, input.words);
    case 'card':
      if (input.way === 'not_meant' && waiting.local?.since === walk.result().turns - 1)
        return goOnWith(walk, content, waiting);
      return followCard(walk, content, input.way);
    case 'opened':
      return walk.askAgain();
    case 'unreadable':
      walk.emit({ type: 'said', text: { key: 'common:unreadable' } });
      return walk.askAgain();
    case 'command':
      walk.understood();
      return command(walk, content, input.command);
    default:
      return answer(walk, content, input, waiting);
  }
}

/** Where a dialog has a way for it, what was written goes along with it; everywhere else the question stays. */
async function disclosed(
  walk: Walk,
  content: DialogSet,
  waiting: Visit,
  words: string | undefined,
): Promise<void> {
  const dialog = content.dialogs.get(waiting.dialog);
  const way = dialog?.dangers?.[waiting.step];
  const to = way === undefined ? undefined : resolveTarget(way, waiting.dialog, content.dialogs);
  if (words === undefined || to?.to !== 'step') return walk.askAgain();
  walk.understood();
  // “Not what I meant”, said next, is about this card and no later one.
  const local = { said: words, since: walk.result().turns };
  return walk.arrive({ dialog: to.dialog, step: to.step, local }, true);
}

/** It was no harm: the talk goes on where it was, with what was written if words were asked for. */
async function goOnWith(walk: Walk, content: DialogSet, { local }: Visit): Promise<void> {
  walk.emit({ type: 'said', text: { key: 'danger:not_meant' } });
  await walk.back();
  const { waiting } = walk;
  if (waiting === undefined || walk.expects !== 'words') return;
  const asked = walk.events.findLastIndex(({ type }) => type === 'asked');
  walk.events.splice(asked, 1);
  return answer(walk, content, { kind: 'words', words: String(local?.said ?? '') }, waiting);
}

async function command(walk: Walk, content: DialogSet, name: Command): Promise<void> {
  if (name === 'menu') return walk.home(content.home.dialog, content.home.menu);
  if (name === 'repeat') return walk.repeat();
  if (name === 'back' && walk.cardBefore?.choosing) return stayWithCard(walk);
  const stops = name === 'stop' ? stopOf(walk, content) : undefined;
  if (stops !== undefined) return walk.follow(stops.from, stops.to, false);
  if (name !== 'back') return walk.call(content.commands[name]);
  if (await walk.back()) return;
  walk.emit({ type: 'said', text: { key: 'common:at_start' } });
  walk.askAgain();
}

/** Where “stop” leads from a step of which something can be said so far. */
function stopOf(walk: Walk, content: DialogSet): { from: Visit; to: string } | undefined {
  const from = walk.waiting;
  const found = from === undefined ? undefined : walk.stepOf(from);
  const own = found === undefined ? undefined : kindOf(found.kind).stop?.(found.spec);
  const to = own ?? (from === undefined ? undefined : content.dialogs.get(from.dialog)?.stops?.[from.step]);
  return from === undefined || to === undefined ? undefined : { from, to };
}

async function answer(walk: Walk, content: DialogSet, input: Input, waiting: Visit): Promise<void> {
  const answered = await ask(walk, input, waiting);
  if (answered !== 'unclear') {
    walk.understood();
    if ('wait' in answered) return walk.wait(answered.wait, answered.events, answered.local);
    if ('turnTo' in answered) return walk.arrive({ ...place(waiting), local: answered.turnTo }, true);
    if (answered.answer !== undefined) walk.answered(answered.answer);
    walk.emit(...answered.events);
    return walk.follow(waiting, answered.next, answered.anew ?? false);
  }
  if (input.kind === 'language') {
    walk.understood();
    walk.emit({ type: 'language_changed', language: input.language });
    return walk.repeat();
  }
  const elsewhere = taken(content, input, waiting);
  if (elsewhere !== undefined) {
    walk.understood();
    return walk.follow(waiting, elsewhere, false);
  }
  missed(walk, waiting);
}

async function ask(walk: Walk, input: Input, waiting: Visit): Promise<Answered> {
  const found = walk.stepOf(waiting);
  if (found === undefined) return 'unclear';
  const kind = kindOf(found.kind);
  return kind.answer === undefined ? 'unclear' : kind.answer(found.spec, input, walk.context(waiting, false));
}

/** What is no answer when a country was asked for. */
const NO_COUNTRY: ReadonlySet<Input['kind']> = new Set(['content', 'unsure', 'unclear', 'unreadable']);

const place = ({ dialog, step: at }: Visit): Visit => ({ dialog, step: at });

/** Where this dialog takes a need or a place that was said at a step which did not ask for it. */
function taken(content: DialogSet, input: Input, waiting: Visit): string | undefined {
  if (input.kind !== 'content') return undefined;
  const takes = content.dialogs.get(waiting.dialog)?.takes;
  const written =
    input.need !== undefined ? takes?.need : input.place !== undefined ? takes?.place : undefined;
  return written !== undefined && resolveTarget(written, waiting.dialog, content.dialogs) !== undefined
    ? written
    : undefined;
}
