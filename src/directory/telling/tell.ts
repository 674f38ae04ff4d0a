/** A service put into a person's words: a short card in a list, all that is known, or the way there. */
import type { ServiceShape } from '../../engine/events.js';
import { isolateCode } from '../../language/isolate.js';
import type { Speech } from '../../language/speech.js';
import type { Link } from '../../turn/reply.js';
import type { ServiceView } from '../view.js';
import { tellAges, tellCost, tellReason, tellUnsure, tellWhere } from './facts.js';
import { tellHours } from './hours.js';
import { callLinks, mapLinks, webLinks } from './links.js';

export interface Told {
  text: string;
  links: Link[];
}

/** @param number the card's place in the list, typed to pick it */
export function tellService(
  view: ServiceView,
  shape: ServiceShape,
  now: number,
  speech: Speech,
  number: number | undefined,
): Told {
  switch (shape) {
    case 'card':
      return card(view, now, speech, number);
    case 'details':
      return details(view, now, speech);
    case 'directions':
      return directions(view, speech);
  }
}

const paragraph = (...lines: (string | undefined)[]): string =>
  lines.filter((line) => line !== undefined && line !== '').join('\n');

function phoneLine(view: ServiceView, { say }: Speech): string | undefined {
  const [phone] = view.phones;
  return phone === undefined
    ? undefined
    : say('directory:details.phone', { number: isolateCode(phone.number) });
}

function card(view: ServiceView, now: number, speech: Speech, number: number | undefined): Told {
  const title =
    number === undefined ? view.name : speech.say('directory:card.title', { number, name: view.name });
  const ages = tellAges(view, speech);
  const cost = tellCost(view, speech);
  const text = paragraph(
    title,
    tellWhere(view, speech),
    tellHours(view.hours, now, speech),
    ages === undefined ? cost : `${cost} · ${ages}`,
    ...tellUnsure(view, speech),
    phoneLine(view, speech),
    view.invented ? speech.say('directory:invented') : undefined,
  );
  return { text, links: callLinks(view, speech) };
}

function details(view: ServiceView, now: number, speech: Speech): Told {
  const { say, formats } = speech;
  const languages = view.languages.map((language) => formats.languageName(language));
  const confirmed = view.confirmedOn === undefined ? undefined : formats.day(view.confirmedOn);
  const reasons = view.reasons.map((reason) => tellReason(reason, speech));
  const text = paragraph(
    view.name,
    say('directory:card.organization', { organization: view.organization }),
    view.description,
    view.alert === undefined ? undefined : say('directory:details.note', { text: view.alert }),
    tellWhere(view, speech),
    tellHours(view.hours, now, speech),
    tellCost(view, speech),
    tellAges(view, speech),
    view.eligibility === undefined
      ? undefined
      : say('directory:details.for_whom', { text: view.eligibility }),
    languages.length === 0
      ? undefined
      : say('directory:details.languages', { languages: formats.list(languages) }),
    view.toBring.length === 0
      ? undefined
      : say('directory:details.bring', { documents: formats.list(view.toBring) }),
    view.howToApply === undefined ? undefined : say('directory:details.apply', { text: view.howToApply }),
    view.accessibility.length === 0
      ? undefined
      : say('directory:details.access', { text: formats.list(view.accessibility) }),
    phoneLine(view, speech),
    view.email === undefined ? undefined : say('directory:details.email', { email: isolateCode(view.email) }),
    view.url === undefined ? undefined : say('directory:details.web', { url: isolateCode(view.url) }),
    confirmed === undefined
      ? say('directory:details.not_confirmed')
      : say('directory:details.confirmed', { date: confirmed }),
    reasons.length === 0 ? undefined : say('directory:details.why', { reasons: formats.list(reasons) }),
    view.invented ? say('directory:invented') : undefined,
  );
  return { text, links: [...callLinks(view, speech), ...webLinks(view, speech)] };
}

function directions(view: ServiceView, speech: Speech): Told {
  const { say } = speech;
  const text = paragraph(
    view.name,
    view.confidentialAddress
      ? say('directory:directions.confidential')
      : view.address === undefined
        ? say(view.city === undefined ? 'directory:directions.online' : 'directory:directions.unknown')
        : say('directory:directions.address', { address: view.address }),
    view.kilometres === undefined || view.confidentialAddress
      ? undefined
      : say('directory:directions.distance', { distance: speech.formats.distance(view.kilometres) }),
    view.transportation === undefined || view.confidentialAddress
      ? undefined
      : say('directory:directions.transport', { text: view.transportation }),
    phoneLine(view, speech),
    view.invented ? say('directory:invented') : undefined,
  );
  return {
    text,
    links: [...callLinks(view, speech), ...(view.confidentialAddress ? [] : mapLinks(view, speech))],
  };
}
