/** `POST /api/messages`: the Bot Framework channel on the web server. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { TakeTurn } from '../../turn/result.js';
import { readJson } from '../../web/body.js';
import { sendError, sendJson } from '../../web/reply.js';
import type { WebServer } from '../../web/server.js';
import { type Activity, expectsReplies, readActivity } from './activity.js';
import { type Answer, answerTurn } from './answer.js';
import type { OutgoingActivity } from './codec.js';
import { type Credentials, credentialsProblem } from './credentials.js';
import { hear } from './decode.js';
import { createDeliveries } from './delivery.js';
import { fromThisComputer, isLoopbackUrl } from './loopback.js';

export interface BotFrameworkParts {
  web: WebServer;
  take: TakeTurn;
  /** Undefined: nobody can be verified, so only this computer is served. */
  credentials: Credentials | undefined;
  production: boolean;
  log: (event: string, fields?: Record<string, string | number>) => void;
  /** Settings of another cloud than the public one, by the SDK's names. */
  cloud?: Record<string, string>;
  timing?: Partial<Timing>;
}

/** Milliseconds. */
export interface Timing {
  /** One try to send one message. */
  attempt: number;
  /** How long a request is held for its replies to arrive; after that they are brought on their own. */
  hold: number;
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
}

const TIMING: Timing = {
  attempt: 3000,
  hold: 3000,
  sleep: (time, signal) => pause(time, undefined, signal ? { signal } : {}),
};

export interface BotFrameworkChannel {
  /** Resolves when replies that still wait have been brought or given up; ask before the process ends. */
  settled(): Promise<void>;
}

const UNAUTHORIZED: Answer = {
  status: 401,
  body: {
    error: { code: 'Unauthorized', message: 'A bearer token of the Bot Framework for this bot is needed.' },
  },
};

/** @throws if the credentials are not complete, in words for whoever runs the service */
export function mountBotFramework(parts: BotFrameworkParts): BotFrameworkChannel {
  const { web, take, production, log, cloud } = parts;
  const problem = credentialsProblem(parts.credentials, production);
  if (problem !== undefined) throw new Error(problem);
  const credentials = parts.credentials?.appId ? parts.credentials : undefined;
  const timing = { ...TIMING, ...parts.timing };
  const deliveries = createDeliveries<OutgoingActivity>(async (time) => void (await timing.sleep(time)));

  let loading: ReturnType<typeof load> | undefined;
  async function load() {
    const sdk = await import('./adapter.js');
    return { adapter: sdk.createAdapter(credentials, cloud), send: sdk.send };
  }
  function loaded() {
    loading ??= load();
    return loading;
  }
  if (credentials)
    loaded().catch((error: unknown) => log('bot_framework.unavailable', { kind: kindOf(error) }));

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const header = request.headers.authorization ?? '';
    if (!credentials && !fromThisComputer(request))
      return sendError(
        response,
        403,
        'Forbidden',
        'Without an app id, this endpoint serves requests made on its own computer only.',
      );
    if (credentials && header.trim() === '')
      return sendJson(response, UNAUTHORIZED.status, UNAUTHORIZED.body);
    if (!request.headers['content-type'])
      return sendError(response, 415, 'UnsupportedMediaType', 'Send the activity as application/json.');
    const body = await readJson(request);
    if (!body.ok) return sendError(response, body.status, 'BadArgument', body.problem);
    const read = readActivity(body.value);
    if (!read.ok) return sendError(response, 400, 'BadArgument', read.problem);
    if (!credentials && !isLoopbackUrl(read.activity.serviceUrl))
      return sendError(
        response,
        403,
        'Forbidden',
        'Without an app id, serviceUrl must be an address on this computer.',
      );
    const { status, body: value, headers } = await answer(read.activity, header);
    sendJson(response, status, value, headers);
  }

  async function answer(activity: Activity, header: string): Promise<Answer> {
    const { adapter, send } = await loaded();
    const caller = await adapter.authenticate(activity, header).catch((error: unknown) => {
      const unreachable =
        kindOf(error) === 'FetchError' || /^Failed to load/.test(String(Object(error).message));
      log(`bot_framework.${unreachable ? 'keys_unreachable' : 'unauthorized'}`, { kind: kindOf(error) });
      return undefined;
    });
    if (!caller) return UNAUTHORIZED;
    const heard = hear(activity);
    if (heard.kind === 'invoke')
      return { status: 501, body: { error: { code: 'NotImplemented', message: 'Invoke is not offered.' } } };
    if (heard.kind === 'ignored')
      return { status: 200, body: expectsReplies(activity) ? { activities: [] } : {} };
    let answered: Answer | undefined;
    await adapter.run(caller, activity, async (connector) => {
      answered = await answerTurn(activity, heard.incoming, {
        take,
        deliveries,
        send: (message) => send(connector, message, timing.attempt),
        hold: (signal) => timing.sleep(timing.hold, signal),
        log,
      });
    });
    if (!answered) throw new Error('The adapter ended a turn without running it.');
    return answered;
  }

  web.routes.post('/api/messages', async (request, response) => {
    try {
      await receive(request, response);
    } catch (error) {
      log('bot_framework.fault', { kind: kindOf(error) });
      if (!response.headersSent)
        sendError(response, 500, 'ServiceError', 'The message could not be handled. Send it again.');
    }
  });
  return { settled: () => deliveries.settled() };
}

/** The kind of a fault, never its message: that may quote what a person wrote. */
function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
