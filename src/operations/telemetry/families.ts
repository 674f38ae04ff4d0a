/** Metrics as families of samples, and how they are written down: for Prometheus, and as OpenMetrics 1.0. */

export interface Sample {
  /** Behind the family's name, like `_bucket`. */
  suffix?: string;
  labels?: Readonly<Record<string, string>>;
  value: number;
}

export interface Family {
  name: string;
  type: 'gauge' | 'counter' | 'histogram';
  help: string;
  samples: readonly Sample[];
}

export const OPEN_METRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';
export const PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8';

export function writeFamilies(families: readonly Family[], open: boolean): string {
  const lines = families.flatMap(({ name, type, help, samples }) => [
    // A counter's family is named without its ending in the one format, with it in the other.
    `# HELP ${name}${!open && type === 'counter' ? '_total' : ''} ${help}`,
    `# TYPE ${name}${!open && type === 'counter' ? '_total' : ''} ${type}`,
    ...samples.map(({ suffix = type === 'counter' ? '_total' : '', labels = {}, value }) => {
      return `${name}${suffix}${labelled(labels)} ${value}`;
    }),
  ]);
  return `${lines.join('\n')}\n${open ? '# EOF\n' : ''}`;
}

function labelled(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
