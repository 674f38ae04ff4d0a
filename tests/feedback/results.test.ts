/** Numbers that are published say nothing of a few. */
import { type Counts, keyOf } from '../../src/feedback/counts.js';
import { createTally, DESK, PUBLIC } from '../../src/feedback/results.js';
import { ALL, OTHER } from '../../src/feedback/suppress.js';
import { inventedCounts } from './answers.js';
import { narrowBounds, solve, subtractPairs, targetsOf } from './attack-kit.js';
import { seeded } from './seeded.js';

const QUARTER = '2026-Q3';

/** By service and age: how many said yes, no and so on. */
function tallyOf(table: Record<string, Record<string, Record<string, number>>>) {
  const counts: Counts = new Map();
  for (const [service, ages] of Object.entries(table))
    for (const [age, answers] of Object.entries(ages)) {
      const common = { quarter: QUARTER, service, age: age as '6-9' };
      for (const [answer, count] of Object.entries(answers))
        counts.set(keyOf({ ...common, question: 'listened', answer }), count);
      const entries = Object.values(answers).reduce((sum, count) => sum + count, 0);
      counts.set(keyOf({ ...common, question: '_entries', answer: 'given' }), entries);
    }
  return createTally(counts);
}

test('what many said is shown, rounded to five', () => {
  const tally = tallyOf({ park: { '6-9': { yes: 41, no: 23 }, '10-13': { yes: 32, no: 18 } } });
  expect(tally.results(QUARTER, 'listened', ['age']).rows).toEqual([
    { service: ALL, age: '10-13', answers: { yes: 30, no: 20 } },
    { service: ALL, age: '6-9', answers: { yes: 40, no: 25 } },
  ]);
});

test('where all said the same, or all but a few, nothing is shown', () => {
  for (const no of [0, 1, 9]) {
    const tally = tallyOf({ park: { '6-9': { yes: 80, no } } });
    expect(tally.results(QUARTER, 'listened', []).rows[0]?.answers ?? null).toBeNull();
  }
});

test('a group of a few is hidden, and so is another, so that nobody can subtract', () => {
  const tally = tallyOf({
    park: { '6-9': { yes: 40, no: 30 }, '10-13': { yes: 50, no: 20 }, '14-17': { yes: 3, no: 2 } },
  });
  const rows = tally.results(QUARTER, 'listened', ['age']).rows;
  expect(rows.filter(({ answers }) => answers === null).map(({ age }) => age)).toEqual(['10-13', '14-17']);
});

test('rare answers are put together for everybody alike', () => {
  const tally = tallyOf({ park: { '6-9': { yes: 60, partly: 40, no: 6, never: 7 } } });
  expect(tally.results(QUARTER, 'listened', []).rows[0]?.answers).toEqual({
    yes: 60,
    partly: 40,
    [OTHER]: 15,
  });
});

test('a service with fewer than ten entries is not even named; inside the desk it is from five on', () => {
  const tally = tallyOf({
    park: { '6-9': { yes: 40, no: 30 } },
    mill: { '6-9': { yes: 50, no: 20 } },
    lane: { '6-9': { yes: 4, no: 4 } },
  });
  const named = (threshold = PUBLIC) =>
    tally.results(QUARTER, 'listened', ['service'], threshold).rows.map(({ service }) => service);
  expect(named()).toEqual(['mill', 'park']);
  expect(named(DESK)).toEqual(['lane', 'mill', 'park']);
});

describe('attacks on everything that is published of 20,000 entries', () => {
  const counts = inventedCounts(
    { entries: 20_000, services: 30, quarters: ['2026-Q1', '2026-Q2', '2026-Q3'], questions: 4, answers: 4 },
    seeded(5),
  );
  const targets = targetsOf(createTally(counts), counts, PUBLIC);

  test('there is something to attack', () => {
    const shown = targets.flatMap(({ results }) => results.rows.filter(({ answers }) => answers !== null));
    expect(shown.length).toBeGreaterThan(200);
  });

  test('10,000 pairs of overlapping queries leave nothing of a few between them', () => {
    expect(subtractPairs(targets, 10_000, seeded(6))).toEqual({ asked: 10_000, recovered: 0 });
  });

  test('bounds narrowed by all sums recover no cell under ten', () => {
    const found = targets.map((target) => narrowBounds(target));
    expect(found.reduce((sum, { hidden }) => sum + hidden, 0)).toBeGreaterThan(100);
    expect(found.reduce((sum, { recovered }) => sum + recovered, 0)).toBe(0);
  });

  test('even with unrounded numbers, solving all sums at once gives no cell under ten', () => {
    expect(targets.reduce((sum, target) => sum + solve(target), 0)).toBe(0);
  });

  test('who sees the tables of the desk beside the public ones finds no cell under five', () => {
    const desk = targetsOf(createTally(counts), counts, DESK);
    for (const [at, { results }] of targets.entries())
      for (const { service, age, answers } of results.rows)
        if (answers !== null)
          expect(
            desk[at]?.results.rows.find((row) => row.service === service && row.age === age)?.answers,
          ).toEqual(answers);
    expect(desk.reduce((sum, target) => sum + solve(target, 5), 0)).toBe(0);
    expect(desk.map((one) => narrowBounds(one, 5).recovered).every((recovered) => recovered === 0)).toBe(
      true,
    );
  });

  test('the same attacks succeed where small groups are hidden without others beside them', () => {
    const naive = targets.map(({ results, truth }) => ({
      truth,
      results: {
        ...results,
        rows: [...truth].map(([name, answers]) => {
          const [service = '', age = ''] = name.split('\t');
          const few = Object.values(answers).some((count) => count < 10);
          return { service, age, answers: few ? null : answers };
        }),
      },
    }));
    expect(subtractPairs(naive, 10_000, seeded(6)).recovered).toBeGreaterThan(100);
    expect(naive.reduce((sum, target) => sum + solve(target), 0)).toBeGreaterThan(10);
  });
});
