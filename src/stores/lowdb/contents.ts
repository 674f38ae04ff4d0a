/** Reads turn contents back from where they lie on disk. */
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { unseal } from '../sealing.js';
import type { Keys } from './keys.js';
import { segmentName } from './scan.js';
import type { LivingSession, Mark } from './state.js';

/** Contents of turns of one session, in the order given; undefined where the key went meanwhile. */
export async function readContents(
  folder: string,
  keys: Keys,
  conversation: string,
  session: LivingSession,
  turns: readonly Mark[],
): Promise<(string | undefined)[]> {
  const files = new Map<number, FileHandle>();
  try {
    const contents: (string | undefined)[] = [];
    for (const mark of turns) contents.push(await readContent(mark));
    return contents;
  } finally {
    for (const file of files.values()) await file.close();
  }

  async function readContent(mark: Mark): Promise<string | undefined> {
    const { place } = mark;
    if (!place) return undefined;
    try {
      const file = files.get(place.segment) ?? (await openSegment(place.segment));
      files.set(place.segment, file);
      const bytes = Buffer.alloc(place.length);
      await file.read(bytes, 0, place.length, place.offset);
      const key = keys.key(session.key);
      if (!key) return undefined;
      const sealed = Buffer.from(bytes.toString('latin1'), 'base64');
      const content = unseal(key, sealed, { of: 'turn', conversation, activity: mark.id });
      if (content !== undefined) return content;
      throw new Error(`${segmentName(place.segment)} is damaged at byte ${place.offset}`);
    } catch (cause) {
      // The session may have ended while we read; then its segment may be gone too.
      if (!keys.key(session.key)) return undefined;
      throw cause;
    }
  }

  function openSegment(segment: number): Promise<FileHandle> {
    return open(join(folder, segmentName(segment)), 'r');
  }
}
