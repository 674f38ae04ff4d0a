/** What becomes of what a person sends. */
import { expect, test } from '@jest/globals';
import type { Answer } from '../../src/web/chat/client/line.js';
import { createOutbox } from '../../src/web/chat/client/outbox.js';

type Outcome = number | 'network' | 'never';

/** An outbox before a server that answers as scripted, then always 200. `settled` waits for all that is under way. */
function outbox(...outcomes: Outcome[]) {
  const log: string[] = [];
  const later: (() => void)[] = [];
  const box = createOutbox({
    open: () => true,
    post: async ({ id }): Promise<Answer> => {
      const outcome = outcomes.shift() ?? 200;
      log.push(`post ${id}`);
      if (outcome === 'network') throw new Error('offline');
      if (outcome === 'never') return new Promise(() => {});
      return { status: outcome, value: { activities: [{ type: 'message', text: 'sorry' }] }, retryAfter: 1 };
    },
    delivered: (id) => log.push(`delivered ${id}`),
    refused: (id, said) => log.push(`refused ${id} with ${said.length}`),
    offline: () => log.push('offline'),
    gone: () => log.push('gone'),
    after: (_milliseconds, action) => {
      later.push(action);
      return () => later.splice(later.indexOf(action), 1);
    },
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { box, log, later, settled };
}
const post = (id: string) => ({ id, text: id });

test('messages go one after the other', async () => {
  const { box, log, settled } = outbox();
  box.add(post('a'));
  box.add(post('b'));
  await settled();
  expect(log).toEqual(['post a', 'delivered a', 'post b', 'delivered b']);
});

test('after a broken line the same message goes again, before later ones', async () => {
  const { box, log, settled } = outbox('network');
  box.add(post('a'));
  await settled();
  box.add(post('b'));
  await settled();
  expect(log).toEqual(['post a', 'offline', 'post a', 'delivered a', 'post b', 'delivered b']);
});

test('an echo settles a message whose answer never came', async () => {
  const { box, log, settled } = outbox('network');
  box.add(post('a'));
  await settled();
  box.echoed('a');
  box.flush();
  await settled();
  expect(log).toEqual(['post a', 'offline', 'delivered a']);
});

test('a refused message stands aside: a call for help goes past it', async () => {
  const { box, log, settled } = outbox(503);
  box.add(post('a'));
  box.add(post('help'));
  await settled();
  expect(log).toEqual(['post a', 'refused a with 1', 'post help', 'delivered help']);
});

test('it goes again by itself, with the apology only once, until something newer was taken', async () => {
  const { box, log, later, settled } = outbox(503, 503);
  box.add(post('a'));
  await settled();
  later.shift()?.();
  await settled();
  expect(log).toEqual(['post a', 'refused a with 1', 'post a', 'refused a with 0']);
  box.add(post('b'));
  await settled();
  expect(later).toHaveLength(0);
  box.again('a');
  await settled();
  expect(log.slice(-2)).toEqual(['post a', 'delivered a']);
});

test('a conversation that is over is not posted to again', async () => {
  const { box, log, settled } = outbox(403);
  box.add(post('a'));
  await settled();
  expect(log).toEqual(['post a', 'gone']);
});
