import { afterEach, expect, test } from '@jest/globals';
import { createDangerCounts } from '../../src/turn/danger-counts.js';
import { mountMetrics } from '../../src/web/metrics.js';
import { createWebServer, type WebServer } from '../../src/web/server.js';

const DAY = 86_400_000;
let web: WebServer;
afterEach(() => web.close());

async function metrics(counts: ReturnType<typeof createDangerCounts>, allowed = true): Promise<Response> {
  web = createWebServer();
  mountMetrics({
    web,
    allowed: () => allowed,
    danger: counts.days,
    regionAlarms: () => [
      { region: 'RO', kind: 'child_helpline', problem: 'not_shown' },
      { region: 'RO', kind: 'child_helpline', problem: 'not_shown' },
    ],
  });
  const { port } = await web.listen(0, '127.0.0.1');
  return fetch(`http://127.0.0.1:${port}/metrics`);
}

test('cards are counted by day, class and language; alarms by region and kind; and nothing else is told', async () => {
  const clock = { now: Date.parse('2026-11-23T22:10:07Z') };
  const counts = createDangerCounts(() => clock.now);
  counts.count('self_harm', 'uk');
  clock.now += DAY;
  counts.count('self_harm', 'uk');
  counts.count('self_harm', 'uk');
  counts.count('danger_now', 'en');
  const text = await (await metrics(counts)).text();
  expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
    'kinline_danger_cards{day="2026-11-23",class="self_harm",language="uk"} 1',
    'kinline_danger_cards{day="2026-11-24",class="self_harm",language="uk"} 2',
    'kinline_danger_cards{day="2026-11-24",class="danger_now",language="en"} 1',
    'kinline_region_alarms{region="RO",kind="child_helpline",problem="not_shown"} 2',
  ]);
});

test('what is older than a month is forgotten', () => {
  const clock = { now: Date.parse('2026-01-01T12:00:00Z') };
  const counts = createDangerCounts(() => clock.now);
  for (let day = 0; day < 40; day += 1) {
    counts.count('self_harm', 'uk');
    clock.now += DAY;
  }
  expect(counts.days()).toHaveLength(31);
  web = createWebServer();
});

test('nobody else may read them, nor learn that they are there', async () => {
  const response = await metrics(createDangerCounts(Date.now), false);
  expect(response.status).toBe(404);
  expect(await response.text()).not.toContain('kinline');
});
