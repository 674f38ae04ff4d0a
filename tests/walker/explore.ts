/** Walks every step, every edge and every pair of answers of all dialogs in one language. */
import { COMMANDS } from '../../src/engine/input.js';
import { kindOf } from '../../src/engine/kinds/index.js';
import type { Session } from '../../src/engine/session.js';
import type { IncomingContent } from '../../src/turn/incoming.js';
import { ABROAD, type Bot, KNOWN, type Turned, tap, text } from '../helpers/bot.js';
import { ownContent } from '../helpers/content.js';
import { KNOWN_RECEIPT } from '../helpers/feedback.js';
import { turnProblems } from './checks.js';

export interface Walked {
  turns: number;
  states: number;
  /** `dialog/step` of every waiting step that was reached, with a session that waits there. */
  steps: Map<string, string>;
  /** Every state that was reached, as it would be stored. */
  sessions: string[];
  /** `dialog/step option` of every button that was pressed. */
  edges: Set<string>;
  /** Two answers, one after the other. */
  pairs: Set<string>;
  problems: string[];
}

interface Way {
  stored: string;
  /** The last answer given, by which this state is another than the same step after another answer. */
  after: string;
  path: string[];
}

const MOST_PROBLEMS = 20;
/** Places typed where a place is asked for: a town with services, and one spelt in another script. */
/** Answers where words, a number or a date are asked for. */
const WRITTEN: Record<string, string[]> = {
  words: ['a few words'],
  number: ['3', '٣'],
  date: ['24.11.2026'],
};
/** Answers that only one step takes. */
const AT_STEP: Record<string, string[]> = {
  'callback/number': ['+44 1632 960123', '1632'],
  'callback/times': ['tomorrow after 5', 'at 5'],
  'callback/reference': [KNOWN.reference, ABROAD.reference],
  'callback/code': [KNOWN.code],
  'feedback/reference': [KNOWN_RECEIPT],
  // Harm in what is written back leads to the ways on, and there the age is not known yet.
  'feedback/write-words': ['my dad beats me'],
};
const PLACES = ['Cluj-Napoca', 'Чернівці'];

export async function explore(bot: Bot, language: string): Promise<Walked> {
  const walked: Walked = {
    turns: 0,
    states: 0,
    steps: new Map(),
    sessions: [],
    edges: new Set(),
    pairs: new Set(),
    problems: [],
  };
  const seen = new Set<string>();
  const open: Way[] = [];
  const opened = await bot.turn(bot.start(language), { kind: 'opened' });
  arrive(opened, { stored: '', after: 'opened', path: [] }, 'opened');

  for (let way = open.pop(); way !== undefined && walked.problems.length < MOST_PROBLEMS; way = open.pop()) {
    const session = JSON.parse(way.stored) as Session;
    for (const { name, said, follow } of answersAt(session)) {
      const turned = await bot.turn(way.stored, said);
      walked.turns += 1;
      note(turned, [...way.path, name]);
      if (!follow) continue;
      walked.edges.add(`${at(session)} ${generic(name, session)}`);
      walked.pairs.add(`${way.after} > ${at(session)} ${generic(name, session)}`);
      if (!turned.events.some(({ type }) => type === 'ended')) arrive(turned, way, name);
    }
    for (const command of COMMANDS) {
      const turned = await bot.turn(way.stored, tap(`!${command}`));
      walked.turns += 1;
      note(turned, [...way.path, command]);
      walked.problems.push(...commandProblems(command, turned, way));
      if (!turned.events.some(({ type }) => type === 'ended')) arrive(turned, way, command);
    }
  }
  return walked;

  function arrive(turned: Turned, from: Way, name: string): void {
    note(turned, [...from.path, name]);
    const before = from.stored === '' ? undefined : (JSON.parse(from.stored) as Session);
    const after = before === undefined ? name : `${at(before)} ${generic(name, before)}`;
    const { session, stored } = turned;
    walked.steps.set(at(session), stored);
    const options = (session.asked?.options ?? []).map(({ id }) => generic(id, session)).join(',');
    const state = `${isQuestion(session) ? modeOf(session) : after} > ${at(session)} ${options}`;
    if (seen.has(state)) return;
    seen.add(state);
    walked.states += 1;
    walked.sessions.push(stored);
    open.push({ stored, after, path: [...from.path, name] });
  }

  function note(turned: Turned, path: string[]): void {
    for (const problem of turnProblems(turned))
      walked.problems.push(`${language}: ${path.join(' > ')}: ${problem}`);
  }
}

const at = ({ frames }: Session): string => {
  const visit = frames.at(-1)?.visits.at(-1);
  return visit === undefined ? 'nowhere' : `${visit.dialog}/${visit.step}`;
};

/** Services, needs and towns are many and lead the same way: one name for each kind of them. */
function generic(id: string, session: Session): string {
  const shown = session.frames.at(-1)?.visits.at(-1)?.local?.shown;
  if (Array.isArray(shown) && shown.includes(id)) return 'a service';
  if (session.asked?.expects === 'need' && !id.startsWith('more')) return 'a need';
  if (session.asked?.expects === 'place') return 'a place';
  return id;
}

function answersAt(session: Session): { name: string; said: IncomingContent; follow: boolean }[] {
  const options = session.asked?.options ?? [];
  const taps = options.map(({ id }) => ({ name: id, said: tap(id), follow: id !== '!share_location' }));
  const typed = options.map((_, index) => ({
    name: `number ${index + 1}`,
    said: text(String(index + 1)),
    follow: false,
  }));
  const places =
    session.asked?.expects === 'place'
      ? PLACES.map((place) => ({ name: place, said: text(place), follow: true }))
      : [];
  const written = [...(WRITTEN[session.asked?.expects ?? ''] ?? []), ...(AT_STEP[at(session)] ?? [])];
  return [
    ...taps,
    ...typed,
    ...places,
    ...written.map((words) => ({ name: words, said: text(words), follow: true })),
    { name: 'help now', said: tap('!help_now'), follow: false },
    { name: 'nonsense', said: text('ӝӝӝ ɮɮɮ'), follow: false },
    { name: 'a picture', said: { kind: 'unreadable' }, follow: false },
    { name: 'a position', said: { kind: 'location', latitude: 47.16, longitude: 27.6 }, follow: false },
    { name: 'an old button', said: tap('no_such_option', 'ӝӝӝ'), follow: false },
  ];
}

const kindAt = (dialog: string, step: string): string | undefined =>
  ownContent().dialogs.dialogs.get(dialog)?.steps.get(step)?.kind;

/**
 * A question of a check, of a request to be called or of feedback asks the same whatever was answered before: it is one state, so
 * that they stay walkable.
 */
const isQuestion = ({ frames }: Session): boolean => {
  const visit = frames.at(-1)?.visits.at(-1);
  if (visit?.dialog === 'callback' || visit?.dialog.startsWith('feedback')) return true;
  return visit !== undefined && kindAt(visit.dialog, visit.step) === 'question';
};

/** A request that is being looked over, or was opened, leads elsewhere than one that is written. */
const modeOf = ({ frames }: Session): string =>
  (frames.at(-1)?.visits ?? [])
    .filter(
      ({ step, answer }) =>
        (answer !== undefined && ['review', 'code', 'reference'].includes(step)) ||
        // Whoever wants to be contacted is led on to that.
        (step === 'contact' && answer?.kind === 'option' && answer.id === 'yes'),
    )
    .map(({ step, answer }) => (answer?.kind === 'words' ? answer.words : step))
    .slice(0, 1)
    .join();

/** A check that is stopped half way says what it can; only there “stop” does not end the conversation. */
const stopsElsewhere = (session: Session): boolean => {
  const [dialog = '', step = ''] = at(session).split('/');
  const found = ownContent().dialogs.dialogs.get(dialog);
  const kind = found?.steps.get(step);
  return found?.stops?.[step] !== undefined || (kind !== undefined && kindOf(kind.kind).stop !== undefined);
};

function commandProblems(
  command: string,
  { session, events, replies }: Turned,
  { path, stored }: Way,
): string[] {
  const where = `${session.language}: ${path.join(' > ')} > ${command}`;
  const ended = events.some(({ type }) => type === 'ended');
  if (command === 'menu' && at(session) !== 'menu/choose') return [`${where}: did not lead to the menu`];
  const leadsOn = command === 'stop' && stored !== '' && stopsElsewhere(JSON.parse(stored));
  if (leadsOn && ended) return [`${where}: ended instead of saying what can be said so far`];
  if ((command === 'stop' || command === 'exit') && !leadsOn && !ended) return [`${where}: did not end`];
  if (command === 'person' && !replies.some(({ links }) => links.length > 0))
    return [`${where}: showed no number`];
  if (command === 'erase' && !['erase/sure', 'erase/sure-request'].includes(at(session)))
    return [`${where}: did not ask`];
  return [];
}
