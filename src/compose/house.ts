/** The turn with everything it needs, around any store: what the server and the terminal share. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { scryptHash } from '../callbacks/code.js';
import type { Config } from '../config.js';
import type { Content } from '../content/load.js';
import { FALLBACK_REGION } from '../content/regions/region.js';
import { directoryPorts } from '../directory/ports.js';
import type { CallbackPorts } from '../engine/callback.js';
import type { Promises } from '../feedback/deadlines.js';
import type { PackedSenses } from '../language/packed-senses.js';
import { createSpeaking } from '../language/speech.js';
import { createUnderstanding } from '../language/understand.js';
import type { Store } from '../stores/port.js';
import type { InAuditLog } from '../turn/callback-audit.js';
import { type CallbackOffice, usualOffice } from '../turn/callback-office.js';
import { createCallbackPorts, idsUnder } from '../turn/callback-ports.js';
import { createDangerCounts, type DangerCounts } from '../turn/danger-counts.js';
import type { Deciding } from '../turn/decide.js';
import { createEchoes } from '../turn/echoes.js';
import { createKeys } from '../turn/keys.js';
import { createLock } from '../turn/lock.js';
import { createRegionNumbers } from '../turn/numbers.js';
import type { Telling } from '../turn/replies.js';
import { createSubscribers } from '../turn/subscribers.js';
import { transcriptSince } from '../turn/transcript.js';
import { createTurn, type TurnParts } from '../turn/turn.js';
import { type ServedDirectory, serveDirectory } from './directory.js';
import { type Feedback, feedbackParts } from './feedback.js';

export type Log = (event: string, fields?: Record<string, string | number>) => void;

export interface House {
  content: Content;
  directory: ServedDirectory;
  telling: Telling;
  /** What a turn decides with, for whoever asks without taking one. */
  deciding: Deciding;
  region: string;
  take: ReturnType<typeof createTurn>['take'];
  transcript: ReturnType<typeof createTurn>['transcript'];
  /** Tries a turn again that was set aside. */
  replay: ReturnType<typeof createTurn>['replay'];
  dangerCounts: DangerCounts;
  feedback: Feedback;
  stop(): void;
}

export async function buildHouse(parts: {
  config: Config;
  content: Content;
  store: Store;
  secret: string;
  now(): number;
  log: Log;
  /** Where the build made it. */
  senses?: PackedSenses | undefined;
  /** The folder of the build. */
  program?: string | undefined;
  /** Who calls, when, and what they promise; office hours where nobody says otherwise. */
  office?: CallbackOffice | undefined;
  /** Where what a family does with its request is logged. */
  inAuditLog?: InAuditLog | undefined;
  /** Told after each commit that made, changed or erased a request to be called. */
  noticed?(id: string): void;
  /** What young people are promised; the usual where nobody says otherwise. */
  promises?: Promises | undefined;
  /** Where a family fetches what it asked for as a file; nowhere in the terminal. */
  file?: CallbackPorts['file'] | undefined;
  /** Told after each commit that destroyed a key. */
  destroyed?(): void;
}): Promise<House> {
  const { config, content, store, now, log } = parts;
  const demo = config.KINLINE_MODE === 'demo';
  const region = config.KINLINE_REGION ?? 'RO';
  const directory = await serveDirectory({
    folder: join(config.KINLINE_DATA, 'directory'),
    root: config.KINLINE_CONTENT,
    program: parts.program,
    needs: content.needs,
    demo,
    timezone: content.regions.get(region)?.timezone,
    region,
    languages: content.languages,
    now: new Date(now()),
    log,
  });
  const speaking = createSpeaking(content.languages);
  const telling: Telling = {
    speaking,
    numbers: createRegionNumbers(content.regions, FALLBACK_REGION, !demo, now),
  };
  const languages = content.languages.map(({ code, name }) => ({ code, name }));
  const dangerCounts = createDangerCounts(now);
  const requests = {
    office: parts.office ?? usualOffice(content.regions),
    store,
    hash: scryptHash,
    idOf: idsUnder(parts.secret),
  };
  const feedback = feedbackParts({
    content,
    store,
    secret: parts.secret,
    page: config.KINLINE_PUBLIC_URL,
    directory: () => directory.index().directory,
    promises: parts.promises,
  });
  const turnParts: TurnParts = {
    content,
    understanding: createUnderstanding(content.languages, content.needs, parts.senses),
    findPlaces: directory.findPlaces,
    telling,
    ports: {
      ...directoryPorts(directory.index, content.needs),
      languages: () => languages,
      towns: directory.towns,
      responsible: requests.office.responsible ?? (() => ({})),
      callbacks: createCallbackPorts({ content, ...requests, file: parts.file }),
    },
    callbacks: {
      ...requests,
      regions: content.regions,
      inAuditLog: parts.inAuditLog,
      noticed: (id) => parts.noticed?.(id),
    },
    feedback,
    store,
    keys: createKeys(parts.secret),
    lock: createLock(),
    echoes: createEchoes(randomUUID),
    subscribers: createSubscribers(
      store.news && {
        news: store.news,
        since: (conversation, line) => transcriptSince(store, conversation, line),
        now,
      },
    ),
    now,
    newId: randomUUID,
    defaults: { language: config.KINLINE_LANGUAGE, region },
    keepFor: config.KINLINE_KEEP_HOURS * 3_600_000,
    log,
    countDanger: dangerCounts.count,
    destroyed: () => parts.destroyed?.(),
  };
  const { take, transcript, replay } = createTurn(turnParts);
  return {
    content,
    directory,
    telling,
    deciding: turnParts,
    region,
    take,
    transcript,
    replay,
    dangerCounts,
    feedback,
    stop: directory.stop,
  };
}
