import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { runFormsExport, runFormsImport } from '../../src/cli/forms.js';
import { SURVEY, workbook } from '../forms/sample.js';
import { ROOT } from '../helpers/content.js';

let folder: string;
let said: string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinline-forms-'));
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((words) => {
      said.push(String(words));
      return true;
    });
});
afterAll(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

test('a workbook becomes a dialog and its texts in every language, and is not written over unasked', async () => {
  said = [];
  const file = join(folder, 'form.xlsx');
  writeFileSync(file, await workbook());
  const out = join(folder, 'out');
  expect(await runFormsImport(ROOT, file, { out })).toBe(0);
  expect(readdirSync(join(out, 'dialogs'))).toEqual(['arrival-form.yaml']);
  expect(readdirSync(join(out, 'locales')).sort()).toEqual(['ar', 'en', 'ro', 'uk']);
  expect(readFileSync(join(out, 'locales/uk/arrival-form.json'), 'utf8')).toContain(
    'Чи ходять вони до школи?',
  );
  expect(await runFormsImport(ROOT, file, { out })).toBe(1);
  expect(said.at(-1)).toMatch(/is there already\. Use --replace/);
  expect(await runFormsImport(ROOT, file, { out, replace: true })).toBe(0);
});

test('what does not fit is named with sheet and row, and nothing is written', async () => {
  said = [];
  const file = join(folder, 'bad.xlsx');
  writeFileSync(
    file,
    await workbook([...SURVEY, { type: 'barcode', name: 'code', 'label::English (en)': 'Scan' }]),
  );
  const out = join(folder, 'nothing');
  expect(await runFormsImport(ROOT, file, { out })).toBe(1);
  expect(said.join('')).toMatch(/sheet survey, row 9: The type barcode cannot be brought in/);
  expect(readdirSync(folder)).not.toContain('nothing');
});

test('a dialog goes out as a workbook; one that is not there is named', async () => {
  said = [];
  const out = join(folder, 'check.xlsx');
  expect(await runFormsExport(ROOT, 'self-check', out)).toBe(0);
  expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK');
  expect(await runFormsExport(ROOT, 'no-such', out)).toBe(1);
  expect(said.at(-1)).toMatch(/There is no dialog no-such/);
});
