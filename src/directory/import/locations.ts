/**
 * Locations with their addresses and ways in. Of a confidential location (a shelter) nothing is taken that could
 * lead to it: no name, address, coordinates, way there or entrance, only its country, and its city where the source
 * says that is public. What is wrong in such fields is not even reported.
 */
import type { Location } from '../model.js';
import { present } from '../present.js';
import { type Context, eachRow, freshId, languageOf, translated } from './context.js';
import { readCoordinate, readPair, SWAPPED } from './coordinates.js';
import { type Fields, isTrue } from './fields.js';
import { readLanguages } from './languages.js';
import { keepSecret } from './secrets.js';

export function readLocations(context: Context): void {
  eachRow(context, 'locations', (fields) => {
    const id = freshId(context, fields, context.locations);
    if (id === undefined) return;
    const language = languageOf(context, fields);
    const confidential = isConfidential(fields);
    const record = confidential ? hidden(id, fields, language) : open(context, id, fields, language);
    if (confidential) keepSecret(context, id, fields.row);
    if (record === undefined) return;
    const organization = fields.text('organization_id');
    const cityPublic = isTrue(fields.text('city_public'));
    context.locations.set(id, {
      record,
      row: fields.row,
      language,
      organizationId: organization,
      cityPublic,
    });
    const spoken = fields.list('languages').flatMap(readLanguages);
    if (spoken.length > 0) context.spokenAt.set(id, spoken);
    if (organization !== undefined && !context.organizations.has(organization))
      missingOrganization(context, fields);
  });
}

/** Where the row cannot say clearly that an address may be shown, it may not. */
function isConfidential(fields: Fields): boolean {
  const given = fields.text('address_confidential');
  const open = given === undefined || fields.truth('address_confidential') === false;
  return !open || /^(private|excluded)$/i.test(fields.text('visibility') ?? '');
}

function hidden(id: string, fields: Fields, language: string | undefined): Location {
  const country = fields.text('country')?.toUpperCase();
  return {
    ...present({ country: /^[A-Z]{2}$/.test(country ?? '') ? country : undefined }),
    ...(isTrue(fields.text('city_public')) && fields.text('city')
      ? { publicCity: translated(fields.text('city'), language) }
      : {}),
    id,
    name: {},
    locationType: typeOf(fields),
    addressConfidential: true,
    transportation: {},
    accessibility: [],
    phones: [],
    schedules: [],
  };
}

function open(
  context: Context,
  id: string,
  fields: Fields,
  language: string | undefined,
): Location | undefined {
  const locationType = typeOf(fields);
  // HSDS 3.0 lets a location be nameless; 1.x, known by its `virtual` column, does not.
  const name = 'virtual' in fields.row.cells ? fields.needed('name') : fields.text('name');
  if (context.report.isLeftOut(fields.row)) return undefined;
  const [latitude, longitude] = position(context, fields);
  const placed = latitude !== undefined && longitude !== undefined && (latitude !== 0 || longitude !== 0);
  return {
    ...present({
      latitude: placed ? latitude : undefined,
      longitude: placed ? longitude : undefined,
    }),
    id,
    name: translated(name, language),
    locationType,
    addressConfidential: false,
    transportation: translated(fields.text('transportation'), language),
    accessibility: fields.list('accessibility').map((word) => word.replaceAll('_', ' ')),
    phones: [],
    schedules: [],
  };
}

function position(context: Context, fields: Fields): (number | undefined)[] {
  const { cells } = fields.row;
  const pair = fields.text('longitude') ? undefined : readPair(cells.latitude ?? '');
  if (pair) [cells.latitude = '', cells.longitude = ''] = pair;
  const given = [cells.latitude, cells.longitude].map((text) => readCoordinate(text ?? ''));
  const [first = 0, second = 0] = given;
  if (Math.abs(first) > 90 && Math.abs(first) <= 180 && Math.abs(second) <= 90 && second !== 0) {
    context.report.note(fields.row, 'latitude', SWAPPED);
    return [second, first];
  }
  return [fields.degrees('latitude', 90), fields.degrees('longitude', 180)];
}

function typeOf(fields: Fields): Location['locationType'] {
  const given = fields.text('location_type')?.toLowerCase();
  if (given === 'virtual' || given === 'postal') return given;
  return isTrue(fields.text('virtual')) ? 'virtual' : 'physical';
}

function missingOrganization(context: Context, fields: Fields): void {
  const reason = 'points to an organization that is not there or was left out: add it, or correct the id';
  // In 1.x the organization of a service is known by its location only.
  if ('virtual' in fields.row.cells) {
    context.report.leftOut(fields.row, 'organization_id', reason);
    context.locations.delete(fields.text('id') ?? '');
  } else context.report.keptWithout(fields.row, 'organization_id', reason);
}

export function readAddresses(context: Context): void {
  const rank = (type: string | undefined): number => (type === undefined || type === 'physical' ? 0 : 1);
  const taken = new Map<string, number>();
  eachRow(context, 'addresses', (fields) => {
    const held = atLocation(context, fields);
    if (!held) return;
    const { record: location, language } = held;
    if (location.addressConfidential) keepSecret(context, location.id, fields.row);
    context.addresses.set(fields.text('id') ?? '', location.id);
    const country = fields.text('country')?.toUpperCase();
    if (location.addressConfidential) {
      if (/^[A-Z]{2}$/.test(country ?? '')) Object.assign(location, { country });
      if (held.cityPublic && fields.text('city'))
        location.publicCity = translated(fields.text('city'), language);
      context.report.notUsed(
        fields.row,
        'of the addresses of confidential locations only the country is kept',
      );
      return;
    }
    const city = fields.needed('city');
    if (city === undefined || !fields.needed('country')) return;
    if (!/^[A-Z]{2}$/.test(country ?? '')) {
      context.report.leftOut(fields.row, 'country', 'is not a country code: write two letters, such as RO');
      return;
    }
    if (!fields.text('address_1'))
      context.report.keptWithout(fields.row, 'address_1', 'is empty: write street and number');
    const mine = rank(fields.text('address_type')?.toLowerCase());
    if (mine >= (taken.get(location.id) ?? 2)) {
      context.report.leftOut(
        fields.row,
        undefined,
        'is a second address: a location keeps one, the physical one first',
      );
      return;
    }
    taken.set(location.id, mine);
    location.country = country ?? '';
    location.address = present({
      address1: fields.text('address_1') ?? '',
      address2:
        ['address_2', 'address_3', 'address_4'].flatMap((column) => fields.text(column) ?? []).join(', ') ||
        undefined,
      city: translated(city, language),
      region: fields.text('region'),
      stateProvince: fields.text('state_province') ?? '',
      postalCode: fields.text('postal_code') ?? '',
      country: country ?? '',
    });
  });
}

export function readAccessibility(context: Context): void {
  eachRow(context, 'accessibility', (fields) => {
    const location = atLocation(context, fields)?.record;
    const description = fields.text('description') ?? fields.text('details');
    if (!location) return;
    if (location.addressConfidential) {
      context.report.notUsed(fields.row, 'the ways into confidential locations are not kept');
      return;
    }
    if (description === undefined) context.report.leftOut(fields.row, 'description', 'is empty: write it');
    else location.accessibility.push(description);
  });
}

function atLocation(context: Context, fields: Fields) {
  const id = fields.needed('location_id', 'belongs to nothing: write the id of its location');
  if (id === undefined) return undefined;
  const held = context.locations.get(id);
  if (!held)
    context.report.leftOut(
      fields.row,
      'location_id',
      'points to a location that is not there or was left out: add that first, or correct the id',
    );
  return held;
}
