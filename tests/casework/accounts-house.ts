/** Who gets in, around a store of its own, with a clock that a test moves. */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { NewStaff } from '../../src/casework/accounts.js';
import { AUDIT_RECORD, createAudit } from '../../src/casework/audit.js';
import type { AuditRow } from '../../src/casework/audit-chain.js';
import type { LoggedIn } from '../../src/casework/login.js';
import { type WhoGetsIn, whoGetsIn } from '../../src/casework/who-gets-in.js';
import { openLowdbStore } from '../../src/stores/lowdb/open.js';
import type { Store } from '../../src/stores/port.js';

export const PASSWORD = 'seven grey herons by the lake';
export const ADDRESS = '192.0.2.7';

export const ANNA: NewStaff = {
  name: 'Anna (invented)',
  login: 'Anna@Example.org',
  role: 'caseworker',
  teams: ['cluj'],
  regions: ['RO'],
  languages: ['ro', 'en'],
  conductSignedOn: '2026-01-01',
  trainedUntil: '2027-12-31',
};

export interface House extends WhoGetsIn {
  store: Store;
  clock: { now: number };
  /** The same store, seen by another instance of the service. */
  another(production?: boolean): WhoGetsIn;
  /** Adds somebody and takes up the invitation; gives what they then have. */
  welcomed(
    person?: Partial<NewStaff>,
  ): Promise<{ id: string; secret: string; recoveryCodes: string[]; session: string; device: string }>;
  code(secret: string): string;
  enter(code: string, over?: Partial<Parameters<WhoGetsIn['login']['withPassword']>[0]>): Promise<LoggedIn>;
  audited(): Promise<AuditRow[]>;
  /** Everything the store's files hold. */
  folder: string;
  close(): Promise<void>;
}

export async function openHouse({ totpRequired = true } = {}): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'kinline-accounts-'));
  const clock = { now: Date.parse('2026-11-24T10:00:00Z') };
  const secret = 'a secret of tests, long enough to seal';
  const store = await openLowdbStore({ folder, secret, now: () => clock.now });
  const another = (production = totpRequired) =>
    whoGetsIn({
      store,
      audit: createAudit(store),
      secret,
      now: () => clock.now,
      random: randomBytes,
      totpRequired: production,
    });
  const who = another();
  const code = (totp: string) =>
    new TOTP({ secret: Secret.fromBase32(totp) }).generate({ timestamp: clock.now });
  return {
    ...who,
    store,
    clock,
    folder,
    another,
    code,
    async welcomed(person = {}) {
      const added = await who.accounts.add('system', { ...ANNA, ...person });
      if (!added.ok) throw new Error(added.why);
      const invited = await who.welcome.look(added.invite.token);
      if (invited === undefined) throw new Error('no invitation');
      const { secret: totp } = invited;
      const done = await who.welcome.accept(added.invite.token, { password: PASSWORD, code: code(totp) });
      if (!done.ok) throw new Error(done.why);
      clock.now += 60_000;
      const { recoveryCodes, session, device } = done;
      return { id: added.staff.id, secret: totp, recoveryCodes, session, device };
    },
    enter: (totp, over = {}) =>
      who.login.withPassword({
        login: ANNA.login,
        password: PASSWORD,
        code: totp,
        address: ADDRESS,
        ...over,
      }),
    async audited() {
      const rows: AuditRow[] = [];
      for await (const { value } of store.records(AUDIT_RECORD)) rows.push(JSON.parse(value));
      return rows.sort((one, other) => one.seq - other.seq);
    },
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
