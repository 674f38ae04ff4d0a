import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createAudit } from '../../src/casework/audit.js';
import { verifyStored } from '../../src/cli/audit.js';
import { commitWithLines, familyLines } from '../../src/turn/callback-audit.js';
import { type Office, openOffice } from './office.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const LINES = familyLines(
  [
    { type: 'code_tried', reference: 'K7-4F2M-9', right: false },
    { type: 'code_tried', reference: 'K7-4F2M-9', right: true },
    { type: 'callback_changed', id: 'r1', change: { what: 'note', words: 'a private word' } },
    { type: 'callback_taken_back', id: 'r1' },
    { type: 'ended', leave: false },
  ],
  (reference) => `id of ${reference}`,
  7,
);
const turn = (expected: number) =>
  commitWithLines(
    { conversation: 'c'.repeat(43), expected, session: '{}', expiresAt: 9e12 },
    LINES,
    office.store,
    createAudit(office.store).commit,
  );

test('what a family does with its request is logged without a word of it', async () => {
  expect(await turn(0)).toMatchObject({ status: 'committed' });
  const rows = (await office.records('audit')).map(
    ({ value }) => JSON.parse(value) as Record<string, string>,
  );
  expect(rows.map(({ actor, action, outcome }) => `${actor} ${action} ${outcome}`)).toEqual([
    'family case:read refused',
    'family case:read done',
    'family case:change done',
    'family case:take_back done',
  ]);
  expect(JSON.stringify(rows)).not.toContain('private');
});

test('a turn that came too late leaves no line', async () => {
  await turn(0);
  expect(await turn(0)).toEqual({ status: 'conflict' });
  expect(await verifyStored(office.records)).toEqual({ ok: true, rows: 4 });
});
