/** A service as it is shown: only what the view's contract names, and of a confidential place nothing. */
import type { Location, Phone, Service } from '../model.js';
import { textIn } from '../texts.js';
import type { Reason, ServiceView } from '../view.js';
import type { NameArea } from './area-names.js';
import type { Candidate } from './candidates.js';
import type { Fitting } from './fit.js';

export interface Asked {
  need?: string | undefined;
  language: string;
  now: number;
  invented: boolean;
  nameArea: NameArea;
  fitting: Fitting | undefined;
}

/** Numbers that Ofcom keeps free for drama: they ring nowhere. */
const DRAMA = /^(\+?44|0)1632960\d{3}$/;
/** Kinds of lines that nobody answers when called. */
const SILENT = new Set(['fax', 'pager', 'sms', 'text', 'tty', 'modem']);

export function viewOf(candidate: Candidate, asked: Asked): ServiceView {
  const { entry, spot, kilometres } = candidate;
  const { service } = entry;
  const { language } = asked;
  const location = spot.location;
  const open = location?.addressConfidential ? undefined : location;
  const city = location?.addressConfidential ? location.publicCity : open?.address?.city;
  const hours = spot.hours(asked.now);
  return {
    id: service.id,
    name: textIn(service.name, language) ?? '',
    organization: textIn(service.organization.name, language) ?? '',
    description: textIn(service.description, language) ?? '',
    needs: [...service.needs].sort((a, b) => Number(b === asked.need) - Number(a === asked.need)),
    invented: asked.invented,
    kilometres: kilometres === undefined || !open ? undefined : kilometres,
    city: city && textIn(city, language),
    address: open && addressLine(open),
    confidentialAddress: location?.addressConfidential ?? false,
    transportation: open && textIn(open.transportation, language),
    position:
      spot.latitude === undefined || spot.longitude === undefined
        ? undefined
        : { latitude: spot.latitude, longitude: spot.longitude },
    phones: phonesOf(service, location, asked.invented),
    email: service.email ?? service.organization.email,
    url: service.url ?? service.organization.website,
    hours,
    cost: costOf(service, entry.free, language),
    ages:
      service.minimumAge === undefined && service.maximumAge === undefined
        ? undefined
        : { minimum: service.minimumAge, maximum: service.maximumAge },
    eligibility: textIn(service.eligibilityDescription, language),
    languages: [...new Set(service.languages.map(({ code, name }) => code ?? name))],
    toBring: service.requiredDocuments.flatMap((document) => textIn(document, language) ?? []),
    howToApply: textIn(service.applicationProcess, language),
    accessibility: open?.accessibility ?? [],
    alert: textIn(service.alert, language),
    confirmedOn: service.assuredDate,
    reasons: reasonsOf(candidate, asked, city && textIn(city, language)),
    unsure: asked.fitting?.unsure(entry, spot) ?? [],
  };
}

function addressLine(location: Location): string | undefined {
  const address = location.address;
  if (!address || location.locationType === 'virtual') return undefined;
  return [address.address1, address.address2].filter((part) => part).join(', ') || undefined;
}

function phonesOf(
  service: Service,
  location: Location | undefined,
  invented: boolean,
): ServiceView['phones'] {
  const near = [...service.phones, ...(location?.phones ?? [])].filter(answered);
  const phones = near.length > 0 ? near : (service.organization.phones ?? []).filter(answered);
  return phones.map(({ number, extension }) => ({
    number,
    callable: !invented && !DRAMA.test(number.replace(/[^\d+]/g, '').replace(/^00/, '+')),
    ...(extension === undefined ? {} : { extension }),
  }));
}

const answered = (phone: Phone): boolean => !SILENT.has(phone.type ?? '');

function costOf(service: Service, free: boolean, language: string): ServiceView['cost'] {
  const description = textIn(service.feesDescription, language);
  if (free) return { free: true };
  if (service.costOptions.length === 0 && description === undefined) return undefined;
  return { options: service.costOptions, description };
}

function reasonsOf(candidate: Candidate, asked: Asked, city: string | undefined): Reason[] {
  const { entry, spot, kilometres, by, area } = candidate;
  const { service } = entry;
  const reasons: Reason[] = [];
  const language = asked.language.split('-')[0] ?? '';
  if (asked.need !== undefined && entry.service.needs.includes(asked.need))
    reasons.push({ kind: 'need', need: asked.need });
  if (kilometres !== undefined) reasons.push({ kind: 'near', kilometres });
  else if (by === 'city' && city !== undefined) reasons.push({ kind: 'same_city', city });
  else if (by === 'area' && area !== undefined)
    reasons.push({ kind: 'serves_area', area: asked.nameArea(area, asked.language) });
  if (entry.languages.has(language)) reasons.push({ kind: 'language', language });
  const hours = spot.hours(asked.now);
  if (hours.kind === 'open' || hours.kind === 'always') reasons.push({ kind: 'open_now' });
  if (entry.free) reasons.push({ kind: 'free' });
  const fits = asked.fitting?.fits(entry, spot) ?? [];
  if (fits.includes('step_free')) reasons.push({ kind: 'step_free' });
  if (fits.includes('age') && service.minimumAge !== undefined) reasons.push({ kind: 'age' });
  if (spot.location?.addressConfidential) reasons.push({ kind: 'confidential_but_found' });
  return reasons;
}
