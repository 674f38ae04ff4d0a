/**
 * The tables and columns of a source under one name each, HSDS 3.0's, whatever its version or its people call them:
 * "Organisation ID", `organizationId` and `organization_id` are one, and so are `physical_addresses` and `addresses`.
 */

const list = (words: string): string[] => words.split(' ');

/** Every column known of each table: tells a table by its header and names columns nobody knows. */
export const COLUMNS: Record<string, string[]> = {
  organizations: list(
    'id name alternate_name description email website tax_status tax_id year_incorporated legal_status logo uri parent_organization_id language accreditations date_incorporated funding_sources licenses',
  ),
  services: list(
    'id organization_id program_id name alternate_name description url email status interpretation_services application_process fees_description wait_time fees accreditations eligibility_description minimum_age maximum_age assured_date assurer_email licenses alert last_modified needs language visibility location_id accepted_payments audience eligibility funding_sources keywords languages required_documents service_areas website taxonomy_ids organization_name ages',
  ),
  locations: list(
    'id location_type url organization_id name alternate_name description transportation latitude longitude external_identifier external_identifier_type address_confidential city_public city country language visibility accessibility admin_emails email languages short_desc website virtual',
  ),
  service_at_location: list('id service_id location_id description'),
  addresses: list(
    'id location_id attention address_1 address_2 address_3 address_4 city region state_province postal_code country address_type',
  ),
  mail_addresses: list(
    'id location_id attention address_1 address_2 city region state_province postal_code country',
  ),
  phones: list(
    'id location_id service_id organization_id contact_id service_at_location_id number extension type description visibility department number_type vanity_number country_prefix language',
  ),
  contacts: list(
    'id organization_id service_id service_at_location_id location_id name title department email',
  ),
  schedules: list(
    'id service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type notes exception',
  ),
  regular_schedules: list(
    'id location_id service_id service_at_location_id weekday opens_at closes_at original_text',
  ),
  holiday_schedules: list(
    'id location_id service_id service_at_location_id start_date end_date closed opens_at closes_at',
  ),
  cost_options: list('id service_id valid_from valid_to option currency amount amount_description'),
  languages: list('id service_id location_id phone_id name code note'),
  accessibility: list('id location_id description details url'),
  required_documents: list('id service_id document uri'),
  service_areas: list('id service_id name description extent extent_type uri'),
  eligibility: list('id service_id eligibility'),
  attributes: list('id link_id taxonomy_term_id link_type link_entity value label'),
  taxonomy_terms: list('id code name description parent_id taxonomy language taxonomy_id term_uri'),
  taxonomy: list('taxonomy_id name parent_id parent_name vocabulary'),
  taxonomies: list('id name description uri version'),
  payments_accepted: list('id service_id payment'),
  programs: list('id organization_id name alternate_name description'),
  funding: list('id organization_id service_id source'),
  metadata: list(
    'id resource_id resource_type last_action_date last_action_type field_name previous_value replacement_value updated_by',
  ),
  meta_table_descriptions: list('id name language character_set'),
  organization_identifiers: list('id organization_id identifier_scheme identifier_type identifier'),
  urls: list('id label url organization_id service_id'),
  translations: list('id link_entity link_id language field text'),
};

/** What 1.x, 2.x and everyday use call a table. Singular and plural are tried besides. */
const TABLE_NAMES: Record<string, string> = {
  physical_address: 'addresses',
  address: 'addresses',
  locations_addresses: 'addresses',
  postal_address: 'mail_addresses',
  accessibility_for_disabilities: 'accessibility',
  accessibilities: 'accessibility',
  services_at_location: 'service_at_location',
  services_at_locations: 'service_at_location',
  service_at_locations: 'service_at_location',
  services_taxonomy: 'attributes',
  service_taxonomy: 'attributes',
  service_taxonomies: 'attributes',
  services_attribute: 'attributes',
  services_attributes: 'attributes',
  service_attribute: 'attributes',
  other_attribute: 'attributes',
  eligibilities: 'eligibility',
  payment_accepted: 'payments_accepted',
  taxonomy_term: 'taxonomy_terms',
  agencies: 'organizations',
  agency: 'organizations',
  sites: 'locations',
};

/** Other words for a column: in one table, or after `*` in each that has the column. */
const COLUMN_NAMES: Record<string, Record<string, string>> = {
  '*': {
    org_id: 'organization_id',
    agency_id: 'organization_id',
    site_id: 'location_id',
    lat: 'latitude',
    lon: 'longitude',
    lng: 'longitude',
    long: 'longitude',
    address: 'address_1',
    address1: 'address_1',
    address2: 'address_2',
    street: 'address_1',
    street_address: 'address_1',
    zip: 'postal_code',
    zip_code: 'postal_code',
    zipcode: 'postal_code',
    postcode: 'postal_code',
    post_code: 'postal_code',
    state: 'state_province',
    province: 'state_province',
    county: 'region',
    phone: 'number',
    phone_number: 'number',
    telephone: 'number',
    ext: 'extension',
    phone_type: 'type',
    open: 'opens_at',
    opens: 'opens_at',
    open_time: 'opens_at',
    start_time: 'opens_at',
    close: 'closes_at',
    closes: 'closes_at',
    close_time: 'closes_at',
    end_time: 'closes_at',
    day: 'weekday',
    day_of_week: 'weekday',
    min_age: 'minimum_age',
    max_age: 'maximum_age',
    age: 'ages',
    age_range: 'ages',
    ages_served: 'ages',
    organization: 'organization_name',
    agency_name: 'organization_name',
    e_mail: 'email',
    email_address: 'email',
    web: 'url',
    web_site: 'url',
    confidential: 'address_confidential',
  },
  organizations: {
    url: 'website',
    web: 'website',
    web_site: 'website',
    organization: 'name',
    organization_name: 'name',
  },
  services: { service_name: 'name', languages_spoken: 'languages', cost: 'fees', fee: 'fees', costs: 'fees' },
  locations: { location_name: 'name' },
  languages: { language: 'name', language_name: 'name', language_code: 'code' },
  accessibility: { accessibility: 'description' },
  required_documents: { required_document: 'document' },
  service_areas: { service_area: 'name' },
  attributes: { service_id: 'link_id', taxonomy_id: 'taxonomy_term_id', taxonomy_detail: 'value' },
  taxonomy_terms: { term: 'name' },
  taxonomy: { id: 'taxonomy_id' },
  payments_accepted: { payment_accepted: 'payment' },
};

const snake = (name: string): string =>
  name
    .replace(/^\uFEFF/, '')
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .replaceAll('organisation', 'organization');

/** The table of this name, by whatever version; undefined when no version has one. */
export function tableNamed(name: string): string | undefined {
  const plain = snake(name).replace(/^(hsds|hsda|openreferral)_/, '');
  for (const candidate of [
    plain,
    plain.replace(/_?\d[\d_]*$/, ''),
    `${plain}s`,
    `${plain}es`,
    plain.replace(/e?s$/, ''),
  ]) {
    if (Object.hasOwn(COLUMNS, candidate)) return candidate;
    const known = Object.hasOwn(TABLE_NAMES, candidate) ? TABLE_NAMES[candidate] : undefined;
    if (known !== undefined) return known;
  }
  return undefined;
}

/** What this table calls a column of that name; undefined when it has no such column. */
export function columnNamed(table: string, name: string): string | undefined {
  const known = COLUMNS[table] ?? [];
  if (known.includes(name)) return name;
  const plain = snake(name);
  if (known.includes(plain)) return plain;
  const words = [COLUMN_NAMES[table] ?? {}, COLUMN_NAMES['*'] ?? {}];
  return words
    .map((names) => (Object.hasOwn(names, plain) ? names[plain] : undefined))
    .find((column) => column !== undefined && known.includes(column));
}

/** A header's columns under the names this table has for them, each given once; unknown ones as they are. */
export function columnsOf(table: string, header: readonly string[]): string[] {
  const exact = header.map(snake);
  const taken = new Set(exact.filter((name) => COLUMNS[table]?.includes(name)));
  return exact.map((name) => {
    const column = columnNamed(table, name);
    if (column === undefined || column === name || taken.has(column)) return name;
    taken.add(column);
    return column;
  });
}

/** The table a file holds, by its name or else by its header; undefined when neither tells. */
export function tableOf(fileName: string, header: readonly string[]): string | undefined {
  const base = fileName.replace(/^.*[\\/]/, '').replace(/\.[a-z]+$/i, '');
  const named = tableNamed(base);
  if (named !== undefined) return named;
  const scores = Object.entries(COLUMNS)
    .map(([table, columns]) => {
      const shared = columnsOf(table, header).filter((column) => columns.includes(column)).length;
      return { table, score: shared / Math.max(1, header.length) + shared / columns.length };
    })
    .sort((a, b) => b.score - a.score);
  const [best, second] = scores;
  return best && best.score >= 1.2 && best.score > (second?.score ?? 0) ? best.table : undefined;
}
