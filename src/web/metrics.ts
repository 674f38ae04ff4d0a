/**
 * Counts for whoever runs this, as Prometheus reads them. Only for this computer: in a small town, to watch a count
 * of danger go up is to know who wrote.
 */
import type { IncomingMessage } from 'node:http';
import type { DangerCount } from '../turn/danger-counts.js';
import { sendNothing } from './nothing.js';
import type { WebServer } from './server.js';

export interface MetricsOptions {
  web: WebServer;
  /** Who may read them. */
  allowed(request: IncomingMessage): boolean;
  danger(): DangerCount[];
  regionAlarms(): { region: string; kind: string; problem: string }[];
}

export function mountMetrics({ web, allowed, danger, regionAlarms }: MetricsOptions): void {
  web.routes.get('/metrics', async (request, response) => {
    if (!allowed(request)) return sendNothing(response, request.getPath());
    const alarms = new Map<string, number>();
    for (const { region, kind, problem } of regionAlarms()) {
      const labels = labelled({ region, kind, problem });
      alarms.set(labels, (alarms.get(labels) ?? 0) + 1);
    }
    const lines = [
      '# HELP kinline_danger_cards Danger cards shown, by day (UTC), class and language.',
      '# TYPE kinline_danger_cards gauge',
      ...danger().map(
        ({ day, class: seen, language, count }) =>
          `kinline_danger_cards${labelled({ day, class: seen, language })} ${count}`,
      ),
      '# HELP kinline_region_alarms Numbers of regions that somebody must confirm again.',
      '# TYPE kinline_region_alarms gauge',
      ...[...alarms].map(([labels, count]) => `kinline_region_alarms${labels} ${count}`),
    ];
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(`${lines.join('\n')}\n`);
  });
}

const labelled = (labels: Record<string, string>): string =>
  `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')}}`;
