import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSlowDown, networkOf, type SlowDown, TRIES_RECORD } from '../../src/casework/slow-down.js';
import { createStaffSecrets } from '../../src/casework/staff-secrets.js';
import { type House, openHouse } from './accounts-house.js';

let house: House;
let slow: SlowDown;
const make = () =>
  createSlowDown({ store: house.store, secrets: createStaffSecrets('x'), now: () => house.clock.now });
beforeEach(async () => {
  house = await openHouse();
  slow = make();
});
afterEach(() => house.close());

const from = (address: string, login = 'anna', device?: string) => ({ login, address, device });
async function fail(times: number, address: string, login = 'anna') {
  for (let tried = 0; tried < times; tried += 1) {
    expect(await slow.take(from(address, login))).toMatchObject({ ok: true });
    house.clock.now += 1000;
  }
}

describe('failed logins', () => {
  test('five within a minute cost nothing; after the sixth one waits, longer each time, thirty seconds at most', async () => {
    await fail(6, '192.0.2.1');
    const waits: number[] = [];
    for (let more = 0; more < 7; more += 1) {
      const refused = await slow.take(from('192.0.2.1'));
      if (refused.ok) throw new Error('was let in');
      waits.push(refused.retryAfter);
      house.clock.now += refused.retryAfter * 1000;
      expect(await slow.take(from('192.0.2.1'))).toMatchObject({ ok: true });
    }
    expect(waits[0]).toBeLessThanOrEqual(2);
    expect(waits).toEqual([...waits].sort((one, other) => one - other));
    expect(waits.at(-1)).toBe(30);
  });

  test('many at the same moment are many', async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => slow.take(from('192.0.2.1'))));
    expect(all.filter(({ ok }) => ok).length).toBeLessThanOrEqual(6);
  });

  test('another instance counts on from there', async () => {
    await fail(6, '192.0.2.1');
    expect(await make().take(from('192.0.2.1'))).toMatchObject({ ok: false });
  });

  test('spread over many logins they slow the address; over many addresses, the account', async () => {
    for (const login of ['a', 'b', 'c', 'd', 'e', 'f']) await slow.take(from('192.0.2.1', login));
    expect(await slow.take(from('192.0.2.1', 'g'))).toMatchObject({ ok: false });
    expect(await slow.take(from('192.0.2.99', 'g'))).toMatchObject({ ok: true });
    for (let each = 0; each < 6; each += 1) await slow.take(from(`198.51.100.${each}`, 'anna'));
    expect(await slow.take(from('198.51.100.77', 'anna'))).toMatchObject({ ok: false });
  });

  test('the owner elsewhere waits once and gets in, however hard others go on trying', async () => {
    await fail(6, '192.0.2.1');
    const owner = await slow.take(from('203.0.113.5'));
    if (owner.ok) throw new Error('the account was not slowed');
    const until = house.clock.now + owner.retryAfter * 1000;
    while (house.clock.now < until) {
      for (let each = 0; each < 20; each += 1) await slow.take(from(`198.51.100.${each}`));
      house.clock.now += 250;
    }
    expect(owner.retryAfter).toBeLessThanOrEqual(30);
    expect(await slow.take(from('203.0.113.5'))).toMatchObject({ ok: true });
  });

  test('a device that was in before does not wait at all, and is slowed by its own failures', async () => {
    await fail(6, '192.0.2.1');
    const known = from('192.0.2.1', 'anna', 'hash of a device');
    for (let own = 0; own < 6; own += 1) expect(await slow.take(known)).toMatchObject({ ok: true });
    expect(await slow.take(known)).toMatchObject({ ok: false });
  });

  test('what was right is no failure', async () => {
    for (let each = 0; each < 20; each += 1) {
      const taken = await slow.take(from('192.0.2.1'));
      if (!taken.ok) throw new Error('was slowed');
      await taken.right();
    }
  });

  test('after a quarter of an hour nothing of it is left in the store', async () => {
    await fail(6, '192.0.2.1');
    await slow.take(from('192.0.2.2'));
    house.clock.now += 16 * 60_000;
    await slow.tidy();
    const left: string[] = [];
    for await (const { id } of house.store.records(TRIES_RECORD)) left.push(id);
    expect(left).toEqual([]);
    expect(await slow.take(from('192.0.2.1'))).toMatchObject({ ok: true });
  });

  test('all addresses of one IPv6 network are one, and one that is written as IPv6 is itself', () => {
    expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:db8:1:2:ffff:0:0:9'));
    expect(networkOf('2001:db8::1')).toBe(networkOf('2001:0db8:0:0::'));
    expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'));
    expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  });
});

test('a right password and code from a known device get in while the account is being tried', async () => {
  const { secret, device } = await house.welcomed();
  for (let each = 0; each < 7; each += 1) await house.enter('', { password: 'wrong wrong wrong' });
  expect(await house.enter(house.code(secret))).toMatchObject({ ok: false, why: 'slow' });
  expect(await house.enter(house.code(secret), { device })).toMatchObject({ ok: true });
});
