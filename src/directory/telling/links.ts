/** What of a service can be tapped: its number, the map, its page. Invented numbers are never among them. */
import type { Speech } from '../../language/speech.js';
import type { Link } from '../../turn/reply.js';
import type { ServiceView } from '../view.js';

export function callLinks(view: ServiceView, { say }: Speech): Link[] {
  const phone = view.phones.find(({ callable }) => callable);
  if (phone === undefined) return [];
  const dialled = phone.number.replace(/[^+0-9*#]/g, '');
  return [
    { kind: 'call', label: say('directory:link.call', { number: phone.number }), uri: `tel:${dialled}` },
  ];
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
