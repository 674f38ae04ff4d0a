/** How the process itself is doing. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Family } from './families.js';

export interface ProcessMetrics {
  families(): Family[];
  stop(): void;
}

export function createProcessMetrics(): ProcessMetrics {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const gauge = (name: string, help: string, value: number): Family => ({
    name,
    type: 'gauge',
    help,
    samples: [{ value }],
  });
  return {
    families: () => {
      const { rss, heapUsed } = process.memoryUsage();
      // Nothing was measured yet in the first milliseconds.
      const late = Number.isFinite(delay.max) ? delay.max / 1e9 : 0;
      const lag = gauge(
        'kinline_loop_delay_max_seconds',
        'Longest wait of the event loop since last asked.',
        late,
      );
      delay.reset();
      return [
        gauge('process_resident_memory_bytes', 'Memory that the process holds.', rss),
        gauge('kinline_heap_used_bytes', 'Of it, living objects.', heapUsed),
        gauge('process_uptime_seconds', 'Since the start.', process.uptime()),
        lag,
      ];
    },
    stop: () => delay.disable(),
  };
}
