/**
 * Whether it can serve, told by parts: the store takes commits; sealed things still open (a document that means
 * nothing is sealed and opened again); there is content.
 */
import type { Store } from '../../stores/port.js';
import type { Readiness } from '../../web/health.js';

const ID = 'kinline:readiness';
const WORDS = '"sealed"';
const DAY = 86_400_000;

export interface ReadinessParts {
  store: Store;
  now(): number;
  /** Languages and dialogs are there. */
  content(): boolean;
  /** A directory with services: told, and not needed. */
  directory(): boolean;
}

export function createReadiness({
  store,
  now,
  content,
  directory,
}: ReadinessParts): () => Promise<Readiness> {
  async function keys(): Promise<boolean> {
    if ((await store.document(ID))?.value === WORDS) return true;
    const document = { id: ID, expected: 0, value: WORDS, expiresAt: now() + DAY };
    await store.write({ documents: [document] });
    return (await store.document(ID))?.value === WORDS;
  }
  return async () => {
    const stored = await succeeds(async () => {
      await store.ping();
      return true;
    });
    // Of a store that gives no answer nobody can say whether its keys open.
    const opened = stored ? { keys: await succeeds(keys) } : {};
    const parts = { store: stored, content: content(), ...opened, directory: directory() };
    return { ok: stored && parts.content && opened.keys === true, parts };
  };
}

const succeeds = (work: () => Promise<boolean>): Promise<boolean> => work().catch(() => false);
