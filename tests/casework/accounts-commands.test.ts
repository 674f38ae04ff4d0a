import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answerCommands, askService } from '../../src/compose/staff-inbox.js';
import { ANNA, type House, openHouse } from './accounts-house.js';

const SECRET = 'a secret of tests, long enough to seal';
let house: House;
let service: { stop(): Promise<void> };
const logged: string[] = [];
beforeEach(async () => {
  house = await openHouse();
  logged.length = 0;
  const log = (event: string) => void logged.push(event);
  service = answerCommands({ data: house.folder, secret: SECRET, who: house, log });
});
afterEach(async () => {
  await service.stop();
  await house.close();
});

describe('kinline staff while the service runs', () => {
  test('makes and changes accounts, and leaves nothing behind', async () => {
    const person = { ...ANNA, secondRecipient: false };
    const added = await askService(house.folder, SECRET, { do: 'add', person });
    expect(added).toMatchObject({ ok: true, people: [{ login: 'anna@example.org' }] });
    if (added?.ok)
      expect(await house.welcome.look(added.invite?.token ?? '')).toMatchObject({ name: ANNA.name });
    await askService(house.folder, SECRET, { do: 'change', login: ANNA.login, change: { disabled: true } });
    expect(await house.accounts.named(ANNA.login)).toMatchObject({ disabled: true, role: 'caseworker' });
    expect(await askService(house.folder, SECRET, { do: 'invite', login: 'nobody' })).toEqual({
      ok: false,
      why: 'no_such_login',
    });
    expect(readdirSync(join(house.folder, 'staff-commands'))).toEqual([]);
  });

  test('only who has the secret can ask, and nothing that lies there can be read or asked again', async () => {
    await service.stop();
    const person = { ...ANNA, secondRecipient: false };
    const asking = askService(house.folder, SECRET, { do: 'add', person });
    const folder = join(house.folder, 'staff-commands');
    let name: string | undefined;
    while (name === undefined) {
      await new Promise((next) => setImmediate(next));
      try {
        name = readdirSync(folder).find((each) => each.endsWith('.ask'));
      } catch {
        // Not made yet.
      }
    }
    const bytes = readFileSync(join(folder, name));
    expect(bytes.toString('latin1')).not.toMatch(/anna/i);
    // The same words under another name are nobody's question.
    writeFileSync(join(folder, `${'0'.repeat(32)}.ask`), bytes);
    service = answerCommands({ data: house.folder, secret: SECRET, who: house, log: () => undefined });
    expect(await asking).toMatchObject({ ok: true });
    await service.stop();
    expect(await house.accounts.all()).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
  });
});
