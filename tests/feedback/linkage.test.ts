/** Whether whoever holds everything can tell whose words are whose; 10,000 children are in the bench. */

import { rm } from 'node:fs/promises';
import { makeFolder } from '../stores/folder.js';
import { attack, success } from './linkage/attack.js';
import { inOrder, type Simulation, simulate } from './linkage/children.js';
import { hoard, WHOLE_JOURNAL } from './linkage/hoard.js';
import { seeded } from './seeded.js';

const CHILDREN = 600;

async function attacked(leak: Simulation['leak']) {
  const folder = await makeFolder();
  const store = await folder.open(WHOLE_JOURNAL);
  try {
    const simulated = { children: CHILDREN, random: seeded(11), clock: folder.clock };
    const { talks, truth, batches } = await simulate(store, { ...simulated, ...(leak && { leak }) });
    await store.close();
    const copies = await hoard(folder.path, folder.open);
    const found = success(attack(folder.path, talks, copies), truth);
    await rm(copies, { recursive: true });
    return { ...found, known: truth.size, batches };
  } finally {
    await folder.remove();
  }
}

test('nobody is found better than by drawing lots among ten', async () => {
  const { share, known, batches } = await attacked(undefined);
  expect(known).toBeGreaterThan(CHILDREN * 0.8);
  expect(Math.min(...batches)).toBeGreaterThanOrEqual(10);
  // The best of many ways of guessing, over fewer children than in the bench: four standard deviations of chance.
  expect(share).toBeLessThan(0.11 + 4 * Math.sqrt((0.1 * 0.9) / known));
});

test('the same attack finds everybody where the order is kept', async () => {
  const { share } = await attacked({ shuffle: inOrder });
  expect(share).toBeGreaterThan(0.99);
});

test('the same attack finds everybody where nobody waits for others', async () => {
  const { share } = await attacked({ batch: 1 });
  expect(share).toBeGreaterThan(0.99);
});
