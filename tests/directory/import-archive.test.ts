import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { ARCHIVE_LIMITS, openArchive } from '../../src/directory/import/archive.js';
import { importDirectory } from '../../src/directory/import/import.js';
import { BASE, NEEDS, NOW } from './support.js';

const zip = (files: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
const inside = (folder: string) =>
  Object.fromEntries(Object.entries(BASE).map(([name, text]) => [folder + name, text]));
const named = (bytes: Uint8Array) => {
  const opened = openArchive(bytes);
  return opened.ok ? opened.files.map(({ name }) => name) : opened.reason;
};

describe('a zip archive', () => {
  test.each(['', 'export/', 'a/b/c/'])('gives its tables from “%s”', (folder) => {
    const opened = openArchive(zip({ ...inside(folder), [`${folder}README.md`]: '# x' }));
    expect(opened.ok).toBe(true);
    const files = opened.ok ? opened.files : [];
    const result = importDirectory({ files, label: 'x', now: NOW }, NEEDS);
    expect(result.ok && result.directory.services[0]?.name).toEqual({ '': 'Ajutor' });
  });

  test('takes what is said of all tables from the folder above them', () => {
    const bytes = zip({ 'x/kinline.json': '{"invented":true}', ...inside('x/data/') });
    const opened = openArchive(bytes);
    const result = importDirectory({ files: opened.ok ? opened.files : [], label: 'x', now: NOW }, NEEDS);
    expect(result.ok && result.directory.invented).toBe(true);
  });

  test('reads the folder that holds the services, and not what a computer puts beside', () => {
    const bytes = zip({
      'about.json': '{}',
      '__MACOSX/city/._services.csv': 'x',
      '.git/services.csv': 'x',
      ...inside('city/'),
    });
    expect(named(bytes)).toEqual(['organizations.csv', 'services.csv']);
  });

  test.each([
    '../services.csv',
    '/etc/services.csv',
    'a/../../services.csv',
    'C:\\services.csv',
    'a\\..\\services.csv',
  ])('is refused whole when a name leads out of it: %s', (name) => {
    expect(named(zip({ ...BASE, [name]: 'id,name' }))).toMatch(/leads out/);
  });

  test('is refused before it is unpacked when it would fill the memory', () => {
    const bomb = zip({ ...BASE, 'locations.csv': '0'.repeat(20_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(named(bomb)).toMatch(/grow/);
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [`${n}/services.csv`, 'id'.repeat(500)]),
    );
    const opened = openArchive(zip(many), { ...ARCHIVE_LIMITS, total: 20_000 });
    expect(opened).toMatchObject({ ok: false, reason: expect.stringContaining('grow') });
    expect(openArchive(zip(many), { ...ARCHIVE_LIMITS, entries: 10 }).ok).toBe(false);
  });

  test('is refused when it lies about the size it has', () => {
    const bytes = zip({ 'services.csv': 'id,name\n'.repeat(200_000) });
    const view = new DataView(bytes.buffer);
    // The size once unpacked, in the entry of the central directory.
    for (let at = 0; at < bytes.length - 4; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    const opened = openArchive(bytes);
    // Never more than it said.
    expect(opened.ok ? opened.files.every((file) => file.bytes.length <= 10) : true).toBe(true);
  });

  test('without a table, damaged, or no archive at all is refused in words', () => {
    expect(named(zip({ 'README.md': 'x' }))).toMatch(/holds no/);
    expect(named(zip({}))).toMatch(/holds no/);
    expect(named(strToU8('no archive'))).toMatch(/could not be unpacked/);
    expect(named(zip(BASE).slice(0, 150))).toMatch(/could not be unpacked/);
  });

  test('with any bytes changed gives an answer, never a fault', () => {
    const whole = zip(inside('x/'));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] = value;
        expect(typeof openArchive(bytes).ok).toBe('boolean');
      }),
      { numRuns: 300 },
    );
  });
});
