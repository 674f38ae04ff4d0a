/** What young people said, as the participation officer, the safeguarding lead and everybody else at the desk have it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { soundFeedbackAlarms } from '../../src/casework/feedback/alarms.js';
import { boardPromises } from '../../src/casework/feedback/promises.js';
import { publishOver } from '../../src/feedback/published.js';
import { createTally } from '../../src/feedback/results.js';
import { NOTICE_RECORD, type Notice } from '../../src/notify/notice.js';
import { ADMIN, ANNA, at, LEAD, ORGANIZATION, OUTSIDE, person, SUPERVISOR } from '../casework/office.js';
import { COUNTS } from './board-house.js';
import { browserOf, type DeskHouse, openDesk } from './desk-house.js';
import { sayAll, sayAlone } from './feedback-seed.js';

const OFFICER = person('officer', 'participation_officer');
const NOW = at('2026-11-24T10:00');

let house: DeskHouse;
beforeAll(async () => {
  house = await openDesk({ totpRequired: false });
  await house.employ(OFFICER);
  await house.employ(OUTSIDE);
  await sayAll(house.office.store, NOW, [{ category: 'thanks' }]);
});
beforeEach(() => {
  house.office.clock.now = NOW;
});
afterAll(() => house.close());

const sitting = async (staff: Parameters<DeskHouse['signIn']>[0]) =>
  browserOf(house, await house.signIn(staff));
const entriesOf = (html: string): string[] => [
  ...new Set([...html.matchAll(/\/desk\/feedback\/([\w-]{22})"/g)].map(([, id = '']) => id)),
];
const oneEntry = async () =>
  entriesOf((await (await sitting(OFFICER)).get('/desk/feedback')).html).at(-1) ?? '';
const lines = async (action: string) =>
  (await house.office.records('audit'))
    .map(({ value }) => JSON.parse(value) as { action: string; subject: string; actor: string })
    .filter((line) => line.action === action);

describe('the participation officer', () => {
  test('begins with what there is to read: masked, with age, kind, language and week, and by when', async () => {
    const officer = await sitting(OFFICER);
    expect((await officer.get('/desk')).headers.get('Location')).toBe('/desk/feedback');
    const { html } = await officer.get('/desk/feedback');
    expect(entriesOf(html)).toHaveLength(10);
    expect(html).toContain('The big room is cold, ask [name]');
    expect(html).not.toContain('Olivia');
    for (const told of ['10-13 years', 'Suggestion', 'Thanks', 'English', 'First answer by'])
      expect(html).toContain(told);
  });

  test('is logged for every entry that is read, and shown the words as written once, which is logged too', async () => {
    const id = await oneEntry();
    const officer = await sitting(OFFICER);
    expect((await officer.get(`/desk/feedback/${id}`)).html).not.toContain('Olivia');
    expect((await lines('feedback:read')).at(-1)).toMatchObject({ subject: id, actor: OFFICER.id });
    const looked = await officer.post(`/desk/feedback/${id}`, `/desk/feedback/${id}/look`);
    expect(looked.html).toContain('ask Olivia');
    expect((await lines('feedback:look')).at(-1)).toMatchObject({ subject: id, actor: OFFICER.id });
    const after = await officer.get(`/desk/feedback/${id}`);
    expect([after.html.includes('Olivia'), after.html.includes('/look')]).toEqual([false, false]);
  });

  test('is told which themes the words speak of, codes it, and answers whoever has the receipt', async () => {
    const id = await oneEntry();
    const officer = await sitting(OFFICER);
    const path = `/desk/feedback/${id}`;
    expect((await officer.get(path)).html).toContain('Rooms and places (suggested)');
    await officer.post(path, `${path}/themes`, { theme: 'place' });
    expect((await officer.get(path)).html).toContain('value="place" checked');
    const empty = await officer.post(path, `${path}/answer`, { words: '' });
    expect([empty.status, empty.html.includes('id="words-wrong"')]).toEqual([422, true]);
    await officer.post(path, `${path}/answer`, { words: 'We ask for heating.' });
    const { html } = await officer.get(path);
    expect(html).toContain('We ask for heating.');
    expect(html).toContain('Say what came of it by');
  });

  test('what is late shows as late, and each alarm is told once, with a week and nothing else', async () => {
    house.office.clock.now = at('2026-12-29T10:00');
    const officer = await sitting(OFFICER);
    expect((await officer.get('/desk/feedback')).html).toContain('Late: no answer yet');
    const { store } = house.office;
    const parts = { store, organization: ORGANIZATION, now: house.office.clock.now };
    expect(await soundFeedbackAlarms(parts)).toBe(3);
    expect(await soundFeedbackAlarms(parts)).toBe(0);
    const notices = (await house.office.records(NOTICE_RECORD)).map(
      ({ value }) => JSON.parse(value) as Notice,
    );
    const ours = notices.filter(({ audience }) => audience === 'participation_officer');
    expect(ours.map(({ kind }) => kind).sort()).toEqual([
      'feedback_answer_due',
      'feedback_answer_due',
      'feedback_due',
    ]);
    for (const { reference, path } of ours) expect([reference, path]).toEqual(['2026-W48', '/desk/feedback']);
  });

  test('whose young person was told what came of it is late no more', async () => {
    const id = await oneEntry();
    const officer = await sitting(OFFICER);
    const path = `/desk/feedback/${id}`;
    await officer.post(path, `${path}/answer`, { words: 'The heating works.', told: 'yes' });
    house.office.clock.now = at('2026-12-29T10:00');
    const { html } = await (await sitting(OFFICER)).get(path);
    expect(html).toContain('was told what came of it');
    expect(html).not.toContain('Late:');
  });

  test('reads it from right to left in Arabic', async () => {
    const { html } = await (await sitting(OFFICER)).get('/desk/feedback?lang=ar');
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain('ماذا يقول الصغار والشباب');
  });
});

describe('what must not wait', () => {
  test('is seen by the safeguarding lead alone, answered, and written down as done', async () => {
    const id = await sayAlone(house.office.store, NOW);
    const path = `/desk/feedback/${id}`;
    const lead = await sitting(LEAD);
    expect(entriesOf((await lead.get('/desk/feedback')).html)).toEqual([id]);
    expect((await lead.get(path)).html).toContain('I am afraid of [name]');
    for (const staff of [OFFICER, OUTSIDE]) {
      const browser = await sitting(staff);
      expect((await browser.get('/desk/feedback')).html).not.toContain(id);
      expect((await browser.get(path)).status).toBe(404);
    }
    for (const staff of [ANNA, SUPERVISOR, ADMIN])
      expect((await (await sitting(staff)).get(path)).status).toBe(403);
    await lead.post(path, `${path}/answer`, { words: 'You can call me.' });
    await lead.post(path, `${path}/done`, { done: 'Spoke with the manager.' });
    const { html } = await lead.get(path);
    for (const text of ['You can call me.', 'Spoke with the manager.']) expect(html).toContain(text);
  });

  test('about the lead reaches the person outside and nobody else', async () => {
    const id = await sayAlone(house.office.store, NOW, 'second_recipient');
    expect(entriesOf((await (await sitting(OUTSIDE)).get('/desk/feedback')).html)).toEqual([id]);
    expect((await (await sitting(LEAD)).get(`/desk/feedback/${id}`)).status).toBe(404);
  });

  test('shows as late after a day, and the person outside then hears that there is one', async () => {
    const id = await sayAlone(house.office.store, at('2026-11-20T10:00'));
    expect((await (await sitting(LEAD)).get(`/desk/feedback/${id}`)).html).toContain(
      'Late: nothing was done yet',
    );
    const { store } = house.office;
    await soundFeedbackAlarms({ store, organization: ORGANIZATION, now: NOW });
    const notices = (await house.office.records(NOTICE_RECORD)).map(
      ({ value }) => JSON.parse(value) as Notice,
    );
    const about = notices.filter(({ path }) => path.endsWith(id));
    expect(about.map(({ audience }) => audience).sort()).toEqual(['safeguarding_lead', 'second_recipient']);
    expect(JSON.stringify(about)).not.toContain('afraid');
  });
});

test('what many said is told inside with groups from five on, in chart and table', async () => {
  await publishOver(house.office.store, createTally(COUNTS), NOW);
  const { html } = await (await sitting(SUPERVISOR)).get('/desk/results');
  expect(html).toMatch(/<svg[^>]*role="img"[\s\S]*<table>/);
  expect(html).toContain('10-13 years');
  for (const [, number] of html.matchAll(/<td class="count">(\d+)<\/td>/g))
    expect([Number(number) % 5, Number(number) >= 5]).toEqual([0, true]);
  expect((await (await sitting(ANNA)).get('/desk/results')).status).toBe(403);
});

describe('a promise', () => {
  const fields = {
    theme: 'place',
    'said-en': 'The big room is cold.',
    stands: 'doing',
    'we-en': 'We are buying a heater.',
    owner: 'The house manager',
    date: '2027-01-31',
  };

  test('goes on the board when two different people agreed to exactly this', async () => {
    const officer = await sitting(OFFICER);
    const made = await officer.post('/desk/board', '/desk/board', fields);
    const path = made.headers.get('Location')?.split('?')[0] ?? '';
    const agree = async (staff: typeof OFFICER) => {
      const browser = await sitting(staff);
      const [, version = ''] = /name="version" value="(\d+)"/.exec((await browser.get(path)).html) ?? [];
      return { browser, version };
    };
    const mine = await agree(OFFICER);
    await mine.browser.post(path, `${path}/approve`, { version: mine.version });
    const again = await agree(OFFICER);
    const twice = await again.browser.post(path, `${path}/approve`, { version: again.version });
    expect([twice.status, twice.html.includes('Somebody else must agree too.')]).toEqual([422, true]);
    const early = await again.browser.post(path, `${path}/publish`, { version: again.version });
    expect(early.html).toContain('Two people must agree first.');
    const other = await agree(SUPERVISOR);
    // Somebody changes it while the other one reads: what they then agree to is not what they read.
    await officer.post(path, path, { ...fields, 'we-en': 'We bought a heater.' });
    expect((await other.browser.post(path, `${path}/approve`, { version: other.version })).status).toBe(422);
    for (const staff of [OFFICER, SUPERVISOR]) {
      const { browser, version } = await agree(staff);
      await browser.post(path, `${path}/approve`, { version });
    }
    const last = await agree(SUPERVISOR);
    expect((await last.browser.post(path, `${path}/publish`, { version: last.version })).status).toBe(303);
    const [shown] = await boardPromises(house.office.store);
    expect(shown).toMatchObject({ we: { en: 'We bought a heater.' }, published: '2026-W48' });
    await officer.post(path, path, fields);
    expect(await boardPromises(house.office.store)).toEqual([]);
  });

  test('whoever forgot something is told at its field, with the rest kept', async () => {
    const officer = await sitting(OFFICER);
    const { status, html } = await officer.post('/desk/board', '/desk/board', { ...fields, date: 'soon' });
    expect([status, html.includes('id="date-wrong"'), html.includes('We are buying a heater.')]).toEqual([
      422,
      true,
      true,
    ]);
  });
});
