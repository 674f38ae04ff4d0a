/** Whatever somebody who is logged in sends in any form of the desk: no fault, and no word of the inside. */
import { expect, test } from '@jest/globals';
import { fuzzDesk } from './fuzz/desk.js';
import { RUNS, SEED } from './fuzz/fuzz.js';

test(
  'forms of the desk, as staff',
  async () => {
    const { sent, let: through } = await fuzzDesk(RUNS, SEED);
    process.stderr.write(`fuzz: seed ${SEED}, ${sent} forms of the desk as staff, ${through} not refused\n`);
    expect(sent).toBeGreaterThanOrEqual(RUNS);
    // Many reach a handler: it is not the guards alone that were tried.
    expect(through).toBeGreaterThan(RUNS / 10);
  },
  Math.max(60_000, 200 * RUNS),
);
