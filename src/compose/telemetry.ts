/** What is counted while Kinline serves, where it is told, and whether it can serve. */
import { randomBytes } from 'node:crypto';
import { fromThisComputer } from '../channels/bot-framework/loopback.js';
import type { Config } from '../config.js';
import { createProcessMetrics } from '../operations/telemetry/process.js';
import { createReadiness } from '../operations/telemetry/readiness.js';
import { serveMetrics } from '../operations/telemetry/server.js';
import { createTraces, headersIn, type Traces } from '../operations/telemetry/traces.js';
import type { TurnMetrics } from '../operations/telemetry/turns.js';
import type { Store } from '../stores/port.js';
import { mountHealth } from '../web/health.js';
import { type Counted, familiesOf, mountMetrics } from '../web/metrics.js';
import type { WebServer } from '../web/server.js';
import type { House, Log } from './house.js';

export interface TelemetryParts {
  config: Config;
  web: WebServer;
  store: Store;
  house: House;
  turns: TurnMetrics;
  traces: Traces | undefined;
  regionAlarms: Counted['regionAlarms'];
  now(): number;
}

/** Traces where a collector is named by the standard variables. */
export function tracesOf(config: Config, log: Log): Traces | undefined {
  const base = config.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, '');
  const endpoint = config.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (base && `${base}/v1/traces`);
  if (endpoint === undefined || config.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return undefined;
  return createTraces({
    endpoint,
    headers: headersIn(config.OTEL_EXPORTER_OTLP_HEADERS),
    service: config.OTEL_SERVICE_NAME,
    ratio: config.OTEL_TRACES_SAMPLER_ARG,
    now: () => performance.timeOrigin + performance.now(),
    random: randomBytes,
    log,
  });
}

export interface Telemetry {
  stop(): Promise<void>;
}

export async function startTelemetry(parts: TelemetryParts): Promise<Telemetry> {
  const { config, web, store, house, turns, traces, regionAlarms, now } = parts;
  const running = createProcessMetrics();
  const counted: Counted = {
    danger: house.dangerCounts.days,
    regionAlarms,
    more: () => [...turns.families(), ...running.families()],
  };
  mountHealth({
    web,
    ready: createReadiness({
      store,
      now,
      content: () => house.content.languages.length > 0 && house.content.dialogs.dialogs.size > 0,
      directory: () => house.directory.index().directory.services.length > 0,
    }),
  });
  mountMetrics({ web, allowed: fromThisComputer, ...counted });
  const { KINLINE_METRICS_PORT: port, KINLINE_METRICS_HOST: host } = config;
  const server = port === undefined ? undefined : await serveMetrics(port, host, () => familiesOf(counted));
  return {
    async stop() {
      running.stop();
      await traces?.stop();
      await server?.close();
    },
  };
}
