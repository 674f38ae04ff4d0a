import { describe, expect, test } from '@jest/globals';
import { directoryPorts } from '../../src/directory/ports.js';
import { createDirectory } from '../../src/directory/search/search.js';
import { directoryOf, IASI, NEEDS } from './support.js';

/** 10 March 2026 is a Tuesday; 09:00 UTC is 11:00 in Bucharest. */
const NOW = Date.parse('2026-03-10T09:00:00Z');

interface Made {
  id: string;
  at?: [latitude: number, longitude: number];
  city?: string;
  country?: string;
  area?: string;
  language?: string;
  hours?: string;
  free?: boolean;
  assured?: string;
  status?: string;
  visibility?: string;
  ages?: [number, number];
  access?: string;
  type?: string;
}

function made(list: Made[]) {
  const table = (header: string, line: (one: Made) => string | undefined) =>
    [header, ...list.flatMap((one) => line(one) ?? [])].join('\n');
  return createDirectory(
    directoryOf({
      'kinline.json': '{ "invented": true, "language": "ro", "timezone": "Europe/Bucharest" }',
      'organizations.csv': 'id,name\no1,Casa Exemplu',
      'services.csv': table(
        'id,organization_id,name,status,visibility,needs,assured_date,minimum_age,maximum_age',
        (one) =>
          `${one.id},o1,${one.id},${one.status ?? 'active'},${one.visibility ?? ''},food;housing,${one.assured ?? ''},${one.ages?.join() ?? ','}`,
      ),
      'locations.csv': table('id,name,latitude,longitude,location_type', (one) =>
        one.city || one.at ? `l${one.id},Casa,${one.at?.join() ?? ','},${one.type ?? 'physical'}` : undefined,
      ),
      'addresses.csv': table('id,location_id,address_1,city,state_province,postal_code,country', (one) =>
        one.city ? `a${one.id},l${one.id},Strada 1,${one.city},,,${one.country ?? 'RO'}` : undefined,
      ),
      'service_at_location.csv': table('id,service_id,location_id', (one) =>
        one.city || one.at ? `m${one.id},${one.id},l${one.id}` : undefined,
      ),
      'languages.csv': table('id,service_id,code', (one) =>
        one.language ? `g${one.id},${one.id},${one.language}` : undefined,
      ),
      'cost_options.csv': table('id,service_id,currency,amount', (one) =>
        one.free ? `c${one.id},${one.id},RON,0` : undefined,
      ),
      'service_areas.csv': table('id,service_id,name', (one) =>
        one.area ? `r${one.id},${one.id},${one.area}` : undefined,
      ),
      'accessibility.csv': table('id,location_id,description', (one) =>
        one.access ? `x${one.id},l${one.id},${one.access}` : undefined,
      ),
      'schedules.csv': table('id,service_id,byday,opens_at,closes_at', (one) =>
        one.hours ? `h${one.id},${one.id},"MO,TU,WE,TH,FR",${one.hours.replace('-', ',')}` : undefined,
      ),
    }),
  );
}

const near = { latitude: IASI.latitude, longitude: IASI.longitude };
/** So many kilometres north of Iași. */
const north = (kilometres: number): [number, number] => [near.latitude + kilometres / 111.2, near.longitude];
const query = { need: 'food', near: IASI, language: 'ro', now: NOW, limit: 10, offset: 0 };
const ids = (index: ReturnType<typeof made>, more: object = {}) =>
  index.search({ ...query, ...more }).results.map((one) => one.id);

describe('who is found', () => {
  test('only those that answer the need, are active, and may be found', () => {
    const index = made([
      { id: 'here', at: north(1), city: 'Iași' },
      { id: 'gone', at: north(1), city: 'Iași', status: 'defunct' },
      { id: 'asleep', at: north(1), city: 'Iași', status: 'inactive' },
      { id: 'shut', at: north(1), city: 'Iași', status: 'temporarily closed' },
      { id: 'hidden', at: north(1), city: 'Iași', visibility: 'private' },
    ]);
    expect(index.directory.services).toHaveLength(5);
    expect(ids(index)).toEqual(['here']);
    expect(index.search({ ...query, need: 'health' })).toMatchObject({ results: [], total: 0 });
    expect(index.view('gone', { ...query })).toBeUndefined();
    expect(index.view('hidden', { ...query })).toBeUndefined();
  });

  test('the circle grows only when it is empty, and says so', () => {
    const far = [
      { id: 'km50', at: north(50), city: 'Botoșani' },
      { id: 'km140', at: north(140), city: 'Rădăuți' },
      { id: 'km300', at: [44.43, 26.1] as [number, number], city: 'București' },
    ];
    const one = { id: 'km10', at: north(10), city: 'Iași' };
    expect(made([...far, one]).search(query)).toMatchObject({ total: 1, widened: false });
    expect(ids(made(far))).toEqual(['km50']);
    expect(made(far).search(query).widened).toBe(true);
    expect(ids(made(far.slice(1)))).toEqual(['km140']);
    expect(ids(made(far.slice(2)))).toEqual(['km300']);
  });

  test('what serves the area counts as near; what serves the country comes last and is always there', () => {
    const index = made([
      { id: 'line', area: 'România' },
      { id: 'bus', area: 'Județul Iași' },
      { id: 'other', area: 'Cluj' },
      { id: 'near', at: north(2), city: 'Iași' },
    ]);
    expect(ids(index)).toEqual(['near', 'bus', 'line']);
    expect(index.search(query).widened).toBe(false);
    expect(index.find(query).views[1]?.reasons).toContainEqual({ kind: 'serves_area', area: 'Județul Iași' });
  });

  test('a place without coordinates is found by its city, without a distance', () => {
    const index = made([
      { id: 'blind', city: 'Iași' },
      { id: 'near', at: north(2), city: 'Iași' },
    ]);
    const [, blind] = index.find(query).views;
    expect(blind).toMatchObject({ id: 'blind', kilometres: undefined, city: 'Iași', address: 'Strada 1' });
    expect(blind?.reasons).toContainEqual({ kind: 'same_city', city: 'Iași' });
  });

  test('nothing is found from a place that no part of the directory is near', () => {
    const index = made([{ id: 'near', at: north(2), city: 'Iași' }]);
    const lisbon = { name: 'Lisboa', latitude: 38.72, longitude: -9.14 };
    expect(index.search({ ...query, near: lisbon })).toMatchObject({ results: [], total: 0, widened: true });
  });

  describe('filters', () => {
    const index = made([
      { id: 'babies', at: north(1), city: 'Iași', ages: [0, 3], hours: '08:00-16:00' },
      { id: 'teens', at: north(2), city: 'Iași', ages: [12, 17], free: true, hours: '14:00-18:00' },
      { id: 'uk', at: north(3), city: 'Iași', language: 'uk', access: 'Intrare fără trepte' },
    ]);
    test.each<[string, object, string[]]>([
      ['the age of a child', { age: { from: 2, to: 2 } }, ['babies', 'uk']],
      ['a range of ages', { age: { from: 3, to: 12 } }, ['babies', 'teens', 'uk']],
      ['free of charge', { free: true }, ['teens']],
      ['open now', { open: 'now' }, ['babies']],
      ['open later today', { open: { day: '2026-03-10', from: '16:30', to: '17:00' } }, ['teens']],
      ['a language', { language: 'uk' }, ['uk']],
      ['no steps', { stepFree: true }, ['uk']],
    ])('keep what is known to fit: %s', (_, filters, fitting) => {
      expect(ids(index, { filters }).sort()).toEqual(fitting);
      expect(index.search({ ...query, filters }).relaxed).toBeUndefined();
    });

    test('where nothing is known to fit, what may fit is shown and said to be unsure', () => {
      const { views, relaxed } = index.find({ ...query, filters: { free: true, stepFree: true } });
      expect(relaxed).toBe('unsure');
      expect(views.map(({ id, unsure }) => [id, unsure])).toEqual([
        ['teens', ['step_free']],
        ['babies', ['free', 'step_free']],
        ['uk', ['free']],
      ]);
    });

    test('where nothing can fit, all are shown and that is said', () => {
      const answer = index.search({ ...query, filters: { open: 'now', language: 'uk', free: true } });
      expect(answer.total).toBeGreaterThan(0);
      const none = made([{ id: 'teens', at: north(2), city: 'Iași', ages: [12, 17] }]);
      expect(none.search({ ...query, filters: { age: { from: 1, to: 1 } } })).toMatchObject({
        total: 1,
        relaxed: 'all',
      });
    });
  });

  test('by the words of its name, its organization or itself, from anywhere, the nearest of equals first', () => {
    const index = made([
      { id: 'Casa Speranței', at: [44.43, 26.1], city: 'București' },
      { id: 'Masa caldă Copou', at: north(1), city: 'Iași' },
      { id: 'Masa caldă', at: north(200), city: 'Suceava' },
    ]);
    const words = (said: string) => ids(index, { need: undefined, words: said });
    expect(words('casa sperantei')[0]).toBe('Casa Speranței');
    expect(words('masa calda')).toEqual(['Masa caldă Copou', 'Masa caldă']);
    expect(index.named('am auzit de Casa Speranței din oraș', 3).map(({ id }) => id)).toEqual([
      'Casa Speranței',
    ]);
    expect(index.named('caut o casă', 3)).toEqual([]);
  });
});

describe('the order', () => {
  test.each<[string, Partial<Made>]>([
    ['speaks the language of the person', { language: 'ro' }],
    ['is open now', { hours: '08:00-16:00' }],
    ['opens soon', { hours: '14:00-18:00' }],
    ['costs nothing', { free: true }],
    ['was confirmed recently', { assured: '2026-02-01' }],
    ['is nearer', { at: north(4.9) }],
  ])('among equals, the one that %s comes first', (_, better) => {
    const index = made([
      { id: 'a', at: north(5), city: 'Iași' },
      { id: 'b', at: north(5), city: 'Iași', ...better },
    ]);
    expect(ids(index)).toEqual(['b', 'a']);
  });

  test('a border makes the way longer', () => {
    const index = made([
      { id: 'abroad', at: north(8), city: 'Sculeni', country: 'MD' },
      { id: 'home', at: north(-12), city: 'Iași' },
    ]);
    expect(ids(index)).toEqual(['home', 'abroad']);
  });

  test('pages are parts of one list, whatever the page size', () => {
    const many = Array.from({ length: 40 }, (_, at) => ({
      id: `s${at}`,
      at: north((at * 7) % 24),
      city: 'Iași',
      hours: at % 3 === 0 ? '08:00-16:00' : '14:00-20:00',
      free: at % 4 === 0,
    }));
    const index = made(many);
    const whole = ids(index, { limit: 40 });
    expect(new Set(whole).size).toBe(40);
    const paged = Array.from({ length: 14 }, (_, at) => ids(index, { limit: 3, offset: at * 3 })).flat();
    expect(paged).toEqual(whole);
    expect(ids(index, { limit: 40 })).toEqual(whole);
  });
});

test('a service at several places is one result, at its nearest', () => {
  const index = createDirectory(
    directoryOf({
      'organizations.csv': 'id,name\no1,Casa Exemplu',
      'services.csv': 'id,organization_id,name,status,needs\ns1,o1,Ajutor,active,food',
      'locations.csv': `id,name,latitude,longitude\nl1,Departe,${north(9).join()}\nl2,Aproape,${north(3).join()}`,
      'addresses.csv':
        'id,location_id,address_1,city,country\na1,l1,Strada Lungă 1,Iași,RO\na2,l2,Strada Scurtă 2,Iași,RO',
      'service_at_location.csv': 'id,service_id,location_id\nm1,s1,l1\nm2,s1,l2',
    }),
  );
  const { views, total } = index.find(query);
  expect(total).toBe(1);
  expect(views[0]).toMatchObject({ address: 'Strada Scurtă 2', invented: false });
  expect(views[0]?.kilometres).toBeCloseTo(3, 1);
});

describe('a view', () => {
  const index = made([
    {
      id: 'here',
      at: north(1),
      city: 'Iași',
      language: 'ro',
      free: true,
      hours: '08:00-16:00',
      ages: [3, 6],
    },
  ]);

  test('says what a person needs, and why it is shown', () => {
    expect(index.view('here', { ...query, need: 'housing' })).toMatchObject({
      name: 'here',
      organization: 'Casa Exemplu',
      needs: ['housing', 'food'],
      invented: true,
      hours: { kind: 'open', until: Date.parse('2026-03-10T14:00:00Z'), zone: 'Europe/Bucharest' },
      cost: { free: true },
      ages: { minimum: 3, maximum: 6 },
      languages: ['ro'],
      reasons: [
        { kind: 'need', need: 'housing' },
        { kind: 'near', kilometres: expect.closeTo(1, 1) },
        { kind: 'language', language: 'ro' },
        { kind: 'open_now' },
        { kind: 'free' },
      ],
    });
  });

  test('without a place there is no distance', () => {
    const view = index.view('here', { ...query, near: undefined });
    expect(view?.kilometres).toBeUndefined();
    expect(view?.reasons.map((reason) => reason.kind)).not.toContain('near');
  });

  test('numbers that ring nobody cannot be called, faxes are not shown', () => {
    const files = {
      'organizations.csv': 'id,name\no1,Casa Exemplu',
      'services.csv': 'id,organization_id,name,status,needs\ns1,o1,Ajutor,active,food',
      'phones.csv':
        'id,service_id,number,type\np1,s1,+44 1632 960001,voice\np2,s1,01632 960002,fax\np3,s1,116 111,hotline',
    };
    expect(createDirectory(directoryOf(files)).view('s1', query)?.phones).toEqual([
      { number: '+44 1632 960001', callable: false },
      { number: '116 111', callable: true },
    ]);
    const invented = { ...files, 'kinline.json': '{ "invented": true }' };
    expect(
      createDirectory(directoryOf(invented))
        .view('s1', query)
        ?.phones.map((one) => one.callable),
    ).toEqual([false, false]);
  });
});

test('the engine reads the directory that is current when it asks', async () => {
  let index = made([{ id: 'old', at: north(1), city: 'Iași' }]);
  const ports = directoryPorts(() => index, NEEDS);
  expect((await ports.findServices(query)).services.map((one) => one.name)).toEqual(['old']);
  index = made([{ id: 'new', at: north(1), city: 'Iași' }]);
  expect(await ports.findServices(query)).toMatchObject({
    total: 1,
    widened: false,
    services: [{ id: 'new' }],
  });
  expect(await ports.service('old', query)).toBeUndefined();
  expect(await ports.service('new', query)).toMatchObject({ id: 'new', name: 'new' });
  expect(ports.needs().slice(0, 3)).toEqual(['day_care', 'crisis_shelter', 'food']);
});
