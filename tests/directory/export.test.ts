import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cellOf } from '../../src/directory/export/csv.js';
import { exportFiles, writeExport } from '../../src/directory/export/write.js';
import { importDirectory } from '../../src/directory/import/import.js';
import { readSource } from '../../src/directory/import/source.js';
import type { Directory, Service } from '../../src/directory/model.js';
import { createDirectory } from '../../src/directory/search/search.js';
import { BASE, directoryOf, FIXTURES, hasFixtures, IASI, importFolder, NEEDS, NOW } from './support.js';

/** Imports what an export gives, as if it had come from elsewhere. */
function back(directory: Directory, csv: boolean): Directory {
  const files = exportFiles(directory, csv).map(({ name, texts }) => ({
    name,
    bytes: Buffer.from([...texts()].join('')),
  }));
  const result = importDirectory({ files, label: directory.source, now: NOW }, NEEDS);
  if (!result.ok) throw new Error(result.reasons.join());
  expect(result.exported).toBe(true);
  return result.directory;
}

const isPublic = ({ status, visibility }: Service): boolean =>
  status === 'active' && visibility === undefined;

/** Everything that can be seen of a directory: each service from near, in two languages, open and closed. */
function views(directory: Directory): unknown {
  const index = createDirectory(directory);
  return directory.services
    .filter(isPublic)
    .flatMap(({ id }) =>
      ['ro', 'uk'].flatMap((language) =>
        ['2026-03-10T09:00:00Z', '2026-12-25T22:00:00Z'].map((now) =>
          index.view(id, { near: IASI, language, now: Date.parse(now) } as Parameters<typeof index.view>[1]),
        ),
      ),
    );
}

const demo = (): Directory => {
  const result = importFolder('demo/directory');
  if (!result.ok) throw new Error('demo');
  return result.directory;
};
const sample = (): Directory => {
  const result = importFolder(`${FIXTURES}/hsds-ohana-fixtures/sample-csv`);
  if (!result.ok) throw new Error('sample');
  return result.directory;
};

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const word = fc.oneof(
  text,
  fc.constantFrom("=cmd|' /C calc'!A0", '-1+1', '@x', '"', 'a,b;c', "'=x", 'a\nb', '../x', '__proto__'),
);
/** A directory out of any texts, by way of an import, which is where directories come from. */
const generated = fc
  .record({
    ids: fc.uniqueArray(word, { minLength: 3, maxLength: 3 }),
    texts: fc.array(word, { minLength: 12, maxLength: 12 }),
  })
  .map(({ ids: [a, b, c], texts: [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11] }) => ({
    'x.json': JSON.stringify({
      id: a,
      name: t0,
      description: t1,
      status: 'active',
      alert: t2,
      eligibility_description: t3,
      needs: 'food',
      email: 'ana@exämple.org',
      url: 'https://example.org/ș?q=[1]',
      organization: {
        id: b,
        name: t4,
        description: t5,
        phones: [{ number: '01632 960001', extension: '007' }],
      },
      languages: [
        { name: t6, note: t7 },
        { code: 'spa', name: 'Spanish' },
      ],
      required_documents: [{ document: t8 }],
      cost_options: [{ option: t9, amount: 5, currency: 'ron' }, {}],
      service_areas: [{ name: t10, extent_type: 'national' }],
      service_at_locations: [
        {
          location: {
            id: c,
            location_type: 'physical',
            name: t11,
            latitude: 47.1,
            longitude: -0.5,
            addresses: [{ address_1: t0, city: t1, country: 'RO', state_province: '', postal_code: '' }],
            accessibility: [{ description: t2 }],
            phones: [{ number: '+44 1632 960002', type: 'fax' }],
          },
          schedules: [
            {
              freq: 'MONTHLY',
              byday: '1MO,-1FR',
              opens_at: '22:00',
              closes_at: '02:00',
              valid_from: '2026-01-01',
            },
          ],
        },
      ],
    }),
  }));

describe.each([
  ['JSON', false],
  ['CSV', true],
])('an export as %s, imported again', (_, csv) => {
  test.each([['the demo directory', demo], ...(hasFixtures ? [['the sample', sample] as const] : [])])(
    'is shown as %s was',
    (_name, make) => {
      const before = make();
      const after = back(before, csv);
      expect(views(after)).toEqual(views(before));
      expect(after.invented).toBe(before.invented);
    },
  );

  test('is the directory it was, whatever the texts are', () => {
    fc.assert(
      fc.property(generated, (files) => {
        const result = importDirectory(
          { files: [{ name: 'x.json', bytes: Buffer.from(files['x.json']) }], label: 'x', now: NOW },
          NEEDS,
        );
        fc.pre(result.ok);
        if (!result.ok) return;
        expect(back(result.directory, csv).services).toEqual(result.directory.services);
      }),
      { numRuns: 150 },
    );
  });
});

test('an export of an import of an export is the same', () => {
  const texts = (directory: Directory) =>
    exportFiles(directory, false).map((file) => [...file.texts()].join(''));
  expect(texts(back(demo(), false))).toEqual(texts(demo()));
});

describe('what never leaves', () => {
  const files = {
    'organizations.csv': 'id,name\no1,Casa Exemplu\no2,Casa Ascunsă',
    'services.csv': [
      'id,organization_id,name,status,visibility,needs',
      's1,o1,Deschis,active,,food',
      's2,o2,Secret,active,private,food',
      's3,o2,Secret,active,excluded,food',
      's4,o2,Secret,inactive,,food',
      's5,o2,Secret,defunct,,food',
    ].join('\n'),
    'locations.csv':
      'id,name,latitude,longitude,transportation,address_confidential,city_public\nl1,Strada Secret,47.16012,27.58931,Secret 13,true,true',
    'addresses.csv':
      'id,location_id,address_1,city,state_province,postal_code,country\na1,l1,Strada Secret 7,Iași,Secret,700999,RO',
    'service_at_location.csv': 'id,service_id,location_id\nm1,s1,l1',
    'phones.csv': 'id,location_id,number,visibility\np1,l1,+44 1632 960007,\np2,l1,+44 1632 960008,private',
  };

  test.each([false, true])(
    'records that are inactive, private or excluded, and where a shelter is (csv: %s)',
    (csv) => {
      const all = exportFiles(directoryOf(files), csv)
        .map((file) => [...file.texts()].join(''))
        .join();
      expect(all).toContain('Deschis');
      expect(all).toContain('960007');
      expect(all).toContain('Iași');
      expect(all).not.toMatch(/Secret|Ascuns|47\.16|27\.58|700999|960008/);
    },
  );

  test('where a shelter is, even if the directory should hold it', () => {
    const directory = directoryOf(files);
    const [location] = directory.services[0]?.locations ?? [];
    Object.assign(location ?? {}, {
      name: { '': 'Strada Secret' },
      latitude: 47.16012,
      longitude: 27.58931,
      transportation: { uk: 'Secret' },
      accessibility: ['Secret'],
      address: {
        address1: 'Secret',
        city: { '': 'Secret' },
        stateProvince: 'Secret',
        postalCode: '700999',
        country: 'RO',
      },
    });
    const all = exportFiles(directory, false)
      .map((file) => [...file.texts()].join(''))
      .join();
    expect(all).not.toMatch(/Secret|47\.16|27\.58|700999/);
  });
});

test('no cell of an exported table begins a formula', () => {
  const marked = (cell: string): boolean => /^"?[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell);
  fc.assert(fc.property(word, (cell) => expect(marked(cellOf(cell))).toBe(false)));
  expect(['=1+1', '+44 1632 960001', '-0.5', '@x', '\tx'].map(cellOf)).toEqual([
    `"'=1+1"`,
    `"'+44 1632 960001"`,
    '-0.5',
    `"'@x"`,
    `"'\tx"`,
  ]);
});

describe('an export is written', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kinline-export-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test.each(['x', 'x.zip', 'x.json'])('to %s, and can be read from there', async (name) => {
    const before = demo();
    const out = join(folder, name);
    expect(await writeExport(before, out, false)).toMatchObject({
      ok: true,
      services: before.services.length,
    });
    const source = await readSource(out);
    if (!source.ok) throw new Error(source.reason);
    const result = importDirectory({ ...source, now: NOW }, NEEDS);
    expect(result.ok && result.directory.services).toEqual(before.services);
    expect(result.ok && result.directory.invented).toBe(true);
    expect((await readdir(folder)).filter((left) => left.endsWith('.new'))).toEqual([]);
  });

  test('not into a folder whose tables would be read with it, nor tables into one file', async () => {
    await writeFile(join(folder, 'phones.csv'), 'id,number\n');
    expect(await writeExport(demo(), folder, false)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('phones.csv'),
    });
    expect(await readFile(join(folder, 'phones.csv'), 'utf8')).toBe('id,number\n');
    expect((await writeExport(demo(), join(folder, 'x.json'), true)).ok).toBe(false);
  });

  test('whatever its ids are, to no other file', async () => {
    const { services } = directoryOf(BASE);
    const [service] = services;
    const directory = { ...directoryOf(BASE), services: service ? [{ ...service, id: '../../evil' }] : [] };
    await writeExport(directory, join(folder, 'out'), true);
    expect((await readdir(folder)).sort()).toEqual(['out']);
    expect((await readdir(join(folder, 'out'))).sort()).toEqual([
      'kinline.json',
      'organizations.csv',
      'services.csv',
    ]);
  });
});
