/** The invented directory keeps its promises: it helps a newcomer, in every language, and can ring nobody. */
import { readFileSync } from 'node:fs';
import { parse as parseCsv } from 'csv-parse/sync';
import { distance } from 'geokdbush';
import { importDirectory } from '../../src/directory/import/import.js';
import { readSource } from '../../src/directory/import/source.js';
import { ownContent } from '../helpers/content.js';

type Row = Record<string, string>;
const FOLDER = 'demo/directory';
const table = (name: string): Row[] =>
  parseCsv(readFileSync(`${FOLDER}/${name}.csv`, 'utf8'), { columns: true });

const organizations = table('organizations');
const services = table('services');
const locations = table('locations');
const addresses = table('addresses');
const meetings = table('service_at_location');
const areas = table('service_areas');
const translations = table('translations');
const { needs } = ownContent();

const LANGUAGES = ['en', 'ro', 'uk', 'ar'];
const MARKS: Record<string, string> = { en: '(example)', ro: '(exemplu)', uk: '(приклад)', ar: '(مثال)' };
const COMMON = [
  'day_care',
  'food',
  'psychosocial',
  'financial_support',
  'crisis_shelter',
  'legal_aid',
  'parent_group',
];
const CENTRES: Record<string, [latitude: number, longitude: number]> = {
  București: [44.4268, 26.1025],
  'Cluj-Napoca': [46.7712, 23.6236],
  Iași: [47.1585, 27.6014],
  Timișoara: [45.7489, 21.2087],
  Constanța: [44.1733, 28.6383],
  Brașov: [45.6427, 25.5887],
  Galați: [45.4353, 28.008],
  Suceava: [47.6514, 26.2556],
  Sibiu: [45.7983, 24.1256],
  Craiova: [44.3302, 23.7949],
  Київ: [50.4501, 30.5234],
  Львів: [49.8397, 24.0297],
  Одеса: [46.4825, 30.7233],
  Харків: [49.9935, 36.2304],
  Дніпро: [48.4647, 35.0462],
  Чернівці: [48.2921, 25.9358],
  Ужгород: [48.6208, 22.2879],
  Вінниця: [49.2331, 28.4682],
  Запоріжжя: [47.8388, 35.1396],
  Chișinău: [47.0105, 28.8638],
  Bălți: [47.7615, 27.9289],
  Cahul: [45.9075, 28.1944],
  Orhei: [47.3849, 28.8245],
  Comrat: [46.2948, 28.6572],
};

/** A text of a record in each language: its own, and what translations.csv adds. */
function textsOf(row: Row, field: string, own: string | undefined): Record<string, string> {
  const texts: Record<string, string> = own ? { [own]: row[field] ?? '' } : {};
  for (const line of translations)
    if (line.link_id === row.id && line.field === field) texts[line.language ?? ''] = line.text ?? '';
  return texts;
}

// One zone a country: what tells the country of a service without a place.
const zoneByService = new Map(table('schedules').map((row) => [row.service_id, row.timezone]));
const needsOf = (service: Row): string[] => (service.needs ?? '').split(';');
const locationById = new Map(locations.map((row) => [row.id, row]));
const cityByLocation = new Map(addresses.map((row) => [row.location_id, row.city]));
const locationsOf = (service: Row): Row[] =>
  meetings
    .filter((row) => row.service_id === service.id)
    .map((row) => locationById.get(row.location_id))
    .filter((row) => row !== undefined);
const ownLanguage = new Map(
  [...services, ...organizations, ...locations].map((row) => [row.id, row.language] as const),
);

test('there are at least 80 services, over every need and all ten kinds of service', () => {
  expect(services.length).toBeGreaterThanOrEqual(80);
  const covered = new Set(services.flatMap(needsOf));
  expect([...covered].sort()).toEqual(needs.map((need) => need.code).sort());
  const kinds = new Set(needs.filter((need) => covered.has(need.code)).map((need) => need.kind));
  expect(kinds.size).toBe(10);
});

test('in every town somebody answers each of the commonest needs', () => {
  const missing = Object.keys(CENTRES).flatMap((city) => {
    const near = services.filter(
      (service) =>
        locationsOf(service).some((location) => cityByLocation.get(location.id) === city) ||
        areas.some((area) => area.service_id === service.id && area.name === city),
    );
    const found = new Set(near.flatMap(needsOf));
    return COMMON.filter((need) => !found.has(need)).map((need) => `${city}: ${need}`);
  });
  expect(missing).toEqual([]);
});

test('every country answers every need, a narrow one at least by its broader one', () => {
  const byCountry = new Map<string, Set<string>>();
  for (const service of services) {
    const zone = zoneByService.get(service.id) ?? '';
    byCountry.set(zone, new Set([...(byCountry.get(zone) ?? []), ...needsOf(service)]));
  }
  expect([...byCountry.keys()].sort()).toEqual(['Europe/Bucharest', 'Europe/Chisinau', 'Europe/Kyiv']);
  for (const found of byCountry.values())
    for (const { code, broader } of needs)
      expect([code, found.has(code) || found.has(broader ?? '')]).toEqual([code, true]);
});

test('names and descriptions, and what is said beside them, are there in all four languages', () => {
  const missing: string[] = [];
  const want = (row: Row, fields: string[], own: string | undefined): void => {
    for (const field of fields) {
      if (!row[field]) continue;
      const texts = textsOf(row, field, own);
      for (const language of LANGUAGES) if (!texts[language]) missing.push(`${row.id} ${field} ${language}`);
    }
  };
  for (const row of services) {
    expect(row.name && row.description).toBeTruthy();
    want(
      row,
      ['name', 'description', 'application_process', 'eligibility_description', 'fees_description', 'alert'],
      row.language,
    );
  }
  for (const row of [...organizations, ...locations]) want(row, ['name', 'transportation'], row.language);
  for (const row of addresses) want(row, ['city'], ownLanguage.get(row.location_id));
  for (const row of table('required_documents')) want(row, ['document'], ownLanguage.get(row.service_id));
  expect(missing).toEqual([]);
});

test('each text is written in the script of its language', () => {
  const scripts: Record<string, RegExp> = {
    uk: /\p{Script=Cyrillic}/u,
    ru: /\p{Script=Cyrillic}/u,
    ar: /\p{Script=Arabic}/u,
  };
  const wrong = services.flatMap((row) =>
    ['name', 'description'].flatMap((field) =>
      Object.entries(textsOf(row, field, row.language)).filter(
        ([language, text]) =>
          !(scripts[language]?.test(text) ?? !/[\p{Script=Cyrillic}\p{Script=Arabic}]/u.test(text)),
      ),
    ),
  );
  expect(wrong).toEqual([]);
});

test('no two services of a country share a name, so that each can be tapped', () => {
  for (const language of LANGUAGES) {
    const seen = new Set<string>();
    for (const row of services) {
      const key = `${zoneByService.get(row.id)} ${textsOf(row, 'name', row.language)[language]}`;
      expect(seen).not.toContain(key);
      seen.add(key);
    }
  }
});

test('every organization is marked as an example in every language', () => {
  for (const row of organizations) {
    const texts = textsOf(row, 'name', row.language);
    for (const [language, mark] of Object.entries(MARKS)) expect(texts[language]).toContain(mark);
  }
});

test('no number can ring anybody, and no address on the web is somebody else’s', () => {
  for (const { number } of table('phones')) expect(number).toMatch(/^\+44 1632 960\d{3}$/);
  for (const { email, url, website } of [...services, ...organizations]) {
    expect(email ?? '').toMatch(/^$|@example\.org$/);
    expect(url ?? website ?? '').toMatch(/^$|^https:\/\/example\.org\//);
  }
});

test('every place lies within 5 km of the middle of its town', () => {
  for (const { id, latitude, longitude } of locations) {
    if (!latitude) continue;
    const centre = CENTRES[cityByLocation.get(id) ?? ''];
    if (!centre) throw new Error('a place in a town that is not listed');
    expect(distance(Number(longitude), Number(latitude), centre[1], centre[0])).toBeLessThan(5);
  }
});

test('three shelters are secret: nothing in the data tells where they are', () => {
  const secret = locations.filter((row) => row.address_confidential === 'true');
  expect(secret).toHaveLength(3);
  for (const row of secret) {
    expect(row.latitude + (row.longitude ?? '') + (row.transportation ?? '')).toBe('');
    expect(addresses.some((address) => address.location_id === row.id)).toBe(false);
    const [service] = services.filter((candidate) => locationsOf(candidate).includes(row));
    expect(service && needsOf(service)).toContain('crisis_shelter');
    expect(areas.some((area) => area.service_id === service?.id)).toBe(true);
    // An open house of the same organization would be a hint.
    const open = locations.filter((other) => other.organization_id === row.organization_id && other !== row);
    expect(open).toEqual([]);
  }
});

test('the import stores every row and has nothing to report', async () => {
  const source = await readSource(FOLDER);
  if (!source.ok) throw new Error(source.reason);
  const now = new Date('2026-11-24T12:00:00Z');
  const result = importDirectory({ ...source, now }, needs);
  if (!result.ok) throw new Error(result.reasons.join());
  expect(result.report).toEqual([]);
  expect(result.counts.filter((count) => count.stored !== count.rows)).toEqual([]);
  expect(result.directory.services).toHaveLength(services.length);
  expect(result.directory.invented).toBe(true);
});
