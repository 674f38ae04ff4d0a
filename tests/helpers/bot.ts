/**
 * The bot without a store or a server: understanding, engine and rendering over the demo directory. The session is
 * JSON between any two turns, so nothing can hide anywhere else.
 */
import { join } from 'node:path';
import { serveDirectory } from '../../src/compose/directory.js';
import type { Content } from '../../src/content/load.js';
import { FALLBACK_REGION } from '../../src/content/regions/region.js';
import { directoryPorts } from '../../src/directory/ports.js';
import type { Event } from '../../src/engine/events.js';
import type { Ports } from '../../src/engine/ports.js';
import { newSession, parseSession, type Session } from '../../src/engine/session.js';
import { createSpeaking } from '../../src/language/speech.js';
import { createUnderstanding } from '../../src/language/understand.js';
import { type Deciding, decide } from '../../src/turn/decide.js';
import type { IncomingContent } from '../../src/turn/incoming.js';
import { createRegionNumbers } from '../../src/turn/numbers.js';
import type { Reply } from '../../src/turn/reply.js';
import { ROOT } from './content.js';

/** A Tuesday morning at which most of the demo's services are open. */
export const TUESDAY = Date.parse('2026-11-24T10:30:00+02:00');

export interface Turned {
  /** The session as it would be stored. */
  stored: string;
  session: Session;
  events: Event[];
  replies: Reply[];
}

export interface Bot {
  start(language: string): string;
  turn(stored: string, said: IncomingContent): Promise<Turned>;
  ports: Ports;
}

export async function createBot(content: Content, now = TUESDAY, region = 'RO'): Promise<Bot> {
  const directory = await serveDirectory({
    folder: join(ROOT, 'tests/output/no-directory'),
    root: ROOT,
    needs: content.needs,
    demo: true,
    timezone: 'Europe/Bucharest',
    region,
    languages: content.languages,
    now: new Date(now),
    log: () => {},
  });
  directory.stop();
  const speaking = createSpeaking(content.languages);
  const numbers = createRegionNumbers(content.regions, FALLBACK_REGION, false, () => now);
  const languages = content.languages.map(({ code, name }) => ({ code, name }));
  const ports: Ports = {
    ...directoryPorts(directory.index, content.needs),
    languages: () => languages,
    towns: directory.towns,
  };

  const deciding: Deciding = {
    content,
    understanding: createUnderstanding(content.languages, content.needs),
    findPlaces: directory.findPlaces,
    telling: { speaking, numbers },
    ports,
  };

  return {
    ports,
    start: (language) => JSON.stringify(newSession(language, region)),
    async turn(stored, said) {
      const session = parseSession(stored);
      if (session === undefined) throw new Error('The session did not survive being stored.');
      const decided = await decide({ content: said, sharesLocation: true }, session, false, now, deciding);
      return { ...decided, stored: JSON.stringify(decided.session) };
    },
  };
}

export const text = (words: string): IncomingContent => ({ kind: 'text', text: words });
export const tap = (id: string, label = ''): IncomingContent => ({ kind: 'choice', id, label });
