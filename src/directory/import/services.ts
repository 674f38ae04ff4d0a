/** Services, and at which locations they are given. */
import type { Location, Service } from '../model.js';
import { present } from '../present.js';
import { type Context, eachRow, freshId, languageOf, translated } from './context.js';
import type { Fields } from './fields.js';
import { readLanguage } from './languages.js';

const STATUSES = ['active', 'inactive', 'defunct', 'temporarily closed'] as const;

export function readServices(context: Context): void {
  eachRow(context, 'services', (fields) => {
    const id = freshId(context, fields, context.services);
    const name = fields.needed('name');
    const organization = organizationOf(context, fields);
    if (id === undefined || name === undefined || organization === undefined) return;
    const language = languageOf(context, fields);
    const record: Service = {
      ...present({
        alternateName: fields.text('alternate_name'),
        url: fields.url('url') ?? fields.url('website'),
        email: fields.email('email'),
        visibility: visibilityOf(fields),
        interpretationServices: fields.text('interpretation_services'),
        minimumAge: fields.number('minimum_age', 0, 130),
        maximumAge: fields.number('maximum_age', 0, 130),
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
      languages: fields.list('languages').flatMap((word) => readLanguage(undefined, word) ?? []),
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
  });
}

function visibilityOf(fields: Fields): Service['visibility'] {
  const given = fields.text('visibility')?.toLowerCase();
  return given === 'private' || given === 'excluded' ? given : undefined;
}

/** In 3.0 a service names its organization; in 1.x its location does. */
function organizationOf(context: Context, fields: Fields) {
  const own = fields.text('organization_id');
  if (own === undefined && fields.text('location_id') !== undefined) {
    const location = context.locations.get(fields.text('location_id') ?? '');
    const found = context.organizations.get(location?.row.cells.organization_id ?? '');
    if (!found)
      context.report.leftOut(
        fields.row,
        'location_id',
        'points to a location that is not there or was left out: add that first, or correct the id',
      );
    return found?.record;
  }
  const column =
    'location_id' in fields.row.cells && !('organization_id' in fields.row.cells)
      ? 'location_id'
      : 'organization_id';
  if (fields.needed(column, 'belongs to nothing: write the id of its organization') === undefined)
    return undefined;
  const found = context.organizations.get(own ?? '');
  if (!found)
    context.report.leftOut(
      fields.row,
      'organization_id',
      'points to an organization that is not there or was left out: add that first, or correct the id',
    );
  return found?.record;
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
  service.locations.push(copy);
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
