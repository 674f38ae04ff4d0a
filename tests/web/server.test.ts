/** The web server's manners: security headers on every answer, small neutral pages, health. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SECURITY_HEADERS } from '../../src/web/headers.js';
import { mountHealth, type Readiness } from '../../src/web/health.js';
import { sendJson } from '../../src/web/reply.js';
import { createWebServer } from '../../src/web/server.js';

const web = createWebServer();
let url = '';
let readiness: () => Promise<Readiness> = async () => ({ ok: true, parts: { store: true } });

beforeAll(async () => {
  mountHealth({ web, ready: () => readiness() });
  web.onPost(/^\/quick\/(\w+)$/, async (_request, response, match) => sendJson(response, 200, match[1]));
  const { port } = await web.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => web.close());

describe.each([
  { what: 'an answer', path: '/health/live', method: 'GET', status: 200 },
  { what: 'an answer given before all routes', path: '/quick/word', method: 'POST', status: 200 },
  { what: 'another method of such an answer', path: '/quick/word', method: 'PUT', status: 404 },
  { what: 'another spelling of its address', path: '/quick/word/', method: 'POST', status: 404 },
  { what: 'an address that leads nowhere', path: '/nothing/here', method: 'GET', status: 404 },
  { what: 'an unknown part of an interface', path: '/v3/directline/none', method: 'GET', status: 404 },
  { what: 'a method that is not there', path: '/health/live', method: 'DELETE', status: 405 },
  { what: 'a path that cannot be read', path: '/%E0%A4%A', method: 'GET', status: 404 },
])('$what', ({ path, method, status }) => {
  test('carries the security headers and names no software', async () => {
    const response = await fetch(`${url}${path}`, { method });
    expect(response.status).toBe(status);
    for (const [name, value] of Object.entries(SECURITY_HEADERS))
      if (name !== 'Content-Security-Policy') expect(response.headers.get(name)).toBe(value);
    expect(response.headers.get('Content-Security-Policy')).toMatch(
      /^default-src 'none'.*frame-ancestors 'none'$/,
    );
    expect(response.headers.get('X-Powered-By')).toBeNull();
    expect(await response.text()).not.toMatch(/restify|kinline/i);
  });
});

test('a client that gets lost is told in its own shape', async () => {
  const response = await fetch(`${url}/v3/directline/none`);
  expect(await response.json()).toMatchObject({ error: { code: 'NotFound' } });
});

test('a browser that gets lost sees a page that says nothing of what this is', async () => {
  const response = await fetch(`${url}/chat/elsewhere`);
  expect(response.headers.get('Content-Type')).toContain('text/html');
  expect(await response.text()).toContain('Not found');
});

test('readiness names the part that is not', async () => {
  readiness = async () => ({ ok: false, parts: { store: false } });
  const response = await fetch(`${url}/health/ready`);
  expect([response.status, await response.json()]).toEqual([503, { ok: false, parts: { store: false } }]);
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
});

test('a readiness check that fails is not ready', async () => {
  readiness = () => Promise.reject(new Error('broken'));
  expect((await fetch(`${url}/health/ready`)).status).toBe(503);
});

test('a port that is taken is an answer, and ends nothing', async () => {
  const { port } = new URL(url);
  await expect(createWebServer().listen(Number(port), '127.0.0.1')).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
