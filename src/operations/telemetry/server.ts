/** Metrics on a port of their own, which is for the inside only and carries nothing else. */
import { createServer } from 'node:http';
import { type Family, OPEN_METRICS, writeFamilies } from './families.js';

export interface MetricsServer {
  port: number;
  close(): Promise<void>;
}

export function serveMetrics(port: number, host: string, families: () => Family[]): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      // Not chained: restify's own writeHead, which every server of the process then has, returns nothing.
      response.writeHead(404, { 'Content-Length': 0 });
      response.end();
      return;
    }
    response.writeHead(200, { 'Content-Type': OPEN_METRICS, 'Cache-Control': 'no-store' });
    response.end(writeFamilies(families(), true));
  });
  server.requestTimeout = 30_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
