/** What the papers say is what the software does. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { AUDIT_KEPT_DAYS } from '../../src/casework/audit-end.js';
import { readConfig } from '../../src/config.js';
import { BATCH } from '../../src/feedback/mixing.js';
import { DESK, PUBLIC } from '../../src/feedback/results.js';
import { KEPT_DAYS } from '../../src/feedback/shelf.js';
import { processingRecord } from '../../src/operations/processing-record.js';
import { ORGANIZATION } from '../casework/office.js';

const record = processingRecord({ organization: ORGANIZATION, keepHours: 48, store: 'embedded' });

test('names who is responsible, and what still has to be filled in', () => {
  expect(record.controller.name).toBe(ORGANIZATION.name);
  expect(record.safeguarding_lead).toBe(ORGANIZATION.safeguardingLead.name);
  const open = record.activities.filter(({ legal_basis: { decided } }) => decided === null);
  for (const { name } of open) expect(record.to_be_filled_in).toContain(`activities.${name}.legal_basis`);
});

test('every activity has all that article 30 asks for', () => {
  for (const activity of record.activities)
    for (const part of [
      'purposes',
      'data_subjects',
      'data',
      'recipients',
      'erased_after',
      'security',
    ] as const)
      expect(activity[part].length).toBeGreaterThan(0);
});

test('the figures of the impact assessment are those of the program', () => {
  const text = readFileSync('deploy/dpia.md', 'utf8');
  const read = readConfig({});
  const hours = read.ok ? read.config.KINLINE_KEEP_HOURS : 0;
  for (const figure of [
    `or ${hours} hours of silence`,
    `${KEPT_DAYS.entry.toLocaleString('en')} days; words as written until one person has looked, at most ${KEPT_DAYS.raw} days`,
    `${AUDIT_KEPT_DAYS} days | administrators`,
    `wait until ${BATCH} or more`,
    `nothing of fewer than ${PUBLIC.least}, rounded to ${PUBLIC.rounding}`,
    `${DESK.least} inside the desk`,
    `${ORGANIZATION.keep.closedDays} days after closing, ${ORGANIZATION.keep.unclaimedDays} unclaimed`,
  ])
    expect(text).toContain(figure);
});
