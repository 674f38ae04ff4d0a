/**
 * Reads sessions and turns back from where they lie on disk. Sessions of the last conversations are kept at hand,
 * opened; see `recent.ts`.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Purpose, unseal } from '../sealing.js';
import type { Keys } from './keys.js';
import type { Place } from './line.js';
import type { Recent } from './recent.js';
import { segmentName } from './scan.js';
import type { LivingSession, Mark } from './state.js';

export interface Reader {
  /** The session's text; undefined when its key is gone. */
  session(conversation: string, session: LivingSession): Promise<string | undefined>;
  /** Contents of turns of one session, in the order given; undefined when the key is gone. */
  contents(
    conversation: string,
    session: LivingSession,
    turns: readonly Mark[],
  ): Promise<(string | undefined)[]>;
  /** A session as it lies on disk, base64. */
  sealed(session: LivingSession): Promise<string>;
}

export function createReader(
  folder: string,
  keys: Keys,
  recent: Recent,
  warn: (message: string) => void,
): Reader {
  async function read(place: Place, files: Map<number, FileHandle>): Promise<string> {
    const file = files.get(place.segment) ?? (await open(join(folder, segmentName(place.segment)), 'r'));
    files.set(place.segment, file);
    const bytes = Buffer.alloc(place.length);
    await file.read(bytes, 0, place.length, place.offset);
    return bytes.toString('latin1');
  }

  async function withFiles<T>(work: (files: Map<number, FileHandle>) => Promise<T>): Promise<T> {
    const files = new Map<number, FileHandle>();
    try {
      return await work(files);
    } finally {
      for (const file of files.values()) await file.close();
    }
  }

  /** The key is asked for last: it may have gone while the disk was read. */
  function openSealed(key: string, sealed: string, purpose: Purpose, place: Place): string | undefined {
    const secret = keys.key(key);
    if (!secret) return undefined;
    const text = unseal(secret, Buffer.from(sealed, 'base64'), purpose);
    if (text === undefined) {
      warn(
        `Damaged data: ${join(folder, segmentName(place.segment))}, byte ${place.offset}: a ${purpose.of} cannot be read.`,
      );
    }
    return text;
  }

  /** When a session ends during a read its segment may go too; that is no fault. */
  async function unlessEnded<T>(session: LivingSession, reading: Promise<T>): Promise<T | undefined> {
    try {
      return await reading;
    } catch (cause) {
      if (keys.key(session.key)) throw cause;
      return undefined;
    }
  }

  async function sealedOf(session: LivingSession): Promise<string> {
    const { place } = session;
    try {
      return await withFiles((files) => read(place, files));
    } catch (cause) {
      if (session.place === place) throw cause;
      // It was moved while we looked where it had been.
      return sealedOf(session);
    }
  }

  return {
    sealed: sealedOf,
    async session(conversation, session) {
      const { key, place } = session;
      const text = recent.get(key, place);
      if (text !== undefined) return text;
      const sealed = await unlessEnded(session, sealedOf(session));
      return sealed === undefined
        ? undefined
        : openSealed(key, sealed, { of: 'session', conversation }, place);
    },
    contents: (conversation, session, turns) =>
      withFiles(async (files) => {
        const contents: (string | undefined)[] = [];
        for (const { id, place } of turns) {
          const sealed = place && (await unlessEnded(session, read(place, files)));
          const purpose: Purpose = { of: 'turn', conversation, activity: id };
          contents.push(place && sealed && openSealed(session.key, sealed, purpose, place));
        }
        return contents;
      }),
  };
}
