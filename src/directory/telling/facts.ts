/** What a service costs, whom it is for, where it is, and why it is shown: one line each. */
import type { Speech } from '../../language/speech.js';
import type { Reason, ServiceView } from '../view.js';

export function tellCost({ cost }: ServiceView, { say, formats }: Speech): string {
  if (cost === undefined) return say('directory:cost.unknown');
  if ('free' in cost) return say(cost.free ? 'directory:cost.free' : 'directory:cost.unknown');
  const [first] = cost.options;
  if (first?.amount === undefined) {
    const description = first?.amountDescription ?? first?.option ?? cost.description;
    return description === undefined
      ? say('directory:cost.unknown')
      : say('directory:cost.other', { description });
  }
  const amount = formats.money(first.amount, first.currency);
  return first.option === undefined
    ? say('directory:cost.amount', { amount })
    : say('directory:cost.amount_for', { amount, option: first.option });
}

export function tellAges({ ages }: ServiceView, { say }: Speech): string | undefined {
  const { minimum, maximum } = ages ?? {};
  if (minimum !== undefined && maximum !== undefined)
    return say('directory:ages.from_to', { minimum, maximum });
  if (minimum !== undefined) return say('directory:ages.from', { minimum });
  return maximum === undefined ? undefined : say('directory:ages.to', { maximum });
}

export function tellWhere(view: ServiceView, { say, formats }: Speech): string {
  if (view.confidentialAddress) return say('directory:card.where_confidential');
  const { city, kilometres } = view;
  if (city !== undefined && kilometres !== undefined)
    return say('directory:card.where_distance', { city, distance: formats.distance(kilometres) });
  const area = view.reasons.find((reason) => reason.kind === 'serves_area');
  if (area?.kind === 'serves_area') return say('directory:card.where_comes', { area: area.area });
  if (city !== undefined) return say('directory:card.where_city', { city });
  return say('directory:card.where_online');
}

export function tellReason(reason: Reason, { say, formats }: Speech): string {
  switch (reason.kind) {
    case 'need':
      return say('directory:reason.need', { need: say(`needs:${reason.need}`) });
    case 'near':
      return say('directory:reason.near');
    case 'same_city':
      return say('directory:reason.same_city', { city: reason.city });
    case 'serves_area':
      return say('directory:reason.serves_area', { area: reason.area });
    case 'language':
      return say('directory:reason.language', { language: formats.languageName(reason.language) });
    case 'open_now':
      return say('directory:reason.open_now');
    case 'free':
      return say('directory:reason.free');
    case 'step_free':
      return say('directory:reason.step_free');
    case 'age':
      return say('directory:reason.age');
    case 'confidential_but_found':
      return say('directory:reason.confidential_but_found');
  }
}

/** What was asked for and is not known: one line each, so that it is asked when calling. */
export function tellUnsure({ unsure }: ServiceView, { say }: Speech): string[] {
  return unsure.map((name) => say(`directory:unsure.${name}`));
}
