/** Browsers on which somebody got in before: what others try elsewhere does not slow them down. */
import type { RecordChange, Store } from '../stores/port.js';
import type { RandomBytes } from '../stores/sealing.js';
import { newToken, type StaffSecrets } from './staff-secrets.js';

export const DEVICE_RECORD = 'staff_device';
const KEPT = 180 * 86_400_000;

export interface Devices {
  /** Hash of a device on which this account got in before. */
  known(token: string | undefined, staff: string): Promise<string | undefined>;
  /** The same one again, or a new one. */
  remembered(token: string | undefined, staff: string): Promise<{ token: string; record: RecordChange }>;
  tidy(): Promise<number>;
}

export function createDevices(parts: {
  store: Store;
  secrets: StaffSecrets;
  now(): number;
  random: RandomBytes;
}): Devices {
  const { store, secrets, now, random } = parts;

  async function known(token: string | undefined, staff: string): Promise<string | undefined> {
    if (token === undefined) return undefined;
    const id = secrets.token(token);
    const value = await store.record(DEVICE_RECORD, id);
    if (value === undefined) return undefined;
    const stored = JSON.parse(value) as { staff: string; at: number };
    return stored.staff === staff && now() - stored.at < KEPT ? id : undefined;
  }

  return {
    known,
    async remembered(given, staff) {
      const id = await known(given, staff);
      const token = id === undefined || given === undefined ? newToken(random) : given;
      const value = JSON.stringify({ staff, at: now() });
      return { token, record: { kind: DEVICE_RECORD, id: secrets.token(token), value } };
    },
    async tidy() {
      let forgotten = 0;
      for await (const { id, value } of store.records(DEVICE_RECORD)) {
        if (now() - (JSON.parse(value) as { at: number }).at < KEPT) continue;
        await store.write({ records: [{ kind: DEVICE_RECORD, id, value: null }] });
        forgotten += 1;
      }
      return forgotten;
    },
  };
}
