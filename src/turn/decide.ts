/** The middle of a turn, which writes nothing: what was meant, what follows from it, and how it is said. */
import type { Content } from '../content/load.js';
import { cardOptions } from '../engine/card.js';
import type { Event } from '../engine/events.js';
import type { Input } from '../engine/input.js';
import { MESSAGE_CHARACTERS } from '../engine/limits.js';
import type { Ports } from '../engine/ports.js';
import type { Session } from '../engine/session.js';
import { step, withRestarted } from '../engine/step.js';
import { fold } from '../language/fold.js';
import type { FindPlaces, Understanding } from '../language/understand.js';
import { screenOf, seenFromCard, tappedWay } from './card-screen.js';
import type { Incoming } from './incoming.js';
import { receiptWords } from './receipt-words.js';
import { labelOf, repliesOf, type Telling } from './replies.js';
import type { Reply } from './reply.js';

export interface Deciding {
  content: Content;
  understanding: Understanding;
  findPlaces: FindPlaces;
  telling: Telling;
  ports: Ports;
}

export interface Decided {
  session: Session;
  events: Event[];
  replies: Reply[];
}

/**
 * @param restarted true when a stored session could not be read: then that is said first
 * @param now milliseconds since 1970
 */
export async function decide(
  { content: said, sharesLocation = false }: Pick<Incoming, 'content' | 'sharesLocation'>,
  session: Session,
  restarted: boolean,
  now: number,
  { content, understanding, findPlaces, telling, ports }: Deciding,
): Promise<Decided> {
  const { speaking, numbers } = telling;
  const speech = speaking.in(session.language);
  const tapped = tappedWay(said);
  const receipt = receiptWords(said, session, content.dialogs, ports);
  const heardAs: Incoming['content'] =
    tapped === undefined && receipt === undefined ? said : { kind: 'opened' };
  const understood = await understanding.understand(heardAs, {
    language: session.language,
    languageOpen: !session.languageChosen,
    asked: screenOf(session, content.dialogs, speech, numbers),
    label: (option, language) => labelOf(option, speaking.in(language)),
    findPlaces,
    yourPlace: speech.say('common:your_place'),
  });
  const before: Session =
    understood.language === undefined
      ? session
      : { ...session, language: understood.language, languageChosen: true };
  const codes = content.languages.map(({ code }) => code);
  const input = tapped ?? receipt ?? seenFromCard(understood.input, said, session, codes, numbers);
  const heard = withWords(input, said, content.languages);
  const stepped = await step(content.dialogs, before, heard, now, ports);
  const events = restarted ? withRestarted(stepped.events) : stepped.events;
  const situation = {
    before: before.language,
    region: before.region,
    child: before.child ?? false,
    ways: cardOptions(stepped.session, content.dialogs),
    now,
    sharesLocation,
  };
  return { session: stepped.session, events, replies: repliesOf(events, situation, telling) };
}

/** Written words of danger go along; a call for the card alone (“help now”, a button) has none. */
function withWords(input: Input, said: Incoming['content'], languages: Content['languages']): Input {
  if (input.kind !== 'danger' || said.kind !== 'text') return input;
  const words = said.text.slice(0, MESSAGE_CHARACTERS).trim();
  const folded = fold(words);
  const calls = languages.some(({ danger }) => danger.help_now.some((call) => fold(call) === folded));
  return folded === '0' || calls ? input : { ...input, words };
}
