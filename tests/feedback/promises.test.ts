/** Deadlines that are kept, and promises that two people agreed to. */
import type { WorkingTime } from '../../src/callbacks/working-time.js';
import { alarmsOf, duesOf, isBoardLate, isSensitiveLate } from '../../src/feedback/deadlines.js';
import { coarse, givenEntry, mayRead, type QuarantinedEntry, recipientOf } from '../../src/feedback/entry.js';
import {
  approve,
  edit,
  isLate,
  type Promised,
  promise,
  publishPromise,
  suggestThemes,
  type Theme,
} from '../../src/feedback/themes.js';
import { isOver, quarterOf, startOfWeek, weekOf } from '../../src/feedback/weeks.js';
import { fold } from '../../src/language/fold.js';

const working: WorkingTime = {
  zone: 'UTC',
  days: [1, 2, 3, 4, 5],
  from: 540,
  to: 1020,
  holiday: () => false,
};
const at = (text: string) => Date.parse(text);

describe('weeks', () => {
  test.each([
    ['2026-11-24T10:00:00Z', '2026-W48', '2026-Q4'],
    ['2027-01-01T00:00:00Z', '2026-W53', '2026-Q4'],
    ['2024-12-30T00:00:00Z', '2025-W01', '2025-Q1'],
    ['2026-03-29T23:59:59Z', '2026-W13', '2026-Q1'],
  ])('%s is in %s and %s', (moment, week, quarter) => {
    expect(weekOf(at(moment))).toBe(week);
    expect(quarterOf(week)).toBe(quarter);
    expect(weekOf(startOfWeek(week))).toBe(week);
  });

  test('a quarter is over when no week of it can come', () => {
    expect(isOver('2026-Q3', at('2026-10-01T00:00:00Z'))).toBe(true);
    expect(isOver('2026-Q4', at('2026-12-31T23:00:00Z'))).toBe(false);
  });
});

describe('deadlines', () => {
  const week = '2026-W48';
  test('first answer in 5 working days, result in 20, never later than promised', () => {
    expect(duesOf(week, working)).toEqual({
      firstAnswerBy: at('2026-11-27T17:00:00Z'),
      resultBy: at('2026-12-18T17:00:00Z'),
    });
  });

  test('what is late says so until it is answered', () => {
    const late = at('2026-11-28T00:00:00Z');
    expect(alarmsOf({ week, letters: [] }, false, late, working)).toEqual(['first_answer_late']);
    const answered = [{ from: 'reader' as const, words: 'Thank you', week }];
    expect(alarmsOf({ week, letters: answered }, false, late, working)).toEqual([]);
    expect(alarmsOf({ week, letters: answered }, false, at('2026-12-20T00:00:00Z'), working)).toEqual([
      'result_late',
    ]);
    expect(alarmsOf({ week, letters: answered }, true, at('2026-12-20T00:00:00Z'), working)).toEqual([]);
  });

  test('sensitive ones have 24 hours, weekends or not', () => {
    const alertedAt = at('2026-11-28T10:00:00Z');
    expect(isSensitiveLate({ alertedAt, done: [] }, alertedAt + 24 * 3_600_000 - 1)).toBe(false);
    expect(isSensitiveLate({ alertedAt, done: [] }, alertedAt + 24 * 3_600_000)).toBe(true);
    const done = [{ words: 'Spoke with the child', on: '2026-11-28' }];
    expect(isSensitiveLate({ alertedAt, done }, alertedAt + 48 * 3_600_000)).toBe(false);
  });

  test('a board without anything new since the last quarter is late', () => {
    expect(isBoardLate(['2026-W30'], at('2026-11-24T00:00:00Z'))).toBe(false);
    expect(isBoardLate(['2026-W20'], at('2026-11-24T00:00:00Z'))).toBe(true);
    expect(isBoardLate([], at('2026-11-24T00:00:00Z'))).toBe(true);
  });
});

describe('entries', () => {
  test('are not shown on the board unless that was chosen, and hold no more than was asked', () => {
    const asked = {
      age: '6-9',
      about: { kind: 'play' },
      category: 'thanks',
      taps: {},
      words: {},
      language: 'uk',
    };
    expect(givenEntry.parse(asked).mayShow).toBe(false);
    expect(givenEntry.safeParse({ ...asked, conversation: 'x' }).success).toBe(false);
    expect(givenEntry.safeParse({ ...asked, words: { change: 'я'.repeat(6000) } }).success).toBe(false);
  });

  test('a concern about staff reaches no team, one about the lead goes outside', () => {
    expect(recipientOf('thanks', { harm: false })).toBeUndefined();
    expect(recipientOf('suggestion', { harm: true })).toBe('safeguarding_lead');
    expect(recipientOf('concern', { harm: false, aboutStaff: 'staff' })).toBe('safeguarding_lead');
    expect(recipientOf('concern', { harm: true, aboutStaff: 'lead' })).toBe('second_recipient');
    const quarantined = { recipient: 'second_recipient' } as QuarantinedEntry;
    expect(mayRead(quarantined, 'second_recipient')).toBe(true);
    expect(mayRead(quarantined, 'safeguarding_lead')).toBe(false);
    expect(mayRead(quarantined, 'participation_officer')).toBe(false);
  });

  test('a small service is not named', () => {
    expect(coarse({ kind: 'play', service: 'attic' }, () => false)).toEqual({ kind: 'play' });
  });
});

describe('promises', () => {
  const given: Promised = promise.parse({
    id: 'p1',
    theme: 'food',
    youSaid: { en: 'Lunch is too early.' },
    stands: 'doing',
    we: { en: 'We try a later lunch.' },
    owner: 'Head of the day centre',
    date: '2026-12-01',
    quotes: [{ entry: 'e1', words: 'I am not hungry at eleven' }],
    approvedBy: [],
    published: null,
  });
  const agreed = (one: Promised, ...staff: string[]) =>
    staff.reduce((last, name) => {
      const approval = approve(last, name);
      return approval.approved ? approval.promise : last;
    }, one);

  test('two different people must agree', () => {
    expect(approve(agreed(given, 'a'), 'a')).toEqual({ approved: false, why: 'twice' });
    expect(publishPromise(agreed(given, 'a', 'a'), () => true, '2026-W48')).toEqual({
      published: false,
      why: 'approvers',
    });
    expect(publishPromise(agreed(given, 'a', 'b'), () => true, '2026-W48').published).toBe(true);
  });

  test('words are shown only where who wrote them allowed it', () => {
    expect(publishPromise(agreed(given, 'a', 'b'), () => false, '2026-W48')).toEqual({
      published: false,
      why: 'quote_not_allowed',
    });
  });

  test('a change takes the agreement away', () => {
    expect(edit(agreed(given, 'a', 'b'), { we: { en: 'We could not.' } }).approvedBy).toEqual([]);
  });

  test('what is late shows as late', () => {
    expect(isLate(given, '2026-12-01')).toBe(false);
    expect(isLate(given, '2026-12-02')).toBe(true);
    expect(isLate({ ...given, stands: 'did' }, '2026-12-02')).toBe(false);
  });

  test('themes are suggested by words', () => {
    const themes: Theme[] = [
      { code: 'food', name: { en: 'Food' }, words: { en: ['lunch', 'hungry'] } },
      { code: 'noise', name: { en: 'Noise' }, words: { en: ['loud'] } },
    ];
    expect(suggestThemes('Lunch is so late, I am HUNGRY!', 'en', themes, fold)).toEqual(['food']);
  });
});
