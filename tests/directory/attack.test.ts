/**
 * Somebody asks ten thousand times to find out where a shelter is: from everywhere, for everything, narrowed in all
 * ways, by words and streets and codes, page by page, at all times. Each question is asked of two directories that
 * are the same but for where the shelter lies. Where every answer is the same to the byte, no answer tells anything.
 */
import { expect, test } from '@jest/globals';
import { exportFiles } from '../../src/directory/export/write.js';
import { createPlaces } from '../../src/directory/places/places.js';
import { createDirectory, type Query } from '../../src/directory/search/search.js';
import type { ServiceFilters } from '../../src/engine/ports.js';
import { directoryOf } from './support.js';

interface Hiding {
  latitude: number;
  longitude: number;
  city: string;
  street: string;
  postal: string;
  state: string;
}

const PLACES: Hiding[] = [
  {
    latitude: 47.1601,
    longitude: 27.5893,
    city: 'Iași',
    street: 'Strada Ascunsă 7',
    postal: '700999',
    state: 'Iași',
  },
  {
    latitude: 46.7702,
    longitude: 23.6011,
    city: 'Cluj-Napoca',
    street: 'Aleea Tainică 3',
    postal: '400999',
    state: 'Cluj',
  },
  {
    latitude: 44.4301,
    longitude: 26.1055,
    city: 'București',
    street: 'Bulevardul Ferit 12',
    postal: '010999',
    state: 'București',
  },
  {
    latitude: 45.6512,
    longitude: 25.6109,
    city: 'Brașov',
    street: 'Strada Pitită 1',
    postal: '500999',
    state: 'Brașov',
  },
  {
    latitude: 47.6601,
    longitude: 26.2702,
    city: 'Suceava',
    street: 'Ulița Oprită 9',
    postal: '720999',
    state: 'Suceava',
  },
];
const OPEN: [string, number, number][] = [
  ['Iași', 47.15, 27.6],
  ['Cluj-Napoca', 46.76, 23.58],
  ['București', 44.44, 26.08],
  ['Brașov', 45.66, 25.59],
  ['Vaslui', 46.64, 27.73],
  ['Suceava', 47.65, 26.25],
];

/** A shelter that is hidden in a place, with another at the same house, among open services. */
function hiddenIn({ latitude, longitude, city, street, postal, state }: Hiding) {
  const open = OPEN.map(([town, lat, lon], at) => ({
    service: `o${at},o1,Centrul ${town},active,crisis_shelter;food;housing,${at % 2 ? '0' : ''},${at % 2 ? '12' : ''}`,
    location: `lo${at},Centrul ${town},${lat},${lon},,false`,
    address: `ao${at},lo${at},Strada Mare ${at},${town},${town},70010${at},RO`,
    meeting: `mo${at},o${at},lo${at}`,
    access: `xo${at},lo${at},Intrare fără trepte`,
  }));
  const directory = directoryOf({
    'kinline.json': '{ "invented": true, "language": "ro", "timezone": "Europe/Bucharest" }',
    'organizations.csv': 'id,name\no1,Casa Exemplu',
    'services.csv': [
      'id,organization_id,name,status,needs,minimum_age,maximum_age',
      's1,o1,Adăpost sigur,active,crisis_shelter;violence_support,,',
      's2,o1,Sfat pentru mame,active,crisis_shelter;food,0,17',
      ...open.map(({ service }) => service),
    ].join('\n'),
    'locations.csv': [
      'id,name,latitude,longitude,transportation,address_confidential',
      `l1,Casa din ${street},${latitude},${longitude},Tramvai până la ${street},yes`,
      ...open.map(({ location }) => location),
    ].join('\n'),
    'addresses.csv': [
      'id,location_id,address_1,city,state_province,postal_code,country',
      `a1,l1,${street},${city},${state},${postal},RO`,
      ...open.map(({ address }) => address),
    ].join('\n'),
    'accessibility.csv': [
      'id,location_id,description',
      `x1,l1,Intrare fără trepte din ${street}`,
      ...open.map(({ access }) => access),
    ].join('\n'),
    'service_at_location.csv': [
      'id,service_id,location_id',
      'm1,s1,l1',
      'm2,s2,l1',
      ...open.map(({ meeting }) => meeting),
    ].join('\n'),
    'languages.csv': 'id,service_id,code\ng1,s1,uk\ng2,o1,ro',
    'cost_options.csv': 'id,service_id,currency,amount\nc1,s1,RON,0\nc2,o2,RON,0',
    'schedules.csv':
      'id,service_id,byday,opens_at,closes_at\nh1,s1,"MO,TU,WE,TH,FR,SA,SU",00:00,23:59\nh2,s2,"MO,WE",09:00,17:00\nh3,o1,"TU,TH",10:00,14:00',
    'phones.csv': 'id,service_id,number\np1,s1,+44 1632 960007\np2,s2,+44 1632 960008',
  });
  return {
    index: createDirectory(directory, { region: 'RO' }),
    places: createPlaces(directory),
    kept: JSON.stringify({ ...directory, importedAt: '' }),
    exported: [false, true]
      .flatMap((csv) => exportFiles(directory, csv))
      .map(({ name, texts }) => [name, ...texts()].join('\n'))
      .join('\n'),
  };
}

/** Numbers that look random and are the same at every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const pick = <T>(list: readonly T[], roll: (sides: number) => number): T => list[roll(list.length)] as T;
const NEEDS = ['crisis_shelter', 'violence_support', 'food', 'housing'];
const START = Date.parse('2026-11-01T00:00:00Z');

function question(roll: (sides: number) => number): Query {
  const around = pick(PLACES, roll);
  // From everywhere in the country, and ever closer around each place where it may be.
  const spread = pick([0.0005, 0.005, 0.05, 0.5, 4], roll);
  const aside = (): number => ((roll(2001) - 1000) / 1000) * spread;
  const filters: ServiceFilters = {
    free: roll(3) === 0,
    stepFree: roll(3) === 0,
    language: roll(3) === 0 ? pick(['ro', 'uk', 'en'], roll) : undefined,
    age: roll(4) === 0 ? { from: roll(10), to: 10 + roll(8) } : undefined,
    open: pick(
      [
        undefined,
        undefined,
        'now',
        { day: `2026-11-${10 + roll(20)}`, from: '08:00', to: `${10 + roll(10)}:30` },
      ] as const,
      roll,
    ),
  };
  const words = pick(
    [
      undefined,
      undefined,
      around.street,
      around.city,
      around.postal,
      'Adăpost sigur',
      `Casa din ${around.street}`,
    ],
    roll,
  );
  return {
    need: words !== undefined && roll(2) === 0 ? undefined : pick(NEEDS, roll),
    words,
    near:
      roll(20) === 0
        ? undefined
        : {
            name: roll(2) === 0 ? around.city : '',
            latitude: around.latitude + aside(),
            longitude: around.longitude + aside(),
            shared: roll(2) === 0,
          },
    language: pick(['ro', 'uk', 'en', 'ar'], roll),
    now: START + roll(60 * 24 * 30) * 60_000,
    limit: 1 + roll(12),
    offset: roll(3) === 0 ? roll(8) : 0,
    filters: roll(3) === 0 ? undefined : filters,
  };
}

test('ten thousand questions from everywhere tell nothing of where a shelter is', () => {
  const roll = dice(20_261_124);
  const hidden = PLACES.map(hiddenIn);
  const [first, ...others] = hidden;
  if (first === undefined) throw new Error('There is nothing to attack.');
  let shown = 0;
  for (let asked = 0; asked < 10_000; asked += 1) {
    const other = pick(others, roll);
    const query = question(roll);
    const seen = { near: query.near, need: query.need, language: query.language, now: query.now };
    const spot = pick(PLACES, roll);
    const answers = [first, other].map(({ index, places }) => {
      const explained = index.explain(query);
      return JSON.stringify([
        index.find(query),
        index.search(query),
        explained,
        index.view('s1', seen),
        index.view('s2', seen),
        query.near === undefined ? undefined : index.areaOf(query.near),
        index.named(`${spot.street} ${spot.city}`, 5),
        places.find(
          pick([spot.street, spot.postal, `în ${spot.city}`, spot.state], () => asked % 4),
          ['ro'],
        ),
      ]);
    });
    expect(answers[1]).toBe(answers[0]);
    if (answers[0]?.includes('"Adăpost sigur"')) shown += 1;
  }
  // The attack is one only if the shelter is found by those who need it.
  expect(shown).toBeGreaterThan(5000);
}, 300_000);

test('nothing of where it is is even kept', () => {
  for (const { kept } of PLACES.map(hiddenIn))
    for (const { street, postal, latitude, longitude } of PLACES) {
      expect(kept).not.toContain(street);
      expect(kept).not.toContain(postal);
      expect(kept).not.toContain(String(latitude));
      expect(kept).not.toContain(String(longitude));
    }
  expect(new Set(PLACES.map((place) => hiddenIn(place).kept)).size).toBe(1);
});

test('an export tells nothing of where it is, as JSON or as tables', () => {
  const exports = PLACES.map((place) => hiddenIn(place).exported);
  expect(new Set(exports).size).toBe(1);
  for (const exported of exports) {
    expect(exported).toContain('Adăpost sigur');
    for (const { street, postal, latitude, longitude } of PLACES)
      for (const secret of [street, postal, String(latitude), String(longitude)])
        expect(exported).not.toContain(secret);
  }
});
