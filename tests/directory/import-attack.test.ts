/** Sources that are broken or made to break: an import always answers, tells the truth about its rows, and leaks nothing. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COLUMNS } from '../../src/directory/import/columns.js';
import { type ImportResult, importDirectory } from '../../src/directory/import/import.js';
import { createDirectory } from '../../src/directory/search/search.js';
import { BASE, IASI, importTexts, NEEDS, NOW } from './support.js';

const importBytes = (files: { name: string; bytes: Buffer }[]): ImportResult =>
  importDirectory({ files, label: 'x', now: NOW }, NEEDS);

/** What holds of every import. */
function sound(result: ImportResult): void {
  for (const { rows, stored, leftOut, notUsed } of result.counts) {
    expect(stored + leftOut + notUsed).toBe(rows);
    expect(Math.min(stored, leftOut, notUsed)).toBeGreaterThanOrEqual(0);
  }
  // Each row that is not stored is named, by its number.
  const named = (outcome: string) =>
    result.report.filter((row) => row.outcome === outcome && row.row !== undefined).length;
  const sum = (field: 'leftOut' | 'notUsed') =>
    result.counts.reduce((total, count) => total + count[field], 0);
  expect(named('left out')).toBeGreaterThanOrEqual(sum('leftOut'));
  expect(named('not used')).toBeGreaterThanOrEqual(sum('notUsed'));
  if (!result.ok) expect(result.reasons.length).toBeGreaterThan(0);
  else
    createDirectory(result.directory).find({
      need: 'food',
      near: IASI,
      language: 'ro',
      now: NOW.getTime(),
      limit: 3,
      offset: 0,
    });
}

const id = fc.constantFrom('1', '2', 's1', 'o1', '', '../1', '__proto__', 'constructor', "'=1");
const cell = fc.oneof(
  id,
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    'active',
    'true',
    '9am-5pm',
    'MO,TU',
    'weekdays',
    '18+',
    '47.1',
    '999',
    'RO',
    '=cmd()',
    '"',
    ',',
    '\0',
    '{"a":1}',
    'private',
  ),
);

test('any cells in any tables', () => {
  const table = fc.constantFrom(...Object.keys(COLUMNS)).chain((name) =>
    fc
      .array(fc.array(cell, { minLength: 1, maxLength: (COLUMNS[name] ?? []).length + 1 }), { maxLength: 4 })
      .map((rows): [string, string] => {
        const quoted = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
        return [`${name}.csv`, [(COLUMNS[name] ?? []).join(','), ...quoted].join('\n')];
      }),
  );
  fc.assert(
    fc.property(fc.array(table, { maxLength: 8 }), (tables) =>
      sound(importTexts({ ...BASE, ...Object.fromEntries(tables) })),
    ),
    { numRuns: 200 },
  );
});

test('any JSON', () => {
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      cell,
      fc.integer(),
      fc.constant(null),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          ...Object.keys(COLUMNS),
          'id',
          'name',
          'status',
          'organization',
          'service',
          'location',
          'contents',
          'kinline',
          'translations',
          'ro',
          'opens_at',
          'needs',
          'latitude',
        ),
        tie('tree'),
        { maxKeys: 6 },
      ),
    ),
  }));
  fc.assert(
    fc.property(tree, (data) => sound(importTexts({ ...BASE, 'x.json': JSON.stringify(data) }))),
    { numRuns: 300 },
  );
});

test('any bytes under any name', () => {
  const name = fc.constantFrom(
    'services.csv',
    'x.json',
    'x.ndjson',
    'kinline.json',
    'datapackage.json',
    'phones.tsv',
    'a b.csv',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.uint8Array({ maxLength: 300 })), { maxLength: 3 }), (files) =>
      sound(importBytes(files.map(([file, bytes]) => ({ name: file, bytes: Buffer.from(bytes) })))),
    ),
    { numRuns: 200 },
  );
});

describe('made to break it', () => {
  const service = (name: string) => `id,organization_id,name,status,needs\ns1,o1,${name},active,food\n`;

  test('a cell of many megabytes is refused with its file, one of many pages is kept', () => {
    const huge = importTexts({ ...BASE, 'services.csv': service('x'.repeat(5_000_000)) });
    expect(huge.ok).toBe(false);
    expect(huge.report.some((row) => row.file === 'services.csv')).toBe(true);
    const long = importTexts({ ...BASE, 'services.csv': service('x'.repeat(100_000)) });
    expect(long.ok).toBe(true);
  });

  test('a quotation mark that is never closed takes no row before it along', () => {
    const result = importTexts({
      ...BASE,
      'services.csv': `${service('Ajutor')}s2,o1,"Alt ajutor,active,food\ns3,o1,C,active,food\n`,
    });
    expect(result.ok && result.directory.services.map((one) => one.id)).toEqual(['s1']);
    expect(result.report.find((row) => row.file === 'services.csv')?.reason).toContain('from row 3 on');
  });

  test('JSON nested a hundred thousand deep', () => {
    const deep = `${'{"organization":'.repeat(5000)}1${'}'.repeat(5000)}`;
    sound(importTexts({ ...BASE, 'x.json': deep, 'y.json': `${'['.repeat(100_000)}${']'.repeat(100_000)}` }));
  });

  test('terms that are their own grandparents', () => {
    sound(
      importTexts({
        ...BASE,
        'taxonomy_terms.csv': 'id,name,parent_id\na,A,b\nb,B,a',
        'attributes.csv': 'id,link_id,taxonomy_term_id\n1,s1,a',
      }),
    );
  });

  test('files in different encodings: what can be read is, the others are named', () => {
    const result = importBytes([
      { name: 'organizations.csv', bytes: Buffer.from('\uFEFFid,name\no1,Casă', 'utf16le') },
      { name: 'services.csv', bytes: Buffer.from(service('Ajutor')) },
      {
        name: 'phones.csv',
        bytes: Buffer.from('id,service_id,number,description\np1,s1,112,Ia\xfei', 'latin1'),
      },
    ]);
    expect(result.ok && result.directory.services[0]?.organization.name['']).toBe('Casă');
    expect(result.report.map((row) => row.file)).toEqual(['phones.csv']);
  });

  test('values are not repeated in the report, whatever they are', () => {
    const secret = 'Ana Geheim';
    const row = (columns: string) => columns.replace(/\w+/g, secret);
    for (const [table, columns] of Object.entries(COLUMNS)) {
      const result = importTexts({
        ...BASE,
        [`${table}.csv`]: `${columns.join()}\n${row(columns.join())}\n`,
      });
      expect(JSON.stringify(result.report)).not.toContain('Geheim');
    }
  });
});
