import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readRequest } from '../../src/callbacks/kept.js';
import { verifyStored } from '../../src/cli/audit.js';
import { startCasework } from '../../src/compose/casework.js';
import { buildHouse } from '../../src/compose/house.js';
import { readOrganization } from '../../src/compose/organization.js';
import { readConfig } from '../../src/config.js';
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import { ownContent, ROOT } from '../helpers/content.js';
import { at, person } from './office.js';

/** Chat and desk on one store, as the service puts them together. */
async function openBoth() {
  const folder = mkdtempSync(join(tmpdir(), 'kinline-both-'));
  const settings = readConfig({ KINLINE_DATA: folder, KINLINE_CONTENT: ROOT });
  if (!settings.ok) throw new Error(settings.problems.join(' '));
  const { config } = settings;
  const content = ownContent();
  const clock = { now: at('2026-11-24T10:30') };
  const now = () => clock.now;
  const secret = 'a secret for tests only, long enough to be one';
  const store = await openLowdbStore({ folder: join(folder, 'store'), secret, now });
  const { organization } = readOrganization(config, content);
  if (organization === undefined) throw new Error('The organization that ships cannot be used.');
  let ids = 0;
  const newId = () => `id-${ids++}`;
  const casework = await startCasework({ organization, store, now, newId, log: () => undefined });
  const told: Promise<void>[] = [];
  const house = await buildHouse({
    config,
    content,
    store,
    secret,
    now,
    log: () => undefined,
    office: organization,
    inAuditLog: casework.audit.commit,
    noticed: (id) => void told.push(casework.cases.noticed(id)),
  });
  let said = 0;
  return {
    clock,
    store,
    cases: casework.cases,
    async says(...lines: string[]) {
      for (const text of lines) {
        said += 1;
        clock.now += 5_000;
        const activity = `activity ${said}`;
        const message = { channel: 'terminal', user: 'somebody', activity, locale: 'en' } as const;
        await house.take({ ...message, content: { kind: 'text', text }, sharesLocation: false });
      }
      await Promise.all(told);
    },
    async records(kind: string) {
      const found: { id: string; value: string }[] = [];
      for await (const record of store.records(kind)) found.push(record);
      return found.sort((one, other) => (one.id < other.id ? -1 : 1));
    },
    async close() {
      house.stop();
      await casework.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

test('what a family asks for in the chat is at the desk at once, and gone from it when they take it back', async () => {
  const both = await openBoth();
  const anna = person('anna', 'caseworker', { teams: ['team-one'] });
  try {
    await both.says('hello', 'Please call me', '16 or older', 'Ana', '+44 1632 960123', 'Evenings');
    await both.says('The safest way', 'Rather not say', 'Soon', 'Yes, send it', 'I have them');
    const page = both.cases.queue(anna, 'team', 0);
    if (typeof page === 'string') throw new Error(page);
    const [row] = page.rows;
    expect(row).toMatchObject({ team: 'team-one', region: 'RO', status: 'waiting', urgency: 'soon' });
    const id = row?.id ?? '';
    expect(await both.cases.act(anna, id, { do: 'claim' })).toEqual({ ok: true });
    expect(JSON.stringify(await both.cases.open(anna, id))).not.toContain('1632');
    both.clock.now = at('2026-11-24T18:30');
    expect(await both.cases.open(anna, id)).toMatchObject({
      phone: '+441632960123',
      request: { name: 'Ana' },
    });
    const document = await both.store.document(`callback:${id}`);
    expect(readRequest(document?.value ?? '').claimedBy).toBe('anna');

    await both.says('Please call me', 'Take it back', 'Yes, delete it');
    expect(both.cases.queue(anna, 'team', 0)).toMatchObject({ total: 0 });
    expect(await both.cases.open(anna, id)).toEqual({ ok: false, refused: 'gone' });
    const lines = (await both.records('audit')).map(({ value }) => {
      const { actor, action } = JSON.parse(value) as Record<string, string>;
      return `${actor} ${action}`;
    });
    expect(lines).toEqual([
      'family case:ask',
      'anna case:claim',
      'anna case:read',
      'anna case:read',
      'family case:take_back',
    ]);
    expect(await verifyStored(both.records)).toEqual({ ok: true, rows: 5 });
  } finally {
    await both.close();
  }
});
