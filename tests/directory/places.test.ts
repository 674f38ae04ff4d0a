import { describe, expect, test } from '@jest/globals';
import { createPlaces } from '../../src/directory/places/places.js';
import { fold, soundOf } from '../../src/language/fold.js';
import { directoryOf } from './support.js';

type Town = [
  city: string,
  state: string,
  postal: string,
  country: string,
  latitude: number,
  longitude: number,
];
const TOWNS: Town[] = [
  ['Iași', 'Iași', '700100', 'RO', 47.16, 27.58],
  ['Iași', 'Iași', '700200', 'RO', 47.18, 27.6],
  ['Pașcani', 'Iași', '705200', 'RO', 47.25, 26.72],
  ['Cluj-Napoca', 'Cluj', '400001', 'RO', 46.77, 23.59],
  ['București', 'București', '010000', 'RO', 44.43, 26.1],
  ['Одеса', 'Одеська область', '65000', 'UA', 46.48, 30.73],
  ['Львів', 'Львівська область', '79000', 'UA', 49.84, 24.03],
  ['Київ', 'Київ', '01001', 'UA', 50.45, 30.52],
  ['Івано-Франківськ', 'Івано-Франківська область', '76000', 'UA', 48.92, 24.71],
  ['Біла Церква', 'Київська область', '09100', 'UA', 49.8, 30.12],
  ['Чернівці', 'Чернівецька область', '58000', 'UA', 48.29, 25.94],
  ["Кам'янець-Подільський", 'Хмельницька область', '32300', 'UA', 48.68, 26.58],
  ['Chișinău', 'Chișinău', 'MD-2001', 'MD', 47.01, 28.86],
  ['Springfield', 'Illinois', '62700', 'US', 39.8, -89.64],
  ['Springfield', 'Massachusetts', '01100', 'US', 42.1, -72.59],
  ['Redwood City', 'California', '94063-1234', 'US', 37.48, -122.23],
];

const rows = TOWNS.map(([city, state, postal, country, latitude, longitude], at) => ({
  location: `l${at},Casa,${latitude},${longitude}`,
  address: `a${at},l${at},Strada Exemplului 1,${city},${state},${postal},${country}`,
  meeting: `m${at},s1,l${at}`,
}));
const directory = directoryOf({
  'organizations.csv': 'id,name\no1,Casa Exemplu',
  'services.csv': 'id,organization_id,name,status,needs\ns1,o1,Ajutor,active,food',
  'locations.csv': ['id,name,latitude,longitude', ...rows.map((row) => row.location)].join('\n'),
  'addresses.csv': [
    'id,location_id,address_1,city,state_province,postal_code,country',
    ...rows.map((row) => row.address),
  ].join('\n'),
  'service_at_location.csv': ['id,service_id,location_id', ...rows.map((row) => row.meeting)].join('\n'),
  'translations.csv': [
    'id,link_entity,link_id,language,field,text',
    't1,address,a0,ar,city,ياش',
    't2,address,a0,en,city,Iasi',
    't3,address,a4,ar,city,بوخارست',
    't4,address,a4,en,city,Bucharest',
    't5,address,a5,ro,city,Odesa',
    't6,address,a12,uk,city,Кишинів',
  ].join('\n'),
});
const places = createPlaces(directory);
const names = (text: string, languages = ['ro']) => places.find(text, languages).map((one) => one.name);

test('case, diacritics, apostrophes and the shapes of letters do not matter', () => {
  expect(new Set(['Iași', 'IAŞI', 'iasi', ' Iaşi! '].map(fold)).size).toBe(1);
  expect(fold("Кам'янець")).toBe(fold('Кам’янець'));
  expect(fold('مدرســة')).toBe(fold('مدرسه'));
  expect(fold('إِسْكَندَرِيّة')).toBe('اسكندريه');
  expect(fold('٧٠٠١٠٠')).toBe('700100');
});

test.each([
  ['Київ', 'Kyiv'],
  ['Згурівка', 'Zghurivka'],
  ['Щасливе', 'Shchaslyve'],
  ['Юрківці', 'Yurkivtsi'],
  ['Житомир', 'Zhytomyr'],
])('%s sounds like %s', (cyrillic, latin) => expect(soundOf(cyrillic)).toBe(soundOf(latin)));

describe('a place is understood', () => {
  test.each([
    ['Iași', 'Iași'],
    ['IASI', 'Iași'],
    ['day care in Iași please', 'Iași'],
    ['caut o creșă la Cluj', 'Cluj-Napoca'],
    ['din Iași', 'Iași'],
    ['centrul Iașului', 'Iași'],
    ['strada din București', 'București'],
    ['в Одесі', 'Odesa'],
    ['допоможіть, я в Одесі з дитиною', 'Odesa'],
    ['у Львові', 'Львів'],
    ['до Львова', 'Львів'],
    ['у Києві', 'Київ'],
    ['в Киеве', 'Київ'],
    ['у Білій Церкві', 'Біла Церква'],
    ['в Івано-Франківську', 'Івано-Франківськ'],
    ['з Чернівців', 'Чернівці'],
    ['у Чернівцях', 'Чернівці'],
    ['в Камянці-Подільському', "Кам'янець-Подільський"],
    ['у Кишиневі', 'Chișinău'],
    ['أنا في ياش', 'Iași'],
    ['بياش', 'Iași'],
    ['بُوخَارِسْت', 'București'],
    ['Lviv', 'Львів'],
    ['Chernivtsi', 'Чернівці'],
    ['Bila Tserkva', 'Біла Церква'],
    ['Клуж-Напока', 'Cluj-Napoca'],
    ['Bucharset', 'București'],
    ['near Redwod City', 'Redwood City'],
    ['Chisnau', 'Chișinău'],
    ['Чернвіці', 'Чернівці'],
    ['700200', 'Iași'],
    ['MD 2001', 'Chișinău'],
    ['94063', 'Redwood City'],
    ['٧٠٠١٠٠', 'Iași'],
  ])('%s', (text, name) => expect(names(text)).toEqual([name]));

  test('in the language that is asked for, where the directory has it', () => {
    expect(names('Iasi', ['ar'])).toEqual(['ياش']);
    expect(names('Одеса', ['ro-MD', 'en'])).toEqual(['Odesa']);
    expect(names('Львів', ['ar'])).toEqual(['Львів']);
  });

  test('at the middle of its locations', () => {
    expect(places.find('Iași', ['ro'])[0]).toMatchObject({
      latitude: 47.17,
      longitude: 27.59,
      country: 'RO',
    });
  });

  test('and says how sure it is and by which words', () => {
    expect(places.find('creșă în Iași', ['ro'])[0]).toMatchObject({
      how: 'exact',
      words: 'iasi',
      kind: 'city',
    });
    expect(places.find('в Одесі', ['ro'])[0]).toMatchObject({ how: 'bent', words: 'одесі' });
    expect(places.find('Lvyv', ['ro'])[0]).toMatchObject({ how: 'transliterated' });
    expect(places.find('Bucharset', ['ro'])[0]).toMatchObject({ how: 'misspelt' });
  });
});

test('an area is understood where no city has its name', () => {
  expect(places.find('Одеська область', ['uk'])[0]).toMatchObject({ kind: 'area', name: 'Одеська область' });
  expect(places.find('Cluj', ['ro'])[0]).toMatchObject({ kind: 'city', name: 'Cluj-Napoca' });
});

test('two towns of one name are both given, with what tells them apart', () => {
  const found = places.find('Springfield', ['en']);
  expect(found.map((one) => one.detail).sort()).toEqual(['Illinois', 'Massachusetts']);
});

test('one town that records of several languages write differently is one', () => {
  const mixed = createPlaces(
    directoryOf({
      'organizations.csv': 'id,name\no1,Casa Exemplu',
      'services.csv': 'id,organization_id,name,status,needs\ns1,o1,Ajutor,active,food',
      'locations.csv':
        'id,name,latitude,longitude,language\nl1,Дім,46.48,30.73,uk\nl2,Casa,46.5,30.7,ro\nl3,House,46.5,30.7,en',
      'addresses.csv':
        'id,location_id,address_1,city,country\na1,l1,Вулиця 1,Одеса,UA\na2,l2,Strada 1,Odesa,UA\na3,l3,Street 1,Odessa,UA',
      'service_at_location.csv': 'id,service_id,location_id\nm1,s1,l1\nm2,s1,l2\nm3,s1,l3',
      'translations.csv':
        'id,link_entity,link_id,language,field,text\nt1,address,a2,uk,city,Одеса\nt2,address,a3,uk,city,Одеса',
    }),
  );
  for (const text of ['Одеса', 'Odesa', 'Odessa', 'в Одесі'])
    expect(mixed.find(text, ['ro']).map((one) => one.name)).toEqual(['Odesa']);
});

test.each([
  '',
  'hello there',
  'am nevoie de ajutor',
  'дитячий садок для сина',
  'мені потрібна допомога',
  'أحتاج إلى مساعدة',
  '112',
  '👋',
])('no place is heard in "%s"', (text) => expect(names(text)).toEqual([]));

test('places without a service can be added, and do not double those that have one', () => {
  const more = createPlaces(directory, {
    more: [
      { name: { '': 'Vaslui', uk: 'Васлуй' }, latitude: 46.64, longitude: 27.73, country: 'RO' },
      { name: { '': 'Iași', fr: 'Jassy' }, latitude: 47.16, longitude: 27.59, country: 'RO' },
    ],
  });
  expect(more.find('у Васлуї', ['ro']).map((one) => one.name)).toEqual(['Vaslui']);
  expect(more.find('Jassy', ['fr']).map((one) => one.name)).toEqual(['Jassy']);
  expect(more.find('Iași', ['ro'])).toHaveLength(1);
});

test('a message as long as messages can be is looked through in no time', () => {
  const long = 'допоможіть будь ласка '.repeat(200);
  places.find(long, ['uk']);
  const start = performance.now();
  for (let round = 0; round < 10; round += 1) places.find(long, ['uk']);
  expect((performance.now() - start) / 10).toBeLessThan(100);
});
