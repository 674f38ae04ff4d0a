/** What a turn decided, as messages a person reads: events become replies in the session's language. */
import { tellService } from '../directory/telling/tell.js';
import type { ServiceView } from '../directory/view.js';
import type { Event } from '../engine/events.js';
import { SHARE_LOCATION } from '../engine/kinds/ask-place.js';
import type { Asked, Option } from '../engine/session.js';
import type { Speaking, Speech } from '../language/speech.js';
import { HELP_NOW } from '../language/understand.js';
import { dangerCard } from './danger-card.js';
import type { RegionNumbers } from './numbers.js';
import type { Choice, Reply } from './reply.js';

export interface Telling {
  speaking: Speaking;
  numbers: RegionNumbers;
}

/** @param before the session's language before the turn; a `language_changed` event changes it on the way */
export function repliesOf(
  events: readonly Event[],
  {
    before,
    region,
    now,
    sharesLocation,
  }: { before: string; region: string; now: number; sharesLocation: boolean },
  { speaking, numbers }: Telling,
): Reply[] {
  let speech = speaking.in(before);
  const replies: Reply[] = [];
  for (const event of events) {
    switch (event.type) {
      case 'language_changed':
        speech = speaking.in(event.language);
        break;
      case 'said':
        replies.push(plainReply(speech.ref(event.text), speech));
        break;
      case 'shown': {
        const told = tellService(event.view as ServiceView, event.as, now, speech, event.number);
        replies.push({ ...plainReply(told.text, speech), links: told.links });
        break;
      }
      case 'numbers_shown': {
        const lines = numbers.lines(region, event.kinds, speech);
        replies.push({ ...plainReply(lines.text, speech), links: lines.links });
        break;
      }
      case 'danger_seen':
        replies.push(dangerCard(event.class, region, speaking.in(event.language), numbers));
        break;
      case 'asked':
        replies.push({
          ...plainReply(speech.ref(event.asked.text), speech),
          choices: choicesOf(event.asked, speech, sharesLocation),
        });
        break;
      default:
        break;
    }
  }
  return withHelpNow(replies, speech);
}

export function plainReply(text: string, { language, direction }: Speech): Reply {
  return { text, language, direction, tone: 'plain', links: [], choices: [] };
}

export function labelOf(option: Option, speech: Speech): string {
  return 'words' in option ? option.words : speech.ref(option.text);
}

function choicesOf({ options }: Asked, speech: Speech, sharesLocation: boolean): Choice[] {
  return options
    .map(
      (option, index): Choice => ({
        id: option.id,
        label: labelOf(option, speech),
        number: index + 1,
        tone: 'plain',
      }),
    )
    .filter(({ id }) => id !== SHARE_LOCATION || sharesLocation);
}

/** “I need help now” stands under every screen. */
export function withHelpNow(replies: Reply[], speech: Speech): Reply[] {
  const last = replies.at(-1);
  if (last === undefined) return replies;
  const help: Choice = { id: HELP_NOW, label: speech.say('common:help_now'), number: 0, tone: 'danger' };
  return [...replies.slice(0, -1), { ...last, choices: [...last.choices, help] }];
}
