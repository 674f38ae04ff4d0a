import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Service, startService } from './service.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n';

/** The status that bytes of any kind are answered with. */
function ask(bytes: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(service.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => {
      answer += String(data);
      if (!answer.includes('\r\n')) return;
      socket.destroy();
      resolve(Number(answer.split(' ')[1]));
    });
    socket.on('error', reject);
    socket.write(bytes);
  });
}

test.each([
  ['GET', '//', 'x'],
  ['GET', '/\\', 'x'],
  ['GET', 'http://[', 'x'],
  ['GET', '*', 'x'],
  ['GET', '/v3/directline/conversations/%E0%A4%A/activities', 'x'],
  ['POST', '/v3/directline/conversations/%/activities', 'x'],
  ['GET', '/v3/directline/conversations/x/stream?t=%', 'x'],
  ['POST', '/v3/directline/tokens/refresh', '['],
  ['POST', '/v3/directline/tokens/refresh', 'a b'],
  ['POST', '/v3/directline/tokens/refresh', 'x:99999'],
])(
  '%s %s for host %s is refused, as a request and as a stream, and the service goes on',
  async (method, path, host) => {
    const line = `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 0\r\n`;
    expect([400, 401, 404, 405]).toContain(await ask(`${line}\r\n`));
    expect([400, 401, 404]).toContain(await ask(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${UPGRADE}\r\n`));
    expect((await service.call('POST', '/tokens/generate')).status).toBe(200);
  },
);

test('a stream asked for without what a WebSocket needs is refused', async () => {
  const { streamUrl } = await service.start();
  const { pathname, search } = new URL(streamUrl ?? '');
  expect(
    await ask(
      `GET ${pathname}${search} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    ),
  ).toBe(400);
});

test('a stream address is built from no Host that is more than a host', async () => {
  const { token } = service.line.tokenFor();
  const body = await new Promise<string>((resolve, reject) => {
    const socket = connect(service.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => {
      answer += String(data);
    });
    socket.on('close', () => resolve(answer)).on('error', reject);
    socket.write(
      `POST /v3/directline/conversations HTTP/1.1\r\nHost: evil.example/x?\r\nAuthorization: Bearer ${token}\r\n` +
        'Content-Length: 0\r\nConnection: close\r\n\r\n',
    );
  });
  expect(body).not.toContain('evil.example');
});
