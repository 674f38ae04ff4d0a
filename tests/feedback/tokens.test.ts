/** One child, one voice, and nobody knows whose. */
import { randomBytes } from 'node:crypto';
import {
  askForToken,
  type CampaignKeys,
  finishToken,
  newCampaignKeys,
  redeem,
  signBlinded,
} from '../../src/feedback/tokens.js';
import { makeFolder } from '../stores/folder.js';

let keys: CampaignKeys;
beforeAll(async () => {
  keys = await newCampaignKeys();
});

async function take() {
  const { blinded, asking } = await askForToken(keys.publicKey, randomBytes);
  const signed = await signBlinded(keys.privateKey, blinded);
  return { blinded, signed, token: await finishToken(keys.publicKey, asking, signed) };
}

test('a token is good once', async () => {
  const folder = await makeFolder();
  const store = await folder.open();
  const { token } = await take();
  const [first, second] = [await redeem(keys.publicKey, token), await redeem(keys.publicKey, token)];
  expect(first.valid && (await store.write(first.changes))).toBe('done');
  expect(second.valid && (await store.write(second.changes))).toBe('conflict');
  await store.close();
  await folder.remove();
});

test('one that was changed, made up, or given out by another campaign is none', async () => {
  const { token } = await take();
  const other = await newCampaignKeys();
  const [message = '', signature = ''] = token.split('.');
  const turned = `${message.slice(0, -2)}${message.endsWith('AA') ? 'BA' : 'AA'}.${signature}`;
  for (const [key, given] of [
    [keys.publicKey, turned],
    [keys.publicKey, message],
    [keys.publicKey, `${message}.`],
    [keys.publicKey, ''],
    [other.publicKey, token],
  ] as const)
    expect(await redeem(key, given)).toEqual({ valid: false });
});

test('who gave tokens out sees nothing of them: any request it saw fits any token as well', async () => {
  const taken = await Promise.all(Array.from({ length: 8 }, take));
  const seen = taken.flatMap(({ blinded, signed }) => [blinded, signed]);
  for (const { token } of taken) for (const part of token.split('.')) expect(seen).not.toContain(part);
  // For every request and every token there is a factor that turns the one into the other.
  const { createPublicKey } = await import('node:crypto');
  const jwk = createPublicKey({
    key: Buffer.from(keys.publicKey, 'base64'),
    format: 'der',
    type: 'spki',
  }).export({
    format: 'jwk',
  });
  const number = (text = '') => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex') || '0'}`);
  const [n, e] = [number(jwk.n), number(jwk.e)];
  const power = (base: bigint, exponent: bigint): bigint => {
    let [result, square] = [1n, base % n];
    for (let left = exponent; left > 0n; left >>= 1n, square = (square * square) % n)
      if (left & 1n) result = (result * square) % n;
    return result;
  };
  const inverse = (value: bigint): bigint => {
    let [a, b, x, y] = [value % n, n, 1n, 0n];
    while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
    return ((x % n) + n) % n;
  };
  for (const { blinded, signed } of taken)
    for (const { token } of taken) {
      const signature = number(token.split('.')[1]);
      const factor = (number(signed) * inverse(signature)) % n;
      // The factor that explains the signature explains the request too: all pairs are equally possible.
      expect((power(signature, e) * power(factor, e)) % n).toBe(number(blinded));
    }
});
