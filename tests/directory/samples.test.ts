import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type ImportResult, importDirectory } from '../../src/directory/import/import.js';
import { FIXTURES, hasFixtures, importFolder, NEEDS, NOW, said } from './support.js';

// The reference files are not part of the project: without them these are skipped, and jest says so.
const whenThere = hasFixtures ? describe : describe.skip;

const importFile = (path: string): ImportResult =>
  importDirectory(
    { files: [{ name: basename(path), bytes: readFileSync(path) }], label: 'x', now: NOW },
    NEEDS,
  );

whenThere('the Ohana sample (needs ../shared/fixtures)', () => {
  const result = hasFixtures ? importFolder(`${FIXTURES}/hsds-ohana-fixtures/sample-csv`) : undefined;
  const count = (table: string) => result?.counts.find((one) => one.table === table);
  const services = result?.ok ? result.directory.services : [];
  const service = (id: string) => services.find((one) => one.id === id);

  test('all organizations, locations and services are stored', () => {
    expect(result?.ok).toBe(true);
    expect(count('organizations')).toMatchObject({ rows: 8, stored: 8 });
    expect(count('locations')).toMatchObject({ rows: 22, stored: 22 });
    expect(count('services')).toMatchObject({ rows: 23, stored: 23 });
    expect(new Set(services.map((one) => one.organization.id)).size).toBe(8);
    expect(new Set(services.flatMap((one) => one.locations.map((place) => place.id))).size).toBe(22);
  });

  test('every row of every file is stored, left out or not used', () => {
    for (const { rows, stored, leftOut, notUsed } of result?.counts ?? [])
      expect(stored + leftOut + notUsed).toBe(rows);
  });

  test('words for days, hours and languages are understood', () => {
    const passports = service('22');
    expect(passports?.schedules).toContainEqual(
      expect.objectContaining({ freq: 'WEEKLY', byday: ['MO'], opensAt: '14:00', closesAt: '16:00' }),
    );
    expect(passports?.schedules).toContainEqual(
      expect.objectContaining({ byday: ['WE'], opensAt: '10:00', closesAt: '15:00' }),
    );
    expect(passports?.languages.map((one) => one.code)).toEqual(['es', 'yue', 'ru', 'tl', 'nan']);
    expect(service('20')?.locations[0]?.locationType).toBe('virtual');
  });

  test('holidays become exceptions, two-digit years and yearly ones included', () => {
    const there = service('22')?.locations[0]?.schedules ?? [];
    expect(there).toContainEqual(
      expect.objectContaining({
        exception: 'open',
        validFrom: '2015-12-24',
        validTo: '2015-12-24',
        opensAt: '10:00',
      }),
    );
    expect(there).toContainEqual(
      expect.objectContaining({ exception: 'closed', validFrom: '0001-06-01', validTo: '0001-09-01' }),
    );
  });

  test('taxonomy ids and keywords become our needs', () => {
    expect(service('22')?.taxonomyTerms).toContain('Salud');
    expect(service('17')?.needs).toEqual(
      expect.arrayContaining(['food', 'education_support', 'case_management']),
    );
    expect(service('14')?.needs).toEqual(expect.arrayContaining(['crisis_shelter', 'food']));
  });

  test('inactive and defunct services are kept as such', () => {
    expect(service('20')?.status).toBe('defunct');
    expect(service('21')?.status).toBe('inactive');
  });

  test('people named as contacts are not kept', () => {
    expect(JSON.stringify(services)).not.toMatch(/Christina Gonzalez|Suzanne Badenhoop/);
  });
});

whenThere('the HSDS 3.0 examples (need ../shared/fixtures)', () => {
  const examples = `${FIXTURES}/hsds-spec/examples`;
  const sources: [string, () => ImportResult][] = [
    ['csv', () => importFolder(`${examples}/csv`)],
    ...[
      'tabular',
      'service_full',
      'service_list',
      'service_at_location_full',
      'service_at_location_list',
      'organization_full',
    ].map((name): [string, () => ImportResult] => [name, () => importFile(`${examples}/${name}.json`)]),
  ];

  test.each(sources)('%s gives its one service', (_, read) => {
    const result = read();
    expect(result.ok && result.directory.services.map((one) => one.name[''])).toEqual([
      'Community Counselling',
    ]);
    expect(result.ok && result.directory.services[0]?.organization.name['']).toBe(
      'Example Organization Inc.',
    );
  });

  test.each(sources.filter(([name]) => !name.endsWith('list')))(
    '%s: a latitude of 100 is reported',
    (_, read) => {
      const result = read();
      expect(said(result).some((line) => line.includes('latitude kept without'))).toBe(true);
      expect(result.ok && result.directory.services[0]?.locations[0]?.latitude).toBeUndefined();
    },
  );

  test.each(['csv', 'tabular', 'service_full', 'organization_full'])(
    '%s: the whole record is read',
    (name) => {
      const result = sources.find(([known]) => known === name)?.[1]();
      const service = result?.ok ? result.directory.services[0] : undefined;
      expect(service).toMatchObject({
        status: 'active',
        minimumAge: 12,
        maximumAge: 100,
        assuredDate: '2005-01-01',
        requiredDocuments: [expect.anything()],
        serviceAreas: [expect.anything()],
        languages: [expect.objectContaining({ code: 'ur' })],
        locations: [
          expect.objectContaining({ address: expect.objectContaining({ postalCode: 'ABC 1234' }) }),
        ],
      });
      expect(service?.phones[0]).toMatchObject({ number: '+44 1234 234567', extension: '100' });
      expect(service?.schedules[0] ?? service?.locations[0]?.schedules[0]).toMatchObject({
        byday: ['TH', 'FR'],
        opensAt: '10:00',
        closesAt: '18:00',
      });
    },
  );

  test('lists of terms and places alone are refused, not half taken', () => {
    for (const name of ['taxonomy', 'taxonomy_list', 'location', 'organization_list', 'base'])
      expect(importFile(`${examples}/${name}.json`)).toMatchObject({
        ok: false,
        reasons: [expect.any(String)],
      });
  });
});
