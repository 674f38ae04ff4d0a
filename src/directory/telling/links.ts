/** What of a service can be tapped: its number, the map, its page. Invented numbers are never among them. */
import { isolateCode } from '../../language/isolate.js';
import type { Speech } from '../../language/speech.js';
import type { Link } from '../../turn/reply.js';
import type { ServiceView } from '../view.js';

export function callLinks(view: ServiceView, speech: Speech): Link[] {
  const phone = view.phones.find(({ callable }) => callable);
  return phone === undefined ? [] : [callLink(phone.number, speech)];
}

/** A number to tap: shown as it is written, dialled without its spaces. */
export function callLink(number: string, { say }: Speech): Link {
  return {
    kind: 'call',
    label: say('directory:link.call', { number: isolateCode(number) }),
    uri: `tel:${number.replace(/[^+0-9*#]/g, '')}`,
  };
}

export function mapLinks({ position }: ServiceView, { say }: Speech): Link[] {
  if (position === undefined) return [];
  const { latitude, longitude } = position;
  const at = `${latitude.toFixed(5)},${longitude.toFixed(5)}`;
  return [{ kind: 'map', label: say('directory:link.map'), uri: `geo:${at}?q=${at}` }];
}

export function webLinks({ url }: ServiceView, { say }: Speech): Link[] {
  return url !== undefined && /^https?:\/\//i.test(url)
    ? [{ kind: 'web', label: say('directory:link.web'), uri: url }]
    : [];
}
