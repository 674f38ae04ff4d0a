/** What an orchestrator asks: does the process live, and can it serve. Names parts, never data. */
import { sendJson } from './reply.js';
import type { WebServer } from './server.js';

export interface Readiness {
  ok: boolean;
  parts: Record<string, boolean>;
}

export interface HealthOptions {
  web: WebServer;
  ready(): Promise<Readiness>;
}

export function mountHealth({ web, ready }: HealthOptions): void {
  web.routes.get('/health/live', async (_request, response) => sendJson(response, 200, { ok: true }));
  web.routes.get('/health/ready', async (_request, response) => {
    const readiness = await ready().catch((): Readiness => ({ ok: false, parts: {} }));
    sendJson(response, readiness.ok ? 200 : 503, readiness);
  });
}
