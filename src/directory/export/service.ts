/** A service with all that hangs on it as HSDS 3.0 has it, and which services may leave the house at all. */
import type { Organization, Service } from '../model.js';
import { present } from '../present.js';
import { serviceTexts } from '../texts.js';
import type { Ids } from './ids.js';
import {
  addressOf,
  areasOf,
  costsOf,
  documentsOf,
  extended,
  type Hsds,
  languagesOf,
  mailOf,
  phonesOf,
  schedulesOf,
} from './parts.js';
import { locationOf } from './place.js';
import { textOf, translationsOf } from './texts.js';

/** Inactive, private and excluded records stay here. */
export function mayLeave({ status, visibility }: Service): boolean {
  return visibility === undefined && (status === 'active' || status === 'temporarily closed');
}

export function hsdsOf(service: Service, invented: boolean, ids: Ids): Hsds {
  const { id: own } = service;
  const id = ids.of('service', own);
  const [url, ownUrl] = addressOf(service.url, 'url');
  const [email, ownEmail] = mailOf(service.email);
  const list = (parts: Hsds[]): Hsds[] | undefined => (parts.length > 0 ? parts : undefined);
  const record = present({
    id,
    organization_id: ids.of('organization', service.organization.id),
    name: textOf(service.name) ?? '',
    alternate_name: service.alternateName,
    description: textOf(service.description),
    ...url,
    ...email,
    status: service.status,
    interpretation_services: service.interpretationServices,
    application_process: textOf(service.applicationProcess),
    fees_description: textOf(service.feesDescription),
    eligibility_description: textOf(service.eligibilityDescription),
    minimum_age: service.minimumAge,
    maximum_age: service.maximumAge,
    assured_date: service.assuredDate,
    alert: textOf(service.alert),
    phones: list(phonesOf(service.phones, `service ${own}`, ids)),
    schedules: list(schedulesOf(service.schedules, `service ${own}`, ids)),
    service_areas: list(areasOf(service.serviceAreas, own, ids)),
    service_at_locations: list(meetingsOf(service, id, ids)),
    languages: list(languagesOf(service.languages, `service ${own}`, ids)),
    organization: organizationOf(service.organization, ids),
    cost_options: list(costsOf(service.costOptions, own, ids)),
    required_documents: list(documentsOf(service.requiredDocuments, own, ids)),
    attributes: list(attributesOf(service, id, ids)),
  });
  return extended(record, {
    ...ids.own(own),
    invented: invented || undefined,
    needs: service.needs,
    ...ownUrl,
    ...ownEmail,
    ...translationsOf(serviceTexts(service)),
  });
}

function organizationOf(
  { id, name, description, website, email, phones = [] }: Organization,
  ids: Ids,
): Hsds {
  const [site, ownSite] = addressOf(website, 'website');
  const [mail, ownMail] = mailOf(email);
  return extended(
    present({
      id: ids.of('organization', id),
      name: textOf(name) ?? '',
      description: description ?? '',
      ...site,
      ...mail,
      phones: phones.length > 0 ? phonesOf(phones, `organization ${id}`, ids) : undefined,
    }),
    { ...ids.own(id), ...ownSite, ...ownMail, ...translationsOf({ name }) },
  );
}

/** The hours of a service at a place stand with both, for they may be other than the place's. */
function meetingsOf(service: Service, id: string, ids: Ids): Hsds[] {
  return service.locations.map((location) => {
    const key = `${service.id} at ${location.id}`;
    return present({
      id: ids.made('service_at_location', service.id, location.id),
      service_id: id,
      location_id: ids.of('location', location.id),
      location: locationOf(location, ids),
      schedules: location.schedules.length > 0 ? schedulesOf(location.schedules, key, ids) : undefined,
    });
  });
}

function attributesOf(service: Service, id: string, ids: Ids): Hsds[] {
  return service.taxonomyTerms.map((name) => {
    const term = ids.made('taxonomy_term', name);
    return {
      id: ids.made('attribute', service.id, name),
      link_id: id,
      link_entity: 'service',
      taxonomy_term_id: term,
      taxonomy_term: { id: term, name, description: '' },
    };
  });
}
