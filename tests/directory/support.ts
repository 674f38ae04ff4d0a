/** Small directories for tests: CSV texts in, an imported directory out. All of it is invented. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ImportResult, importDirectory } from '../../src/directory/import/import.js';
import type { Directory } from '../../src/directory/model.js';
import { ownContent } from '../helpers/content.js';

export const NEEDS = ownContent().needs;
export const NOW = new Date('2026-03-10T09:00:00Z');
export const FIXTURES = '../shared/fixtures';
export const hasFixtures = existsSync(FIXTURES);

/** Imports texts by file name. */
export function importTexts(files: Record<string, string>, now = NOW): ImportResult {
  const list = Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
  return importDirectory({ files: list, label: 'test', now }, NEEDS);
}

/** The directory of an import that must succeed. */
export function directoryOf(files: Record<string, string>, now = NOW): Directory {
  const result = importTexts(files, now);
  if (!result.ok) throw new Error(result.reasons.join());
  return result.directory;
}

export function importFolder(folder: string): ImportResult {
  const files = readdirSync(folder)
    .filter((name) => /\.(csv|json)$/.test(name))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  return importDirectory({ files, label: folder, now: NOW }, NEEDS);
}

/** What a report says, short: `file row field outcome`. */
export function said(result: ImportResult): string[] {
  return result.report.map(({ file, row, field, outcome }) =>
    [file, row, field, outcome].filter((part) => part !== undefined).join(' '),
  );
}

/** One organization and one service, to which a test adds what it is about. */
export const BASE: Record<string, string> = {
  'organizations.csv': 'id,name\no1,Casa Exemplu',
  'services.csv': 'id,organization_id,name,status,needs\ns1,o1,Ajutor,active,food',
};

export const IASI = { name: 'Iași', latitude: 47.1585, longitude: 27.6014 };
