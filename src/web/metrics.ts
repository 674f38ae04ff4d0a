/**
 * Counts for whoever runs this, as Prometheus reads them. Only for this computer: in a small town, to watch a count
 * of danger go up is to know who wrote. On a port of its own (`KINLINE_METRICS_PORT`) the same is told as OpenMetrics.
 */
import type { IncomingMessage } from 'node:http';
import { type Family, PROMETHEUS, writeFamilies } from '../operations/telemetry/families.js';
import type { DangerCount } from '../turn/danger-counts.js';
import { sendNothing } from './nothing.js';
import type { WebServer } from './server.js';

export interface Counted {
  danger(): DangerCount[];
  regionAlarms(): { region: string; kind: string; problem: string }[];
  /** What else is counted. */
  more?(): Family[];
}

export interface MetricsOptions extends Counted {
  web: WebServer;
  /** Who may read them. */
  allowed(request: IncomingMessage): boolean;
}

export function mountMetrics({ web, allowed, ...counted }: MetricsOptions): void {
  web.routes.get('/metrics', async (request, response) => {
    if (!allowed(request)) return sendNothing(response, request.getPath());
    response.writeHead(200, { 'Content-Type': PROMETHEUS });
    response.end(writeFamilies(familiesOf(counted), false));
  });
}

export function familiesOf({ danger, regionAlarms, more = () => [] }: Counted): Family[] {
  const alarms = new Map<string, { labels: Record<string, string>; value: number }>();
  for (const { region, kind, problem } of regionAlarms()) {
    const name = `${region} ${kind} ${problem}`;
    const value = (alarms.get(name)?.value ?? 0) + 1;
    alarms.set(name, { labels: { region, kind, problem }, value });
  }
  return [
    {
      name: 'kinline_danger_cards',
      type: 'gauge',
      help: 'Danger cards shown, by day (UTC), class and language.',
      samples: danger().map(({ day, class: seen, language, count }) => ({
        labels: { day, class: seen, language },
        value: count,
      })),
    },
    {
      name: 'kinline_region_alarms',
      type: 'gauge',
      help: 'Numbers of regions that somebody must confirm again.',
      samples: [...alarms.values()],
    },
    ...more(),
  ];
}
