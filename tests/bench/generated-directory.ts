/** A directory of any size, invented, in HSDS 3.0 CSV: about nine rows a service, as real ones have. Always the same. */
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

const NEEDS = [
  'day_care',
  'food',
  'psychosocial',
  'financial_support',
  'crisis_shelter',
  'legal_aid',
  'parent_group',
  'housing',
];
const WORDS =
  'copii familii sprijin centru zi ajutor masă haine sfat школа дитина допомога родина дім притулок поруч щодня'.split(
    ' ',
  );
const TOWNS: [string, number, number][] = [
  ['București', 44.4268, 26.1025],
  ['Cluj-Napoca', 46.7712, 23.6236],
  ['Iași', 47.1585, 27.6014],
  ['Timișoara', 45.7489, 21.2087],
  ['Suceava', 47.6514, 26.2556],
];

export async function generateDirectory(folder: string, services: number): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const words = (count: number) => Array.from({ length: count }, () => WORDS[random(WORDS.length)]).join(' ');
  const id = (table: number, n: number): string =>
    `${String(table).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const files: string[] = [];
  const write = async (table: string, header: string, count: number, row: (n: number) => string) => {
    const file = join(folder, `${table}.csv`);
    files.push(file);
    const out = createWriteStream(file);
    out.write(`${header}\n`);
    for (let n = 0; n < count; n += 1)
      if (!out.write(`${row(n)}\n`)) await new Promise<void>((done) => out.once('drain', () => done()));
    out.end();
    await finished(out);
  };
  const organizations = Math.ceil(services / 5);
  await write('organizations', 'id,name,description,email,website', organizations, (n) =>
    [
      id(1, n),
      `Casa ${words(2)} ${n} (exemplu)`,
      words(12),
      `casa${n}@example.org`,
      `https://example.org/${n}`,
    ].join(),
  );
  await write(
    'locations',
    'id,location_type,organization_id,name,transportation,latitude,longitude,address_confidential',
    services,
    (n) => {
      const [, latitude, longitude] = TOWNS[n % TOWNS.length] ?? ['', 0, 0];
      const off = () => (random(10_000) - 5000) / 50_000;
      return [
        id(2, n),
        'physical',
        id(1, n % organizations),
        words(3),
        words(6),
        latitude + off(),
        longitude + off(),
        'false',
      ].join();
    },
  );
  await write(
    'addresses',
    'id,location_id,address_1,city,state_province,postal_code,country,address_type',
    services,
    (n) => {
      const [town] = TOWNS[n % TOWNS.length] ?? [''];
      return [
        id(3, n),
        id(2, n),
        `Strada Exemplului ${random(200)}`,
        town,
        town,
        100_000 + random(900_000),
        'RO',
        'physical',
      ].join();
    },
  );
  await write(
    'services',
    'id,organization_id,name,description,url,email,status,application_process,fees_description,eligibility_description,minimum_age,maximum_age,assured_date,needs',
    services,
    (n) =>
      [
        id(4, n),
        id(1, n % organizations),
        `${words(3)} ${n}`,
        `"${words(15)}, ${words(10)}"`,
        `https://example.org/s/${n}`,
        '',
        'active',
        words(8),
        random(3) === 0 ? 'Gratuit' : '',
        words(6),
        random(6),
        6 + random(12),
        '2026-08-02',
        NEEDS[random(NEEDS.length)],
      ].join(),
  );
  await write('service_at_location', 'id,service_id,location_id', services, (n) =>
    [id(5, n), id(4, n), id(2, n)].join(),
  );
  await write('phones', 'id,service_id,number,type', services, (n) =>
    [id(6, n), id(4, n), `+44 1632 960${String(n % 1000).padStart(3, '0')}`, 'voice'].join(),
  );
  await write('languages', 'id,service_id,name,code', services * 2, (n) =>
    [id(7, n), id(4, n >> 1), n % 2 ? 'Romanian' : 'Ukrainian', n % 2 ? 'ro' : 'uk'].join(),
  );
  await write('schedules', 'id,service_id,freq,interval,byday,opens_at,closes_at,timezone', services, (n) =>
    [id(8, n), id(4, n), 'WEEKLY', 1, '"MO,TU,WE,TH,FR"', '08:00', '16:00', 'Europe/Bucharest'].join(),
  );
  await write('accessibility', 'id,location_id,description', services, (n) =>
    [id(9, n), id(2, n), 'Intrare fără trepte'].join(),
  );
  return files;
}
