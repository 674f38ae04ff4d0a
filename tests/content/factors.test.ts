import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { factorTable, withTable } from '../../src/cli/factors.js';
import { askedFactors } from '../../src/content/factors.js';
import { ownContent, ROOT } from '../helpers/content.js';

test('the table in the README is the one the files give; else run `npm run kinline -- factors --write`', () => {
  const both = withTable(readFileSync(join(ROOT, 'README.md'), 'utf8'), factorTable(ownContent()));
  expect(both?.now).toBe(both?.written);
});

test('parents are asked every question of the factor table that is to be asked', () => {
  const asked = new Set(
    askedFactors(ownContent().dialogs)
      .filter(({ dialog }) => dialog === 'self-check')
      .map(({ factor }) => factor),
  );
  const wanted =
    'VF01a VF02a VF02b VF03a VF03b VF04a VF04b VF04c VF05a VF07a VF07b VF07c VF08a VF08b VF10a VF10b VF10c VF11a VF11b VF11c VF11d';
  expect([...asked].sort()).toEqual(wanted.split(' '));
});
