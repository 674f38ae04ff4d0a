/**
 * Traces in OpenTelemetry's own protocol (OTLP over HTTP, as JSON): one span a turn, with its channel and outcome, and
 * nothing of who wrote or what. Gathered and sent every few seconds; what cannot be sent is dropped, never waited for.
 */
import type { TakeTurn } from '../../turn/result.js';
import { channelOf } from './turns.js';

export interface TraceOptions {
  /** Where spans are posted: `…/v1/traces`. */
  endpoint: string;
  headers: Readonly<Record<string, string>>;
  service: string;
  /** Share of turns that are traced, 0 to 1. */
  ratio: number;
  /** Milliseconds since 1970. */
  now(): number;
  random(bytes: number): Buffer;
  log(event: string): void;
  every?: number;
}

export interface Traces {
  traced(take: TakeTurn): TakeTurn;
  /** Sends what is gathered. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const EVERY = 5_000;
const MOST = 2_048;
const PATIENCE = 10_000;
const SERVER_KIND = 2;
const ERROR = 2;

export function createTraces(options: TraceOptions): Traces {
  const { endpoint, headers, service, ratio, now, random, log } = options;
  let gathered: object[] = [];
  let failing = false;

  function gather(began: number, channel: string, status: string): void {
    if (gathered.length >= MOST || random(4).readUInt32BE() / 2 ** 32 >= ratio) return;
    gathered.push({
      traceId: random(16).toString('hex'),
      spanId: random(8).toString('hex'),
      name: 'turn',
      kind: SERVER_KIND,
      startTimeUnixNano: nanoseconds(began),
      endTimeUnixNano: nanoseconds(now()),
      attributes: attributes({ 'kinline.channel': channelOf(channel), 'kinline.status': status }),
      status: status === 'not_taken' ? { code: ERROR } : {},
    });
  }

  async function flush(): Promise<void> {
    if (gathered.length === 0) return;
    const spans = gathered;
    gathered = [];
    const resource = { attributes: attributes({ 'service.name': service }) };
    try {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'kinline' }, spans }] }],
        }),
        signal: AbortSignal.timeout(PATIENCE),
        redirect: 'error',
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`answered ${response.status}`);
      failing = false;
    } catch {
      // Once is enough: a collector that is away for a night must not fill the log.
      if (!failing) log('traces_not_sent');
      failing = true;
    }
  }

  const timer = setInterval(() => void flush(), options.every ?? EVERY);
  timer.unref();
  return {
    traced: (take) => async (incoming) => {
      const began = now();
      const result = await take(incoming);
      gather(began, incoming.channel, result.wait === undefined ? result.status : 'slowed');
      return result;
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}

const nanoseconds = (milliseconds: number): string => `${BigInt(Math.round(milliseconds * 1000)) * 1000n}`;

const attributes = (values: Record<string, string>) =>
  Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));

/** `name=value,name=value`, percent-encoded, as OpenTelemetry writes headers. */
export function headersIn(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').flatMap((pair): [string, string][] => {
    const [, name = '', value = ''] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    try {
      return name === '' ? [] : [[name, decodeURIComponent(value)]];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(pairs);
}
