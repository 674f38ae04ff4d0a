/** `kinline store copy <from> <to>`: everything stored moves to another kind of store, checked by count and hash. */
import { openStore, type StoreSettings } from '../compose/store.js';
import { copyStore, type Digest } from '../stores/transfer.js';
import { settingsOrExit } from './settings.js';

const STORE = /^(embedded|postgres(ql)?:\/\/\S+)$/;

export async function runStoreCopy(from: string, to: string, now: () => number): Promise<number> {
  const settings = settingsOrExit();
  for (const name of [from, to])
    if (!STORE.test(name)) return failed('Say embedded, or postgres://user:password@host/database.');
  if (from === to) return failed('These are one and the same store.');
  if (settings.KINLINE_SECRET === undefined)
    return failed('KINLINE_SECRET is missing. Both stores are sealed under it.');
  // One moment for both, so that nothing runs out in between.
  const began = now();
  const at = () => began;
  const opened = (name: string): StoreSettings => ({ ...settings, KINLINE_STORE: name });
  const source = await openStore(opened(from), { now: at });
  try {
    const target = await openStore(opened(to), { now: at });
    try {
      if (!source.transfer || !target.transfer) return failed('One of these stores cannot be copied.');
      const copied = await copyStore(source.transfer, target.transfer);
      switch (copied.status) {
        case 'copied':
          process.stdout.write(`Copied, and the same on both sides: ${tell(copied.digest)}\n`);
          return 0;
        case 'not_empty':
          return failed('The second store is not empty. Nothing was changed.');
        case 'changed':
          return failed(
            `The first store changed while it was copied. Stop Kinline, empty the second store, and copy again.\n  at first: ${tell(copied.before)}\n  then:     ${tell(copied.after)}`,
          );
        case 'different':
          return failed(
            `The copy is not the same. Do not use the second store.\n  first:  ${tell(copied.from)}\n  second: ${tell(copied.to)}`,
          );
      }
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

function tell({ counts, sha256 }: Digest): string {
  const { conversation, turn, document, record, mark } = counts;
  return `${conversation} conversations with ${turn} turns, ${document} documents, ${record} records, ${mark} marks of turns whose words are gone; sha256 ${sha256}`;
}

function failed(words: string): number {
  process.stderr.write(`${words}\n`);
  return 1;
}
