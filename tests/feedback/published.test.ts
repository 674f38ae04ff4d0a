/** What was published stays as it was. */
import { type Counts, keyOf } from '../../src/feedback/counts.js';
import { everythingPublished, publishedResults, publishOver } from '../../src/feedback/published.js';
import { createTally } from '../../src/feedback/results.js';
import { ALL } from '../../src/feedback/suppress.js';
import { makeFolder } from '../stores/folder.js';

const cell = (answer: string, question = 'listened') =>
  keyOf({ quarter: '2026-Q3', service: 'park', age: '6-9', question, answer });
const counts: Counts = new Map([
  [cell('yes'), 40],
  [cell('no'), 30],
  [cell('given', '_entries'), 70],
]);
const shown = [{ service: ALL, age: '6-9', answers: { no: 30, yes: 40 } }];

test('a quarter is published when it is over, once, and no later change shows', async () => {
  const folder = await makeFolder();
  const store = await folder.open();
  const tally = createTally(counts);
  const read = async () => (await publishedResults(store, '2026-Q3', 'listened', ['age']))?.rows;

  expect(await publishOver(store, tally, Date.parse('2026-09-27T00:00:00Z'))).toBe(0);
  expect(await read()).toBeUndefined();
  expect(await publishOver(store, tally, Date.parse('2026-10-06T00:00:00Z'))).toBe(1);
  expect(await read()).toEqual(shown);

  tally.add(new Map([[cell('yes'), -8]]));
  expect(await publishOver(store, tally, Date.parse('2026-10-07T00:00:00Z'))).toBe(0);
  expect(await read()).toEqual(shown);
  expect(await everythingPublished(store)).toHaveLength(1);
  await store.close();
  await folder.remove();
});
