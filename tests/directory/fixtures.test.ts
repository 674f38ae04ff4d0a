/** The 51 one-table files of Ohana, broken and sound: each with the table it is, and what must be said of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { FIXTURES, hasFixtures, importTexts, said } from './support.js';

const folder = `${FIXTURES}/hsds-ohana-fixtures/fixtures`;
const whenThere = hasFixtures ? describe : describe.skip;
const ROW = 'id,name,organization_id,virtual\n1,Exemplu,1,\n2,Exemplu,1,\n3,Exemplu,1,';

/** What all of them belong to. A fixture takes the place of the table it is. */
const PARENTS: Record<string, string> = {
  'organizations.csv': 'id,name\n1,Exemplu\n2,Exemplu',
  'programs.csv': 'id,organization_id,name\n1,1,Exemplu',
  'locations.csv': ROW,
  'services.csv':
    'id,location_id,name,status\n1,1,Exemplu,active\n2,2,Exemplu,active\n3,3,Exemplu,active\n4,1,Exemplu,active',
  'contacts.csv': 'id,location_id,name\n1,1,Exemplu',
  'taxonomy.csv': 'taxonomy_id,name,parent_id,parent_name\n101,Emergency,,\n102,Food,,',
};

type Expected = [table: string, ...reports: string[]];
const EXPECTED: Record<string, Expected> = {
  contact_with_no_parent: ['contacts', '2 service_id left out'],
  existing_category: ['taxonomy'],
  holiday_schedule_with_no_parent: ['holiday_schedules', '2 service_id left out'],
  hs_with_2_digit_year: ['holiday_schedules'],
  hs_with_invalid_date: ['holiday_schedules', '2 end_date left out'],
  hs_with_spelled_out_date: ['holiday_schedules'],
  invalid_address: ['addresses', '2 city left out'],
  invalid_category: ['taxonomy', '2 name left out'],
  invalid_contact: ['contacts', '2 name kept without'],
  invalid_holiday_schedule: ['holiday_schedules', '2 closed left out'],
  invalid_location: ['locations', '2 name left out'],
  invalid_location_org: ['locations', '2 organization_id left out'],
  invalid_mail_address: ['mail_addresses', '2 address_1 left out'],
  invalid_mail_address_location: ['mail_addresses', '2 location_id left out'],
  invalid_org: ['organizations', '2 name left out'],
  invalid_parent_category: ['taxonomy', '2 parent_id kept without'],
  invalid_phone: ['phones', '2 number_type kept without'],
  invalid_program: ['programs', '2 name left out'],
  invalid_program_headers: ['programs'],
  invalid_regular_schedule: ['regular_schedules', '2 closes_at left out'],
  invalid_service: ['services', '2 name left out'],
  invalid_service_location: ['services', '2 location_id left out'],
  locations: ['locations'],
  missing_address: ['addresses', '2 location_id left out'],
  org_with_2_digit_year: ['organizations'],
  org_with_invalid_date: ['organizations', '2 date_incorporated kept without'],
  org_with_spelled_out_date: ['organizations'],
  phone_with_no_parent: ['phones', '2 service_id left out'],
  program_with_no_parent: ['programs', '2 organization_id left out'],
  programs: ['programs'],
  regular_schedule_with_no_parent: ['regular_schedules', '2 service_id left out'],
  services: ['services'],
  taxonomy: ['taxonomy'],
  valid_address: ['addresses'],
  valid_category: ['taxonomy'],
  valid_contact_phone: ['phones'],
  valid_location: ['locations'],
  valid_location_contact: ['contacts'],
  valid_location_holiday_schedule: ['holiday_schedules'],
  valid_location_phone: ['phones'],
  valid_location_regular_schedule: ['regular_schedules'],
  valid_mail_address: ['mail_addresses'],
  valid_org: ['organizations'],
  valid_org_contact: ['contacts'],
  valid_org_phone: ['phones'],
  valid_program: ['programs'],
  valid_service: ['services'],
  valid_service_contact: ['contacts'],
  valid_service_holiday_schedule: ['holiday_schedules'],
  valid_service_phone: ['phones'],
  valid_service_regular_schedule: ['regular_schedules'],
};

whenThere('the single files of Ohana (need ../shared/fixtures)', () => {
  test('each of them is looked at', () => {
    expect(
      readdirSync(folder)
        .map((name) => name.replace('.csv', ''))
        .sort(),
    ).toEqual(Object.keys(EXPECTED).sort());
  });

  test.each(Object.entries(EXPECTED))('%s', (name, [table, ...reports]) => {
    const file = `${table}.csv`;
    const text = readFileSync(`${folder}/${name}.csv`, 'utf8');
    const result = importTexts({ ...PARENTS, [file]: text });
    // What the missing rows of a replaced table do to others is not this file's matter, nor are needs.
    const about = said(result).filter(
      (line) => line.startsWith(`${file} `) && !/ needs note| id left out| (?:2|3|4) left out$/.test(line),
    );
    expect(about.filter((line) => / (left out|kept without)$/.test(line))).toEqual(
      reports.map((report) => `${file} ${report}`),
    );
  });

  test.each(Object.entries(EXPECTED))(
    '%s alone is refused, and each of its rows is accounted for',
    (name, [table]) => {
      const result = importTexts({ [`${table}.csv`]: readFileSync(`${folder}/${name}.csv`, 'utf8') });
      expect(result.ok).toBe(false);
      for (const { rows, stored, leftOut, notUsed } of result.counts)
        expect(stored + leftOut + notUsed).toBe(rows);
    },
  );

  test.each(['valid_org', 'valid_location', 'valid_service', 'taxonomy', 'valid_location_phone'])(
    '%s is known by its header under any name',
    (name) => {
      const text = readFileSync(`${folder}/${name}.csv`, 'utf8');
      expect(said(importTexts({ 'export of today.csv': text }))).not.toContain('export of today.csv note');
    },
  );
});
