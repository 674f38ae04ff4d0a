/** Whatever is sent to any boundary: no crash, nothing unhandled, no 5xx that was not meant, no word of the inside. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LiveService } from '../conformance/live/service.js';
import { BOUNDARIES, opened, RUNS, SEED } from './fuzz/fuzz.js';

const unhandled: unknown[] = [];
const hear = (reason: unknown) => void unhandled.push(reason);
let service: LiveService;

beforeAll(async () => {
  process.on('unhandledRejection', hear).on('uncaughtException', hear);
  service = await opened();
  process.stderr.write(`fuzz: seed ${SEED}, ${RUNS} inputs at each boundary\n`);
});
afterAll(async () => {
  await service.close();
  process.off('unhandledRejection', hear).off('uncaughtException', hear);
});

test.each(BOUNDARIES.map((boundary) => [boundary.name, boundary] as const))(
  '%s',
  async (_name, boundary) => {
    expect(await boundary.fuzz(service, RUNS, SEED)).toBeGreaterThanOrEqual(RUNS);
    expect(unhandled).toEqual([]);
    // A connection that was kept open may have been closed meanwhile: once more, then.
    const ask = () => fetch(`${service.url}/v3/directline/none`);
    expect((await ask().catch(ask)).status).toBe(404);
  },
  Math.max(60_000, 200 * RUNS),
);
