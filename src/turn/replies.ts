/** What a turn decided, as messages a person reads: events become replies in the session's language. */
import { tellService } from '../directory/telling/tell.js';
import type { ServiceView } from '../directory/view.js';
import type { Event } from '../engine/events.js';
import { SHARE_LOCATION } from '../engine/kinds/ask-place.js';
import type { Option } from '../engine/session.js';
import { fold } from '../language/fold.js';
import type { Speaking, Speech } from '../language/speech.js';
import { HELP_NOW } from '../language/understand.js';
import { countryQuestion } from './card-screen.js';
import { dangerCard } from './danger-card.js';
import type { RegionNumbers } from './numbers.js';
import type { Choice, Reply } from './reply.js';
import { saidText } from './said.js';

export interface Telling {
  speaking: Speaking;
  numbers: RegionNumbers;
}

/** Language, region and age group are those before the turn; events change them on the way. */
export interface Before {
  before: string;
  region: string;
  child: boolean;
  /** What a danger card adds to the question below it. */
  ways: readonly Option[];
  now: number;
  sharesLocation: boolean;
}

export function repliesOf(
  events: readonly Event[],
  { before, ways, now, sharesLocation, ...person }: Before,
  { speaking, numbers }: Telling,
): Reply[] {
  let speech = speaking.in(before);
  let { region, child } = person;
  const replies: Reply[] = [];
  for (const event of events) {
    switch (event.type) {
      case 'language_changed':
        speech = speaking.in(event.language);
        break;
      case 'said':
        replies.push({
          ...plainReply(saidText(event, speech), speech),
          ...marked(event),
          ...(event.link === undefined
            ? {}
            : {
                links: [{ kind: 'web' as const, label: speech.ref(event.link.label), uri: event.link.uri }],
              }),
        });
        break;
      case 'shown': {
        const told = tellService(event.view as ServiceView, event.as, now, speech, event.number);
        replies.push({ ...plainReply(told.text, speech), links: told.links, ...marked(event) });
        break;
      }
      case 'numbers_shown': {
        const lines = numbers.lines(region, event.kinds, speech);
        replies.push({ ...plainReply(lines.text, speech), links: lines.links, ...marked(event) });
        break;
      }
      case 'region_changed':
        ({ region } = event);
        break;
      case 'child_known':
        child = true;
        break;
      case 'danger_seen':
      case 'card_shown':
        replies.push(...dangerCard(event.class, region, speaking.in(event.language), numbers, child));
        break;
      case 'countries_offered': {
        const question = countryQuestion(region, event.again, speech, numbers);
        const choices = choicesOf(question.options, speech, sharesLocation);
        replies.push({ ...plainReply(speech.ref(question.text), speech), choices });
        break;
      }
      case 'asked':
        replies.push({
          ...plainReply(speech.ref(event.asked.text), speech),
          choices: choicesOf([...event.asked.options, ...ways], speech, sharesLocation),
        });
        break;
      default:
        break;
    }
  }
  return withHelpNow(replies, speech);
}

/** A part of a plan stays one on its way to the page, which can print it. */
const marked = ({ plan }: { plan?: true }): Pick<Reply, 'plan'> => (plan ? { plan } : {});

export function plainReply(text: string, { language, direction }: Speech): Reply {
  return { text, language, direction, tone: 'plain', links: [], choices: [] };
}

export function labelOf(option: Option, speech: Speech): string {
  return 'words' in option ? option.words : speech.ref(option.text);
}

/** A way on from a card that is on the screen already (“Talk to a person” in the menu) is not offered twice. */
function choicesOf(options: readonly Option[], speech: Speech, sharesLocation: boolean): Choice[] {
  const seen = new Set<string>();
  return options
    .map(
      (option, index): Choice => ({
        id: option.id,
        label: labelOf(option, speech),
        number: index + 1,
        tone: 'plain',
      }),
    )
    .filter(({ id }) => id !== SHARE_LOCATION || sharesLocation)
    .filter(({ id, label }) => {
      const twice = id.startsWith('!') && seen.has(fold(label));
      seen.add(fold(label));
      return !twice;
    });
}

/** “I need help now” stands under every screen. */
export function withHelpNow(replies: Reply[], speech: Speech): Reply[] {
  const last = replies.at(-1);
  if (last === undefined) return replies;
  const help: Choice = { id: HELP_NOW, label: speech.say('common:help_now'), number: 0, tone: 'danger' };
  return [...replies.slice(0, -1), { ...last, choices: [...last.choices, help] }];
}
