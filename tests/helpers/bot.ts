/**
 * The bot without a store or a server: understanding, engine and rendering over the demo directory. The session is
 * JSON between any two turns, so nothing can hide anywhere else.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type CodeHash, plainCode } from '../../src/callbacks/code.js';
import { callbackDocument, readRequest } from '../../src/callbacks/kept.js';
import { type CallbackRequest, HANDOVER_FIELDS } from '../../src/callbacks/request.js';
import { serveDirectory } from '../../src/compose/directory.js';
import type { Content } from '../../src/content/load.js';
import { FALLBACK_REGION } from '../../src/content/regions/region.js';
import { directoryPorts } from '../../src/directory/ports.js';
import { SAFEST } from '../../src/engine/callback.js';
import type { Event } from '../../src/engine/events.js';
import type { Ports } from '../../src/engine/ports.js';
import { newSession, parseSession, type Session, type TextRef } from '../../src/engine/session.js';
import { createSpeaking } from '../../src/language/speech.js';
import { createUnderstanding } from '../../src/language/understand.js';
import { usualOffice } from '../../src/turn/callback-office.js';
import { createCallbackPorts } from '../../src/turn/callback-ports.js';
import { callbackChanges } from '../../src/turn/callbacks.js';
import { type Deciding, decide } from '../../src/turn/decide.js';
import type { IncomingContent } from '../../src/turn/incoming.js';
import { createRegionNumbers } from '../../src/turn/numbers.js';
import type { Reply } from '../../src/turn/reply.js';
import { ROOT } from './content.js';
import { memoryFeedback } from './feedback.js';

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

/** A request that anybody may open with this code, for whoever comes from another device. */
export const KNOWN = { reference: 'K7-4F2M-9', code: '4821 7390' };

/** The same, of which the family has still to say whether a team in another country may take it. */
export const ABROAD = { reference: 'K7-4F2N-M', code: KNOWN.code };

/** What conversations send, kept in memory; ids follow from the conversation, so a talk reads the same each time. */
function memoryRequests(content: Content, now: number) {
  const documents = new Map<string, string>();
  const records = new Map<string, string>();
  const hash: CodeHash = {
    make: async (code) => plainCode(code),
    matches: async (code, kept) => kept === plainCode(code),
  };
  let seed = 0;
  const parts = {
    office: { ...usualOffice(content.regions), team: () => ({ name: 'Example Team' }) },
    store: {
      document: async (id: string) => {
        const value = documents.get(id);
        return value === undefined ? undefined : { value, version: 1 };
      },
      record: async (kind: string, id: string) => records.get(`${kind}:${id}`),
    },
    hash,
    idOf: (reference: string) => `id-${reference}`,
  };
  const random = (limit: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % limit;
  };
  const file = () => 'https://chat.example.org/mine/example';
  const fixed = { ...parts, content, random, file };
  return {
    ports: createCallbackPorts(fixed),
    askAbroad(reference: string) {
      const name = callbackDocument(parts.idOf(reference));
      const request = readRequest(documents.get(name) ?? '');
      const handover: CallbackRequest['handover'] = {
        team: 'team-abroad',
        region: 'UA',
        by: 'somebody',
        at: now,
        family: 'asked',
        team_says: 'not_asked',
        fields: [...HANDOVER_FIELDS],
        reason: null,
      };
      const filled: CallbackRequest = {
        ...request,
        words: 'Example words',
        answers: [{ question: 'Example?', answer: 'Yes' }],
        notes: [{ at: now, by: 'somebody', text: 'Example note' }],
        handover,
      };
      documents.set(name, JSON.stringify(filled));
    },
    seed(stored: string) {
      seed = createHash('sha256').update(stored).digest().readUInt32BE(0);
    },
    async keep(events: Event[], session: Session, say: (text: TextRef) => string) {
      const situation = { session, channel: 'test', user: 'somebody', now, say };
      const changes = await callbackChanges(events, situation, { ...parts, regions: content.regions });
      if (changes === undefined) return;
      // The known ones stay as they are, or one talk would change another.
      const known = (id: string) => [KNOWN, ABROAD].some(({ reference }) => id.endsWith(reference));
      for (const { id, value } of changes.documents)
        if (value === null && !known(id)) documents.delete(id);
        else if (value !== null && !(known(id) && documents.has(id))) documents.set(id, value);
      for (const { kind, id, value } of changes.records)
        if (value === null || known(id)) records.delete(`${kind}:${id}`);
        else records.set(`${kind}:${id}`, value);
    },
  };
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
  const requests = memoryRequests(content, now);
  for (const one of [KNOWN, ABROAD])
    await requests.keep([known(one)], newSession('en', region), ({ key }) => key);
  requests.askAbroad(ABROAD.reference);
  const feedback = memoryFeedback(content.languages.map(({ code }) => code));
  const ports: Ports = {
    ...directoryPorts(directory.index, content.needs),
    languages: () => languages,
    towns: directory.towns,
    callbacks: requests.ports,
    feedback: feedback.ports,
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
      requests.seed(stored);
      feedback.seed(stored);
      const decided = await decide({ content: said, sharesLocation: true }, session, false, now, deciding);
      const speech = speaking.in(decided.session.language);
      await requests.keep(decided.events, decided.session, speech.ref);
      return { ...decided, stored: JSON.stringify(decided.session) };
    },
  };
}

const known = (one: typeof KNOWN): Event => ({
  type: 'callback_requested',
  made: { id: `id-${one.reference}`, ...one },
  asked: {
    name: 'Example',
    phone: '+441632960123',
    windows: [{ start: '2026-11-25T17:00', end: '2026-11-25T21:00' }],
    plan: SAFEST,
    language: 'en',
    interpreter: false,
    need: 'food',
    words: null,
    urgency: 'soon',
    recipient: 'team',
  },
  consent: [],
  answers: [],
});

export const text = (words: string): IncomingContent => ({ kind: 'text', text: words });
export const tap = (id: string, label = ''): IncomingContent => ({ kind: 'choice', id, label });
