/** Packages as cities publish them, in 1.x and 2.x, with the dirt they have. All of it is invented. */
import { describe, expect, test } from '@jest/globals';
import { importTexts, said } from './support.js';

const lines = (...rows: string[]): string => `${rows.join('\r\n')}\r\n`;

/** HSDS 2.x by a spreadsheet: semicolons, spaces in headers, words where numbers should be. */
const SECOND = {
  'Organisations.csv': lines('\uFEFFID;Name;URL', '7;Casa Exemplu;example.org', ';Fără număr;'),
  'service.csv': lines(
    'Id;Organisation ID;Organization;Name;Status;Min Age;Max Age;Fees;Languages Spoken;Keywords',
    '1;7;;Masă caldă;Active;3 years;up to 18;Free;"English, Spanish; Română";food',
    '2;;Fără număr;Haine;active;18+;;;;food',
    '3;99;;Sfat;active;;;20 lei pe oră;;food',
    ';7;;Fără id;active;;;;;food',
    '1;7;;Dublură;active;;;;;food',
  ),
  'locations.csv': lines(
    'ID;Name;Lat;Lng;Organisation ID',
    'a;Unu;47,16;27,58;7',
    'b;Doi;47,17;27,59;7',
    'c;Trei;"47.18, 27.60";;7',
    'd;Patru;47.15;27.57;7',
    'e;Întors;27.58;47.16;7',
    'f;Departe;127.5;37.5;7',
  ),
  'physical_addresses.csv': lines(
    'id;location id;Address 1;City;State;Zip;Country',
    '1;a;Strada Exemplului 1;Iași;Iași;700001;ro',
  ),
  'services_at_location.csv': lines(
    'id;service_id;location_id',
    ...'abcdef'.split('').map((place, at) => `${at};1;${place}`),
  ),
  'phones.csv': lines(
    'id;service_id;number;type',
    '1;1;"01632 960001 ext 7; 01632 960002";Voice',
    '2;1;ask Ana;voice',
  ),
  'schedules.csv': lines(
    'id;service_id;byday;opens_at;closes_at',
    '1;1;Mon-Fri;9:00am;noon',
    '2;1;Saturday;10am-2pm;',
    '3;1;SU;closed;',
    '4;2;daily;24 hours;',
  ),
  'accessibility_for_disabilities.csv': lines('id;location_id;accessibility', '1;a;ramp'),
  'eligibility.csv': lines('id;service_id;eligibility', '1;1;Familii cu copii'),
  'services_taxonomy.csv': lines('id;service_id;taxonomy_id', '1;2;t1'),
  'taxonomy.csv': lines('id;name;parent_id;parent_name;vocabulary', 't1;Emergency Food;;;OE'),
  'payments_accepted.csv': lines('id;service_id;payment', '1;1;cash'),
  'cost_options.csv': lines('id;service_id;amount;currency', '1;3;20,50;RON', '2;3;după venit;'),
};

describe('a package of 2.x from a spreadsheet', () => {
  const result = importTexts(SECOND);
  const services = result.ok ? result.directory.services : [];
  const service = (name: string) => services.find((one) => one.name[''] === name);

  test('gives every service that has a name, and says what was done about each row', () => {
    expect(services.map((one) => one.name[''])).toEqual(['Masă caldă', 'Haine', 'Sfat', 'Fără id']);
    expect(said(result).filter((line) => line.startsWith('service.csv'))).toEqual([
      'service.csv 4 organization_id kept without',
      'service.csv 5 id kept without',
      'service.csv 6 id left out',
    ]);
    for (const { rows, stored, leftOut, notUsed } of result.counts)
      expect(stored + leftOut + notUsed).toBe(rows);
  });

  test('finds organizations by name where the id is missing, and lets a service stand for one that is not there', () => {
    expect(service('Masă caldă')?.organization).toMatchObject({ id: '7', website: 'https://example.org' });
    expect(service('Haine')?.organization.name['']).toBe('Fără număr');
    expect(service('Sfat')?.organization.name['']).toBe('Sfat');
  });

  test('reads ages, fees, languages and who it is for in words', () => {
    expect(service('Masă caldă')).toMatchObject({
      minimumAge: 3,
      maximumAge: 18,
      feesDescription: { '': 'Free' },
      eligibilityDescription: { '': 'Familii cu copii' },
      languages: [{ code: 'en' }, { code: 'es' }, { code: 'ro' }],
    });
    expect(service('Haine')).toMatchObject({ minimumAge: 18, needs: ['food'] });
    expect(service('Haine')).not.toHaveProperty('maximumAge');
    expect(service('Sfat')?.costOptions).toEqual([
      { amount: 20.5, currency: 'RON' },
      { amountDescription: 'după venit' },
    ]);
  });

  test('reads hours in words, and no hours where it says that it is closed', () => {
    expect(service('Masă caldă')?.schedules).toMatchObject([
      { byday: ['MO', 'TU', 'WE', 'TH', 'FR'], opensAt: '09:00', closesAt: '12:00' },
      { byday: ['SA'], opensAt: '10:00', closesAt: '14:00' },
    ]);
    expect(service('Haine')?.schedules).toMatchObject([{ opensAt: '00:00', closesAt: '24:00' }]);
    expect(said(result)).toContain('schedules.csv 4 not used');
  });

  test('reads several phones of a cell with their extension', () => {
    expect(service('Masă caldă')?.phones).toMatchObject([
      { number: '01632 960001', extension: '7', type: 'voice' },
      { number: '01632 960002' },
    ]);
    expect(said(result)).toContain('phones.csv 3 number left out');
  });

  test('reads coordinates with commas, both in one cell, and the wrong way round', () => {
    const places = service('Masă caldă')?.locations.map((place) => [place.latitude, place.longitude]);
    expect(places).toEqual([
      [47.16, 27.58],
      [47.17, 27.59],
      [47.18, 27.6],
      [47.15, 27.57],
      [47.16, 27.58],
      [37.5, 127.5],
    ]);
    expect(said(result).filter((line) => line.includes('latitude'))).toEqual([
      'locations.csv 7 latitude note',
      'locations.csv 6 latitude note',
    ]);
    expect(service('Masă caldă')?.locations[0]).toMatchObject({
      accessibility: ['ramp'],
      address: { address1: 'Strada Exemplului 1', postalCode: '700001', country: 'RO' },
    });
  });
});

describe('a package of 1.x', () => {
  const FIRST = {
    'organizations.csv': 'id,name\n1,Casa Exemplu',
    'locations.csv':
      'id,organization_id,name,languages,virtual,latitude,longitude\n1,1,Casa,"Română și engleză",false,47.1,27.5',
    'services.csv': 'id,location_id,name,status,keywords,eligibility\n1,1,Ajutor,active,food,Oricine',
    'regular_schedules.csv':
      'id,location_id,service_id,weekday,opens_at,closes_at\n1,1,,Mondays,9:00am,12:00pm\n2,1,,Mon-Thu,1pm,5pm\n3,1,,Sunday,Closed,Closed\n4,1,,Someday,9:00,10:00',
    'phones.csv':
      'id,location_id,number,number_type,extension\n1,1,(01632) 960-001 x12,voice,\n2,1,01632 960002,fax,',
    'datapackage.json': '{"resources":[{"name":"organization","path":"data/organizations.csv"}]}',
  };

  test('gives its hours, languages and phones', () => {
    const result = importTexts(FIRST);
    expect(said(result)).toEqual([
      'regular_schedules.csv 4 not used',
      'regular_schedules.csv 5 weekday left out',
      'test timezone note',
    ]);
    const service = result.ok ? result.directory.services[0] : undefined;
    expect(service?.languages.map(({ code }) => code)).toEqual(['ro', 'en']);
    expect(service?.locations[0]?.schedules).toMatchObject([
      { byday: ['MO'], opensAt: '09:00', closesAt: '12:00' },
      { byday: ['MO', 'TU', 'WE', 'TH'], opensAt: '13:00', closesAt: '17:00' },
    ]);
    expect(service?.locations[0]?.phones[0]).toMatchObject({ number: '(01632) 960-001', extension: '12' });
  });

  test('whose files have other names is told by its datapackage.json', () => {
    const { 'organizations.csv': organizations, ...others } = FIRST;
    const result = importTexts({
      ...others,
      'table 17.csv': organizations,
      'datapackage.json': '{"resources":[{"name":"organization","path":"data/table 17.csv"}]}',
    });
    expect(result.ok && result.directory.services[0]?.organization.name['']).toBe('Casa Exemplu');
    expect(importTexts({ ...FIRST, 'datapackage.json': '{"resources":7}' }).ok).toBe(true);
  });
});

describe('JSON in the shapes that are found', () => {
  const one = {
    id: 's1',
    name: 'Ajutor',
    status: 'active',
    needs: ['food'],
    organization: { id: 'o1', name: 'Casa' },
  };
  const two = { ...one, id: 's2', name: 'Alt ajutor' };
  test.each([
    ['a list', JSON.stringify([one, two])],
    ['a page', JSON.stringify({ total_items: 2, page_number: 1, contents: [one, two] })],
    ['pages', JSON.stringify([{ contents: [one] }, { contents: [two] }])],
    ['an envelope', JSON.stringify({ services: [one, two] })],
    ['a record a line', `\uFEFF${JSON.stringify(one)}\n\n${JSON.stringify(two)}\n`],
    ['an organization with its services', JSON.stringify({ id: 'o1', name: 'Casa', services: [one, two] })],
  ])('%s', (_, text) => {
    const result = importTexts({ 'x.json': text });
    expect(result.ok && result.directory.services.map(({ id }) => id)).toEqual(['s1', 's2']);
    expect(result.report).toEqual([]);
  });

  test('one service', () => {
    const result = importTexts({ 'x.json': JSON.stringify(one) });
    expect(result.ok && result.directory.services).toHaveLength(1);
  });

  test('what is no record, a broken line and a repeated id are reported by their number', () => {
    const result = importTexts({
      'x.ndjson': `${JSON.stringify(one)}\n{"id":\n7\n${JSON.stringify({ ...two, id: 's1' })}`,
    });
    expect(result.report.map(({ row, outcome }) => `${row} ${outcome}`)).toEqual([
      '2 left out',
      '3 left out',
      '4 left out',
    ]);
    expect(result.ok && result.directory.services).toHaveLength(1);
  });
});
