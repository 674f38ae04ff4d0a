import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPlaces } from '../../src/directory/places/places.js';
import { createDirectory } from '../../src/directory/search/search.js';
import { directoryOf, IASI, importTexts, said } from './support.js';

/** A shelter, its neighbour, and a day centre far away. Only the neighbour may be found by place. */
const shelter = (latitude = '47.16012', longitude = '27.58931', cityPublic = '') => ({
  'organizations.csv': 'id,name\no1,Casa Exemplu',
  'services.csv': [
    'id,organization_id,name,status,needs,description',
    's1,o1,Adăpost,active,crisis_shelter,Un loc sigur',
    's2,o1,Vecinul,active,crisis_shelter,Lângă parc',
    's3,o1,Departe,active,crisis_shelter,Departe',
  ].join('\n'),
  'locations.csv': [
    'id,name,latitude,longitude,transportation,address_confidential,city_public,accessibility',
    `l1,Casa din Strada Ascunsă,${latitude},${longitude},Tramvaiul 13 până la Ascunsă,yes,${cityPublic},Intrare din curtea Ascunsă`,
    'l2,Parc,47.15,27.60,,false,,',
    'l3,Departe,44.43,26.10,,false,,',
  ].join('\n'),
  'addresses.csv': [
    'id,location_id,address_1,address_2,city,region,state_province,postal_code,country',
    'a1,l1,Strada Ascunsă 7,Curtea din spate,Iași,Moldova,Județul Secret,700999,RO',
    'a2,l2,Strada Parcului 1,,Iași,Moldova,Iași,700100,RO',
    'a3,l3,Strada Mare 1,,București,,București,010000,RO',
  ].join('\n'),
  'accessibility.csv': 'id,location_id,description\nx1,l1,Ușa din Strada Ascunsă',
  'service_at_location.csv': 'id,service_id,location_id\nm1,s1,l1\nm2,s2,l2\nm3,s3,l3',
  'phones.csv': 'id,location_id,number\np1,l1,+44 1632 960007',
  'translations.csv':
    'id,link_entity,link_id,language,field,text\nt1,location,l1,uk,transportation,Трамвай до Ascunsă\nt2,address,a1,uk,city,Ясси',
});

const SECRETS = /Ascuns|47\.16012|27\.58931|700999|Curtea|Secret|Tramvai|Трамвай/;
const QUERY = {
  need: 'crisis_shelter',
  near: IASI,
  language: 'ro',
  now: Date.parse('2026-03-10T09:00:00Z'),
  limit: 10,
  offset: 0,
};

describe('a confidential location', () => {
  const result = importTexts(shelter());
  const directory = directoryOf(shelter());
  const index = createDirectory(directory);

  test('its address, coordinates and the way there are nowhere: not in the directory, results, views or report', () => {
    expect(JSON.stringify(directory)).not.toMatch(SECRETS);
    expect(JSON.stringify(index.search(QUERY))).not.toMatch(SECRETS);
    expect(JSON.stringify(index.find(QUERY))).not.toMatch(SECRETS);
    expect(JSON.stringify(index.view('s1', { ...QUERY, need: undefined }))).not.toMatch(SECRETS);
    expect(JSON.stringify(createPlaces(directory).find('Iași Secret 700999', ['ro']))).not.toMatch(SECRETS);
    expect(JSON.stringify(result.report)).not.toMatch(SECRETS);
  });

  test('the operator is told which rows were not kept', () => {
    expect(said(result)).toEqual([
      'addresses.csv 2 not used',
      'accessibility.csv 2 not used',
      'translations.csv 2 not used',
      'translations.csv 3 not used',
    ]);
  });

  test('the service and its phone are found, without city, distance, position or way', () => {
    const view = index.find(QUERY).views.find((one) => one.id === 's1');
    expect(view).toMatchObject({
      confidentialAddress: true,
      kilometres: undefined,
      city: undefined,
      address: undefined,
      position: undefined,
      transportation: undefined,
      accessibility: [],
      phones: [{ number: '+44 1632 960007', callable: false }],
    });
    expect(view?.reasons).toContainEqual({ kind: 'confidential_but_found' });
    expect(view?.reasons.map((reason) => reason.kind)).not.toContain('near');
  });

  test('comes after what is near', () => {
    expect(index.search(QUERY).results.map((one) => one.id)).toEqual(['s2', 's1']);
  });

  test('no result, order, score or centre depends on where it is', () => {
    const places = JSON.stringify(createPlaces(directory).find('Iași', ['ro']));
    const answer = JSON.stringify(index.find(QUERY));
    const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true }).map(String);
    fc.assert(
      fc.property(degrees(90), degrees(180), (latitude, longitude) => {
        const moved = directoryOf(shelter(latitude, longitude));
        expect(moved).toEqual(directory);
        expect(JSON.stringify(createDirectory(moved).find(QUERY))).toBe(answer);
        expect(JSON.stringify(createPlaces(moved).find('Iași', ['ro']))).toBe(places);
      }),
      { numRuns: 25 },
    );
  });

  test('a city the source calls public makes it count for that city, still without a distance', () => {
    const open = createDirectory(directoryOf(shelter(undefined, undefined, 'true')));
    const view = open.find(QUERY).views.find((one) => one.id === 's1');
    expect(view).toMatchObject({
      city: 'Iași',
      kilometres: undefined,
      address: undefined,
      position: undefined,
    });
    expect(view?.reasons).toContainEqual({ kind: 'same_city', city: 'Iași' });
    expect(JSON.stringify(open.directory)).not.toMatch(SECRETS);
  });

  test('what the source marks unclearly counts as confidential', () => {
    const files = shelter();
    const unclear = { ...files, 'locations.csv': files['locations.csv'].replace(',yes,', ',perhaps,') };
    expect(JSON.stringify(directoryOf(unclear))).not.toMatch(SECRETS);
  });

  test('a text elsewhere that holds the address is taken out, and the operator is told without it', () => {
    const files = shelter();
    const leaky = {
      ...files,
      'services.csv': files['services.csv'].replace('Un loc sigur', 'Sunați la poarta din STRADA ASCUNSA 7'),
      'required_documents.csv': 'id,service_id,document\nd1,s1,Veniți pe Strada Ascunsă 7\nd2,s1,Buletin',
    };
    const told = importTexts(leaky);
    expect(JSON.stringify(directoryOf(leaky))).not.toMatch(/ascuns/i);
    expect(said(told).filter((line) => line.endsWith('without'))).toEqual([
      'services.csv 2 description kept without',
      'services.csv 2 requiredDocuments kept without',
    ]);
    expect(JSON.stringify(told.report)).not.toMatch(/ascuns/i);
    const service = told.ok ? told.directory.services[0] : undefined;
    expect(service?.requiredDocuments).toEqual([{ '': 'Buletin' }]);
  });

  test('a service with a name that gives the address away is left out', () => {
    const files = shelter();
    const named = {
      ...files,
      'services.csv': files['services.csv'].replace('Adăpost', 'Adăpostul din Strada Ascunsă 7'),
    };
    expect(said(importTexts(named))).toContain('services.csv 2 name left out');
    expect(JSON.stringify(directoryOf(named))).not.toMatch(SECRETS);
  });

  test('from JSON it is as hidden as from a table', () => {
    const json = JSON.stringify({
      id: 's1',
      name: 'Adăpost',
      status: 'active',
      organization: { id: 'o1', name: 'Casa Exemplu' },
      service_at_locations: [
        {
          location: {
            id: 'l1',
            name: 'Strada Ascunsă',
            address_confidential: true,
            latitude: 47.16012,
            longitude: 27.58931,
            addresses: [
              { address_1: 'Strada Ascunsă 7', city: 'Iași', postal_code: '700999', country: 'RO' },
            ],
          },
        },
      ],
    });
    const hidden = directoryOf({ 'services.json': json });
    expect(hidden.services[0]?.locations[0]).toMatchObject({ addressConfidential: true, country: 'RO' });
    expect(JSON.stringify(hidden)).not.toMatch(SECRETS);
  });

  test('beside an open place of the same service, only the open one is shown and measured', () => {
    const files = shelter();
    const both = {
      ...files,
      'service_at_location.csv': 'id,service_id,location_id\nm1,s1,l1\nm2,s1,l2\nm3,s3,l3',
    };
    const answer = createDirectory(directoryOf(both)).find(QUERY);
    expect(answer.views[0]).toMatchObject({
      id: 's1',
      address: 'Strada Parcului 1',
      confidentialAddress: false,
    });
    expect(answer.views[0]?.kilometres).toBeCloseTo(0.95, 1);
    expect(JSON.stringify(answer)).not.toMatch(SECRETS);
  });
});
