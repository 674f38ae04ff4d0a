/** What people said is wrong with a service: which one, what, and on which day. Who said it is not known here. */
import { z } from 'zod';

/** The kind under which the store keeps them. */
export const SERVICE_REPORT = 'service_report';

const shape = z.object({ service: z.string(), reason: z.string(), on: z.string() });
export type ServiceReport = z.infer<typeof shape>;

export interface ReportedService {
  service: string;
  count: number;
  /** ISO date of the latest report. */
  last: string;
  /** How often each thing was said to be wrong. */
  reasons: Record<string, number>;
}

/** A kept report; undefined when it cannot be read. */
export function parseReport(value: string): ServiceReport | undefined {
  try {
    return shape.parse(JSON.parse(value));
  } catch {
    return undefined;
  }
}

/** By service, the most reported first. */
export function groupReports(reports: Iterable<ServiceReport>): ReportedService[] {
  const services = new Map<string, ReportedService>();
  for (const { service, reason, on } of reports) {
    const known = services.get(service) ?? { service, count: 0, last: on, reasons: {} };
    known.count += 1;
    if (on > known.last) known.last = on;
    known.reasons[reason] = (known.reasons[reason] ?? 0) + 1;
    services.set(service, known);
  }
  return [...services.values()].sort((a, b) => b.count - a.count || (a.last < b.last ? 1 : -1));
}
