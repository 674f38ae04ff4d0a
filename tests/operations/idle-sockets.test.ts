/** Many people leave the page open and say nothing: whoever writes is answered as before, and memory stays small. */
import { expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { startLive } from '../conformance/live/service.js';

/** `KINLINE_IDLE=5000` for the full measure; each takes a descriptor at both ends. */
const IDLE = Number(process.env.KINLINE_IDLE ?? 100);
const AT_ONCE = 50;

test(`${IDLE} idle streams`, async () => {
  const service = await startLive();
  const base = `${service.url}/v3/directline`;
  const begin = async (): Promise<{ conversationId: string; token: string; streamUrl: string }> => {
    const generated = await fetch(`${base}/tokens/generate`, { method: 'POST' });
    const { token } = (await generated.json()) as { token: string };
    const headers = { Authorization: `Bearer ${token}` };
    const begun = await fetch(`${base}/conversations`, { method: 'POST', headers });
    return (await begun.json()) as { conversationId: string; token: string; streamUrl: string };
  };
  const before = process.memoryUsage().rss;
  const sockets: WebSocket[] = [];
  for (let count = 0; count < IDLE; count += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        const { streamUrl } = await begin();
        const socket = new WebSocket(streamUrl.replace(/^http/, 'ws'));
        sockets.push(socket);
        await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
      }),
    );
  const { conversationId, token } = await begin();
  const started = performance.now();
  const answered = await fetch(`${base}/conversations/${conversationId}/activities`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ type: 'message', from: { id: 'somebody' }, text: 'hello' }),
  });
  const took = performance.now() - started;
  const each = (process.memoryUsage().rss - before) / IDLE;
  process.stderr.write(
    `${IDLE} idle streams: a message took ${took.toFixed(0)} ms, ${(each / 1024).toFixed(0)} KB a stream with its client\n`,
  );
  expect(answered.status).toBe(200);
  expect(took).toBeLessThan(2000);
  expect(sockets.filter(({ readyState }) => readyState !== WebSocket.OPEN)).toHaveLength(0);
  for (const socket of sockets) socket.terminate();
  await service.close();
}, 600_000);
