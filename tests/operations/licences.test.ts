/** What may be installed: every package of this house passes, and an invented bad one of each kind does not. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { runLicences } from '../../src/cli/licences.js';
import { isAllowed } from '../../src/operations/dependencies/check.js';
import { ROOT } from '../helpers/content.js';

let said: string;
let folder: string;
beforeEach(() => {
  said = '';
  folder = mkdtempSync(join(tmpdir(), 'kinline-licences-'));
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** A project of one invented package. */
function install(manifest: object, locked: object = {}, name = 'invented-package'): number {
  cpSync(join(ROOT, 'deploy/dependencies.yaml'), join(folder, 'deploy/dependencies.yaml'));
  const path = `node_modules/${name}`;
  mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(folder, path, 'package.json'), JSON.stringify({ version: '1.0.0', ...manifest }));
  const lock = { packages: { '': {}, [path]: { version: '1.0.0', ...locked } } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  return runLicences(folder);
}

test('what is installed here passes, and takes less than three seconds', () => {
  const began = performance.now();
  expect({ code: runLicences(ROOT), said }).toMatchObject({ code: 0 });
  expect(said).toMatch(/^\d{3,} packages, \d+ of them served/);
  expect(performance.now() - began).toBeLessThan(3_000);
});

test.each([
  ['copyleft', { license: 'GPL-3.0-only' }, 'has the licence GPL-3.0-only'],
  ['copyleft among others that are all needed', { license: 'MIT AND AGPL-3.0-only' }, 'AGPL-3.0-only'],
  ['no licence', {}, 'names no licence'],
  ['a licence that nobody knows', { license: 'SEE LICENSE IN LICENSE.md' }, 'SEE LICENSE'],
  ['a licence that is withheld', { license: 'UNLICENSED' }, 'UNLICENSED'],
])('%s is refused', (_what, manifest, words) => {
  expect(install(manifest)).toBe(1);
  expect(said).toContain('invented-package 1.0.0');
  expect(said).toContain(words);
});

test('a choice is all right where one of it is', () => {
  expect(install({ license: '(GPL-2.0-only OR BSD-2-Clause)' })).toBe(0);
});

describe('a known advisory', () => {
  test('refuses a version it names', () => {
    expect(install({ license: 'MIT', version: '9.0.0' }, { version: '9.0.0' }, 'find-my-way')).toBe(1);
    expect(said).toContain('CVE-2024-45813');
  });
  test('also the one before a release that mends it', () => {
    expect(install({ license: 'MIT', version: '9.0.1-rc.1' }, { version: '9.0.1-rc.1' }, 'find-my-way')).toBe(
      1,
    );
  });
  test.each(['5.4.9', '8.2.2', '9.0.1', '10.0.0'])('leaves %s alone, which it does not', (version) => {
    expect(install({ license: 'MIT', version }, { version }, 'find-my-way')).toBe(0);
  });
});

test('what is all right for tests only is refused where it is served', () => {
  expect(install({ license: 'MPL-2.0' }, { dev: true }, 'axe-core')).toBe(0);
  expect(install({ license: 'MPL-2.0' }, {}, 'axe-core')).toBe(1);
  expect(said).toContain('for tests only');
});

test('what is installed in another version than the lock file’s is refused', () => {
  expect(install({ license: 'MIT', version: '1.0.1' })).toBe(1);
  expect(said).toContain('the lock file says 1.0.0');
});

test.each([
  ['A', true],
  ['X', false],
  ['A AND X', false],
  ['A OR X AND X', true],
  ['(A OR X) AND X', false],
  ['(A OR X) AND (X OR B)', true],
  ['A OR', false],
  ['A B', false],
  ['(A', false],
  ['', false],
])('%s', (expression, allowed) => {
  expect(isAllowed(expression, new Set(['A', 'B']))).toBe(allowed);
});
