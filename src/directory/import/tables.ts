/**
 * A source as tables of rows of texts, whatever it came as: HSDS 3.0 CSV, HSDS 1.x CSV, or JSON flattened. The
 * names are HSDS 3.0's file names without ending; 1.x tables keep theirs until `modernise` turns them over.
 */

export interface Row {
  file: string;
  row: number;
  /** Where inside a JSON record, in front of a field's name: `phones[0].`; empty for CSV. */
  at: string;
  cells: Record<string, string>;
}

export type Tables = Map<string, Row[]>;

const list = (words: string): string[] => words.split(' ');

/** Every column known of each table: tells a table by its header and names columns nobody knows. */
export const COLUMNS: Record<string, string[]> = {
  organizations: list(
    'id name alternate_name description email website tax_status tax_id year_incorporated legal_status logo uri parent_organization_id language accreditations date_incorporated funding_sources licenses',
  ),
  services: list(
    'id organization_id program_id name alternate_name description url email status interpretation_services application_process fees_description wait_time fees accreditations eligibility_description minimum_age maximum_age assured_date assurer_email licenses alert last_modified needs language visibility location_id accepted_payments audience eligibility funding_sources keywords languages required_documents service_areas website taxonomy_ids',
  ),
  locations: list(
    'id location_type url organization_id name alternate_name description transportation latitude longitude external_identifier external_identifier_type address_confidential city_public language visibility accessibility admin_emails email languages short_desc website virtual',
  ),
  service_at_location: list('id service_id location_id description'),
  addresses: list(
    'id location_id attention address_1 address_2 city region state_province postal_code country address_type',
  ),
  mail_addresses: list(
    'id location_id attention address_1 address_2 city state_province postal_code country',
  ),
  phones: list(
    'id location_id service_id organization_id contact_id service_at_location_id number extension type description visibility department number_type vanity_number country_prefix',
  ),
  contacts: list(
    'id organization_id service_id service_at_location_id location_id name title department email',
  ),
  schedules: list(
    'id service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type notes',
  ),
  regular_schedules: list('id location_id service_id weekday opens_at closes_at'),
  holiday_schedules: list('id location_id service_id start_date end_date closed opens_at closes_at'),
  cost_options: list('id service_id valid_from valid_to option currency amount amount_description'),
  languages: list('id service_id location_id phone_id name code note'),
  accessibility: list('id location_id description details url'),
  required_documents: list('id service_id document uri'),
  service_areas: list('id service_id name description extent extent_type uri'),
  attributes: list('id link_id taxonomy_term_id link_type link_entity value label'),
  taxonomy_terms: list('id code name description parent_id taxonomy language taxonomy_id term_uri'),
  taxonomy: list('taxonomy_id name parent_id parent_name'),
  taxonomies: list('id name description uri version'),
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

/** The table a file holds, by its name or else by its header; undefined when neither tells. */
export function tableOf(fileName: string, header: string[]): string | undefined {
  const base = fileName
    .toLowerCase()
    .replace(/^.*[\\/]/, '')
    .replace(/\.csv$/, '');
  if (base === 'service_at_locations') return 'service_at_location';
  if (Object.hasOwn(COLUMNS, base)) return base;
  const scores = Object.entries(COLUMNS)
    .map(([table, columns]) => {
      const shared = header.filter((column) => columns.includes(column)).length;
      return { table, score: shared / Math.max(1, header.length) + shared / columns.length };
    })
    .sort((a, b) => b.score - a.score);
  const [best, second] = scores;
  return best && best.score >= 1.2 && best.score > (second?.score ?? 0) ? best.table : undefined;
}

/** The rows of a table; an empty list when the source has none. */
export function rowsOf(tables: Tables, table: string): Row[] {
  return tables.get(table) ?? [];
}

export function addRow(tables: Tables, table: string, row: Row): void {
  const rows = tables.get(table);
  if (rows) rows.push(row);
  else tables.set(table, [row]);
}
