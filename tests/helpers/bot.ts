/**
 * The bot without a store or a server: understanding, engine and rendering over the demo directory. The session is
 * JSON between any two turns, so nothing can hide anywhere else.
 */
import { join } from 'node:path';
import { serveDirectory } from '../../src/compose/directory.js';
import type { Content } from '../../src/content/load.js';
import { FALLBACK_REGION } from '../../src/content/regions.js';
import { directoryPorts } from '../../src/directory/ports.js';
import type { Event } from '../../src/engine/events.js';
import type { Ports } from '../../src/engine/ports.js';
import { newSession, parseSession, type Session } from '../../src/engine/session.js';
import { step } from '../../src/engine/step.js';
import { createSpeaking } from '../../src/language/speech.js';
import { createUnderstanding } from '../../src/language/understand.js';
import type { IncomingContent } from '../../src/turn/incoming.js';
import { createRegionNumbers } from '../../src/turn/numbers.js';
import { labelOf, repliesOf } from '../../src/turn/replies.js';
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
    now: new Date(now),
    log: () => {},
  });
  directory.stop();
  const speaking = createSpeaking(content.languages);
  const understanding = createUnderstanding(content.languages);
  const numbers = createRegionNumbers(content.regions, FALLBACK_REGION, false);
  const languages = content.languages.map(({ code, name }) => ({ code, name }));
  const ports: Ports = {
    ...directoryPorts(directory.index, content.needs),
    languages: () => languages,
    towns: directory.towns,
  };

  return {
    ports,
    start: (language) => JSON.stringify(newSession(language, region)),
    async turn(stored, said) {
      const session = parseSession(stored);
      if (session === undefined) throw new Error('The session did not survive being stored.');
      const understood = await understanding.understand(said, {
        language: session.language,
        languageOpen: !session.languageChosen,
        asked: session.asked,
        label: (option, language) => labelOf(option, speaking.in(language)),
        findPlaces: directory.findPlaces,
        yourPlace: speaking.in(session.language).say('common:your_place'),
      });
      const before =
        understood.language === undefined
          ? session
          : { ...session, language: understood.language, languageChosen: true };
      const stepped = await step(content.dialogs, before, understood.input, now, ports);
      const situation = { before: before.language, region, now, sharesLocation: true };
      const replies = repliesOf(stepped.events, situation, { speaking, numbers });
      return {
        stored: JSON.stringify(stepped.session),
        session: stepped.session,
        events: stepped.events,
        replies,
      };
    },
  };
}

export const text = (words: string): IncomingContent => ({ kind: 'text', text: words });
export const tap = (id: string, label = ''): IncomingContent => ({ kind: 'choice', id, label });
