/** `POST /api/messages`: the Bot Framework channel on the web server. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Incoming } from '../../turn/incoming.js';
import type { Reply } from '../../turn/reply.js';
import type { TakeTurn } from '../../turn/result.js';
import { readJson } from '../../web/body.js';
import { sendJson } from '../../web/reply.js';
import type { WebServer } from '../../web/server.js';
import { type Activity, expectsReplies, readActivity } from './activity.js';
import type { Caller } from './adapter.js';
import { type Answer, answerByDelivery, answerInBody, refusal } from './answer.js';
import type { OutgoingActivity } from './codec.js';
import { type Credentials, credentialsProblem } from './credentials.js';
import { hear } from './decode.js';
import { createDeliveries, type Sent } from './delivery.js';
import { fromThisComputer, isLoopbackUrl } from './loopback.js';
import { outcomeOf, withinTime } from './outcome.js';
import { messagesTo, type Place, placeOf } from './place.js';

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
  /** Somebody who works here, in a chat that they linked: answered instead of a turn, or undefined for one. */
  staffChat?: ((incoming: Incoming, at: Place) => Promise<Reply[] | undefined>) | undefined;
}

/** Milliseconds. */
export interface Timing {
  /** One try to send one message. */
  attempt: number;
  /** Verifying a caller. */
  verify: number;
  /** How long a request is held for its replies to arrive; after that they are brought on their own. */
  hold: number;
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<unknown>;
}

const TIMING: Timing = {
  attempt: 3000,
  verify: 5000,
  hold: 3000,
  sleep: (time, signal) => pause(time, undefined, signal ? { signal } : {}),
};

export interface BotFrameworkChannel {
  /** Once, of our own accord, to a conversation that wrote here before. Never rejects. */
  say(to: Place, reply: Reply, id: string): Promise<Sent>;
  /** Resolves when replies that still wait have been brought or given up; ask before the process ends. */
  settled(): Promise<void>;
}

const UNAUTHORIZED = refusal(
  401,
  'Unauthorized',
  'A bearer token of the Bot Framework for this bot is needed.',
);
const STRANGER = refusal(
  403,
  'Forbidden',
  'Without an app id, this endpoint serves requests made on its own computer only.',
);
const STRANGE_SERVICE = refusal(
  403,
  'Forbidden',
  'Without an app id, serviceUrl must be an address on this computer.',
);
const NO_TYPE = refusal(415, 'UnsupportedMediaType', 'Send the activity as application/json.');
const NO_INVOKE = refusal(501, 'NotImplemented', 'Invoke activities are not answered.');
const FAULT = refusal(500, 'ServiceError', 'The message could not be handled. Send it again.');

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

  async function receive(request: IncomingMessage): Promise<Answer> {
    const header = request.headers.authorization ?? '';
    if (!credentials && !fromThisComputer(request)) return STRANGER;
    if (credentials && header.trim() === '') return UNAUTHORIZED;
    if (!request.headers['content-type']) return NO_TYPE;
    const body = await readJson(request);
    if (!body.ok) return refusal(body.status, 'BadArgument', body.problem);
    const read = readActivity(body.value);
    if (!read.ok) return refusal(400, 'BadArgument', read.problem);
    const { activity } = read;
    if (!credentials && !isLoopbackUrl(activity.serviceUrl)) return STRANGE_SERVICE;
    const inBody = expectsReplies(activity);
    // Who shows no token where none can be verified is nobody in particular: the SDK could say no more of them.
    const anonymous = !credentials && header.trim() === '';
    const caller = anonymous && inBody ? undefined : await verify(activity, header);
    if (caller === 'unverified') return UNAUTHORIZED;
    const heard = hear(activity);
    if (heard.kind === 'invoke') return NO_INVOKE;
    if (heard.kind === 'ignored') return { status: 200, body: inBody ? { activities: [] } : {} };
    const taking = staffFirst(activity);
    if (inBody || caller === undefined) return answerInBody(activity, heard.incoming, taking);
    return deliver(caller, activity, heard.incoming, taking);
  }

  function staffFirst(activity: Activity): TakeTurn {
    return async (incoming) => {
      // Whatever fails there, nobody goes without the bot's own answer.
      const replies = await parts.staffChat?.(incoming, placeOf(activity)).catch((error: unknown) => {
        log('bot_framework.staff_chat', { kind: kindOf(error) });
        return undefined;
      });
      return replies === undefined
        ? take(incoming)
        : { status: 'done', replies, ended: undefined, firstLine: 0 };
    };
  }

  /** Replies that the channel does not want in the answer are sent through the SDK's connector. */
  async function deliver(
    caller: Caller,
    activity: Activity,
    incoming: Incoming,
    taking: TakeTurn,
  ): Promise<Answer> {
    const { adapter, send } = await loaded();
    let answered: Answer = FAULT;
    await adapter.run(caller, activity, async (connector) => {
      answered = await answerByDelivery(activity, incoming, {
        take: taking,
        deliveries,
        send: (message) => send(connector, message, timing.attempt, notSent),
        hold: (signal) => timing.sleep(timing.hold, signal),
        log,
      });
    });
    return answered;
  }

  async function say(to: Place, reply: Reply, id: string): Promise<Sent> {
    if (!credentials && !isLoopbackUrl(to.serviceUrl)) return 'refused';
    let sent: Sent = { again: undefined };
    try {
      const { adapter, send } = await loaded();
      await adapter.reach(credentials?.appId ?? '', to, async (connector) => {
        for (const message of messagesTo(to, reply, id)) {
          sent = await send(connector, message, timing.attempt, notSent);
          if (sent !== 'sent') return;
        }
      });
      return sent;
    } catch (error) {
      notSent(error);
      return outcomeOf(error);
    }
  }

  /** `unverified` if the caller's token proves nothing, or nothing in time: Microsoft's keys may have to be fetched. */
  async function verify(activity: Activity, header: string): Promise<Caller | 'unverified'> {
    const { adapter } = await loaded();
    const verified = adapter.authenticate(activity, header);
    try {
      return await (credentials ? withinTime(timing.verify, () => verified) : verified);
    } catch (error) {
      log(`bot_framework.${isUnreachable(error) ? 'keys_unreachable' : 'unauthorized'}`, {
        kind: kindOf(error),
      });
      return 'unverified';
    }
  }

  function notSent(error: unknown): void {
    const { statusCode } = Object(error) as { statusCode?: unknown };
    log(
      'bot_framework.not_sent',
      typeof statusCode === 'number' ? { status: statusCode } : { kind: kindOf(error) },
    );
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await receive(request).catch((error: unknown) => {
      log('bot_framework.fault', { kind: kindOf(error) });
      return FAULT;
    });
    sendJson(response, answer.status, answer.body, answer.headers);
  }
  web.onPost(/^\/api\/messages$/, serve);
  // Any other spelling of the same address.
  web.routes.post('/api/messages', serve);
  return { say, settled: () => deliveries.settled() };
}

function isUnreachable(error: unknown): boolean {
  return (
    error instanceof Error &&
    (/^(FetchError|TimeoutError)$/.test(error.name) || /^Failed to load/.test(error.message))
  );
}

/** The kind of a fault, never its message: that may quote what a person wrote. */
function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
