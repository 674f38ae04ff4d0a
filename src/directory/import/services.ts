/** Services, and at which locations they are given. */

import { fold } from '../../language/fold.js';
import type { Location, Organization, Service } from '../model.js';
import { present } from '../present.js';
import { readAges } from './ages.js';
import { added, type Context, eachRow, freshId, languageOf, translated } from './context.js';
import type { Fields } from './fields.js';
import { readLanguages } from './languages.js';

const STATUSES = ['active', 'inactive', 'defunct', 'temporarily closed'] as const;

export function readServices(context: Context): void {
  eachRow(context, 'services', (fields) => {
    const id = freshId(context, fields, context.services);
    const name = fields.needed('name');
    if (id === undefined || name === undefined) return;
    const organization = organizationOf(context, fields, id, name);
    if (organization === undefined) return;
    const language = languageOf(context, fields);
    const record: Service = {
      ...present({
        alternateName: fields.text('alternate_name'),
        url: fields.url('url') ?? fields.url('website'),
        email: fields.email('email'),
        visibility: visibilityOf(fields),
        interpretationServices: fields.text('interpretation_services'),
        ...agesOf(context, fields),
        assuredDate: fields.date('assured_date'),
      }),
      id,
      name: translated(name, language),
      description: translated(fields.text('description'), language),
      organization,
      status: statusOf(context, fields),
      needs: ownNeeds(context, fields),
      taxonomyTerms: [],
      applicationProcess: translated(fields.text('application_process'), language),
      feesDescription: translated(fields.text('fees_description') ?? fields.text('fees'), language),
      eligibilityDescription: translated(
        fields.text('eligibility_description') ?? fields.text('eligibility'),
        language,
      ),
      alert: translated(fields.text('alert'), language),
      languages: fields.list('languages').flatMap(readLanguages),
      costOptions: [],
      requiredDocuments: fields.list('required_documents').map((document) => translated(document, language)),
      serviceAreas: fields.list('service_areas').map((area) => ({ name: area })),
      phones: [],
      schedules: [],
      locations: [],
    };
    context.services.set(id, { record, row: fields.row, language });
    const location = context.locations.get(fields.text('location_id') ?? '');
    if (location) meet(record, location.record);
    const ids = fields.list('taxonomy_ids');
    const keywords = fields.list('keywords');
    if (ids.length + keywords.length > 0)
      context.ownTerms.push({ row: fields.row, service: record, ids, keywords });
  });
}

function visibilityOf(fields: Fields): Service['visibility'] {
  const given = fields.text('visibility')?.toLowerCase();
  return given === 'private' || given === 'excluded' ? given : undefined;
}

/** In 3.0 a service names its organization; in 1.x its location does. */
function organizationOf(context: Context, fields: Fields, id: string, name: string) {
  const own = fields.text('organization_id');
  if (own === undefined && fields.text('location_id') !== undefined) {
    const location = context.locations.get(fields.text('location_id') ?? '');
    const found = context.organizations.get(location?.organizationId ?? '');
    if (!found)
      context.report.leftOut(
        fields.row,
        'location_id',
        'points to a location that is not there or was left out: add that first, or correct the id',
      );
    return found?.record;
  }
  if (own === undefined && 'location_id' in fields.row.cells && !('organization_id' in fields.row.cells)) {
    context.report.leftOut(fields.row, 'location_id', 'belongs to nothing: write the id of its organization');
    return undefined;
  }
  const found = context.organizations.get(own ?? '');
  if (found) return found.record;
  if (own !== undefined && context.refusedOrganizations.has(own)) {
    context.report.leftOut(
      fields.row,
      'organization_id',
      'points to an organization that was left out: mend that first',
    );
    return undefined;
  }
  return standIn(context, fields, own, id, name);
}

/** An organization that the source does not have: found by its name, or made from what the service says of it. */
function standIn(context: Context, fields: Fields, own: string | undefined, id: string, name: string) {
  const called = fields.text('organization_name');
  const same = called === undefined ? undefined : organizationCalled(context, called);
  if (same) return same;
  context.report.keptWithout(
    fields.row,
    'organization_id',
    `${own === undefined ? 'is empty' : 'points to an organization that is not there'}: the service stands for it; add the organization`,
  );
  const language = languageOf(context, fields);
  const record = {
    id: own !== undefined && called !== undefined ? own : `organization-of-${id}`,
    name: translated(called ?? name, language),
  };
  if (!context.organizations.has(record.id))
    context.organizations.set(record.id, { record, row: fields.row, language });
  return record;
}

/** By name, for sources that have names where ids should be. */
const byName = new WeakMap<Context, Map<string, Organization>>();

function organizationCalled(context: Context, name: string): Organization | undefined {
  let names = byName.get(context);
  if (!names) {
    names = new Map();
    for (const { record } of context.organizations.values()) names.set(fold(record.name[''] ?? ''), record);
    byName.set(context, names);
  }
  return names.get(fold(name));
}

/** Ages in numbers, or in words in either of their columns or in one for both. */
function agesOf(context: Context, fields: Fields): Pick<Service, 'minimumAge' | 'maximumAge'> {
  const columns = ['minimum_age', 'maximum_age', 'ages'] as const;
  const words = columns.filter((column) => /[^\d.,\s]/.test(fields.text(column) ?? '') || column === 'ages');
  let ages = {};
  for (const column of words) {
    const given = fields.text(column);
    const read = given === undefined ? undefined : readAges(given);
    if (read === undefined) {
      if (given !== undefined)
        context.report.keptWithout(fields.row, column, 'is not an age in years: write a number, such as 3');
      continue;
    }
    const { minimum, maximum } = read;
    // "3 years" in the column of the least age is no limit upwards.
    ages = {
      ...ages,
      ...present({
        minimumAge: column === 'maximum_age' && minimum === maximum ? undefined : minimum,
        maximumAge: column === 'minimum_age' && minimum === maximum ? undefined : maximum,
      }),
    };
  }
  const number = (column: 'minimum_age' | 'maximum_age') =>
    words.includes(column) ? undefined : fields.number(column, 0, 130);
  return { ...ages, ...present({ minimumAge: number('minimum_age'), maximumAge: number('maximum_age') }) };
}

function statusOf(context: Context, fields: Fields): Service['status'] {
  const given = fields.text('status')?.toLowerCase().replaceAll('_', ' ');
  if (given === undefined) {
    context.report.keptWithout(
      fields.row,
      'status',
      'is empty: taken as active; write active, inactive or defunct',
    );
    return 'active';
  }
  const status = STATUSES.find((known) => known === given);
  if (status === undefined)
    context.report.keptWithout(
      fields.row,
      'status',
      'is none of active, inactive, defunct, temporarily closed: not shown until it is corrected',
    );
  return status ?? 'inactive';
}

function ownNeeds(context: Context, fields: Fields): string[] {
  const codes = fields.list('needs').map((code) => code.toLowerCase());
  const known = codes.filter((code) => context.needs.known(code));
  if (known.length < codes.length)
    context.report.keptWithout(
      fields.row,
      'needs',
      'has a need that Kinline does not know: see locales/needs.yaml',
    );
  return [...new Set(known)];
}

function meet(service: Service, location: Location): Location {
  const there = service.locations.find((known) => known.id === location.id);
  if (there) return there;
  // A copy: what holds for this service at this place does not hold for its neighbours there.
  const copy = { ...location };
  service.locations = added(service.locations, copy);
  return copy;
}

export function readMeetings(context: Context): void {
  eachRow(context, 'service_at_location', (fields) => {
    const id = fields.text('id') ?? '';
    const serviceId = fields.needed('service_id', 'belongs to nothing: write the id of its service');
    const locationId = fields.needed('location_id', 'belongs to nothing: write the id of its location');
    if (serviceId === undefined || locationId === undefined) return;
    const service = context.services.get(serviceId);
    const location = context.locations.get(locationId);
    if (!service || !location) {
      context.report.leftOut(
        fields.row,
        service ? 'location_id' : 'service_id',
        `points to a ${service ? 'location' : 'service'} that is not there or was left out: add that first, or correct the id`,
      );
      return;
    }
    context.meetings.set(id, { service, location: meet(service.record, location.record) });
  });
}
