/** The HTTP side of Direct Line 3.0, one handler a path of its specification. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, Response } from 'restify';
import type { Transcript } from '../../turn/result.js';
import { readJson } from '../../web/body.js';
import { sendError, sendJson } from '../../web/reply.js';
import type { WebServer } from '../../web/server.js';
import type { Access } from './access.js';
import { type Address, conversationAnswer } from './address.js';
import { backlogOf, parseWatermark } from './backlog.js';
import type { Conversations } from './conversations.js';
import { localeOf } from './decode.js';
import { isRecord, type Properties } from './location.js';
import type { Post } from './posting.js';
import { renderTurn } from './render.js';
import type { Person, Tokens } from './tokens.js';
import { readUpload } from './upload.js';

const ACTIVITY_BYTES = 256 * 1024;
const PARAMETERS_BYTES = 16 * 1024;
const BASE = '/v3/directline';
/** Where every message goes, as all known clients write it. */
const ACTIVITIES = /^\/v3\/directline\/conversations\/([\w-]{1,64})\/activities$/;

export interface Parts {
  tokens: Tokens;
  access: Access;
  address: Address;
  conversations: Conversations;
  transcript: Transcript;
  post: Post;
  /** Told of what should not happen; never of anything a person wrote. */
  report(fault: unknown): void;
}

export function routeDirectLine(web: WebServer, parts: Parts): void {
  const { tokens, access, address, conversations, transcript, post } = parts;
  const { routes } = web;
  const answer = (request: IncomingMessage, person: Person, watermark = 0) =>
    conversationAnswer(tokens, person, address(request), watermark);

  async function generate(request: Request, response: Response): Promise<void> {
    if (!access.mayGenerate(request, response)) return;
    if (!(await readParameters(request, response))) return;
    const { streamUrl: _, ...token } = answer(request, tokens.newPerson());
    sendJson(response, 200, token);
  }

  async function refresh(request: Request, response: Response): Promise<void> {
    const person = access.person(request, response);
    if (!person) return;
    const { streamUrl: _, ...token } = answer(request, person);
    sendJson(response, 200, token);
  }

  async function start(request: Request, response: Response): Promise<void> {
    const person = access.hasSecret(request) ? tokens.newPerson() : access.person(request, response);
    if (!person) return;
    const parameters = await readParameters(request, response);
    if (!parameters) return;
    const opening = await conversations.open(conversations.of(person), localeOf(parameters.locale), true);
    sendJson(response, opening === 'known' ? 200 : 201, answer(request, person));
  }

  async function resume(request: Request, response: Response): Promise<void> {
    const asked = readAsked(request, response);
    if (!asked) return;
    await conversations.open(conversations.of(asked.person), undefined, true);
    sendJson(response, 200, answer(request, asked.person, asked.watermark));
  }

  async function list(request: Request, response: Response): Promise<void> {
    const asked = readAsked(request, response);
    if (!asked) return;
    const conversation = conversations.of(asked.person);
    if (!conversation.opened) await conversations.open(conversation, undefined, true);
    // A store that fails is answered with what is at hand: directlinejs never polls again after an error.
    const backlog = await backlogOf(transcript, conversation, asked.watermark);
    const activities = backlog.turns.flatMap((turn) => renderTurn(turn, asked.person, backlog.from));
    activities.push(...conversations.takeUnheard(conversation));
    sendJson(response, 200, { activities, watermark: String(backlog.watermark) });
  }

  async function postActivity(
    request: IncomingMessage,
    response: ServerResponse,
    conversation: string,
  ): Promise<void> {
    const person = access.person(request, response, conversation);
    if (!person) return;
    const body = await readJson(request, ACTIVITY_BYTES);
    if (!body.ok) return sendError(response, body.status, 'BadArgument', body.problem);
    await post(response, person, body.value);
  }

  async function upload(request: Request, response: Response): Promise<void> {
    const person = access.person(request, response, conversationOf(request));
    if (!person) return;
    const read = await readUpload(request);
    if (!read.ok) return sendError(response, read.status, 'BadArgument', read.problem);
    await post(response, person, read.activity);
  }

  /** Only sign-in cards need a session id, and no dialog of ours signs anybody in. */
  async function sessionId(request: Request, response: Response): Promise<void> {
    if (access.person(request, response)) sendJson(response, 200, {});
  }

  function readAsked(
    request: Request,
    response: Response,
  ): { person: Person; watermark: number } | undefined {
    const person = access.person(request, response, conversationOf(request));
    if (!person) return undefined;
    const watermark = parseWatermark(queryOf(request).get('watermark'));
    if (watermark !== undefined) return { person, watermark };
    sendError(response, 400, 'BadArgument', 'Send the watermark as it was given, or leave it out.');
    return undefined;
  }

  async function guarded(response: ServerResponse, handled: Promise<void>): Promise<void> {
    try {
      await handled;
    } catch (fault) {
      parts.report(fault);
      if (response.headersSent) response.end();
      else sendError(response, 500, 'Internal', 'Something went wrong here. Send it again.');
    }
  }
  const guard =
    (handle: (request: Request, response: Response) => Promise<void>) =>
    // Restify tells by the word whether to wait.
    async (request: Request, response: Response): Promise<void> =>
      guarded(response, handle(request, response));

  const conversation = `${BASE}/conversations/:conversationId`;
  routes.post(`${BASE}/tokens/generate`, guard(generate));
  routes.post(`${BASE}/tokens/refresh`, guard(refresh));
  routes.get(`${BASE}/session/getsessionid`, guard(sessionId));
  routes.post(`${BASE}/conversations`, guard(start));
  routes.get(conversation, guard(resume));
  routes.get(`${conversation}/activities`, guard(list));
  web.onPost(ACTIVITIES, (request, response, match) =>
    guarded(response, postActivity(request, response, match[1] ?? '')),
  );
  routes.post(
    `${conversation}/activities`,
    guard((request, response) => postActivity(request, response, conversationOf(request))),
  );
  routes.post(`${conversation}/upload`, guard(upload));
}

/** Token parameters are optional; of all they may say only the language is used. Users are made here. */
async function readParameters(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Properties | undefined> {
  const body = await readJson(request, PARAMETERS_BYTES);
  if (!body.ok) sendError(response, body.status, 'BadArgument', body.problem);
  else if (body.value === undefined) return {};
  else if (isRecord(body.value)) return body.value;
  else sendError(response, 400, 'BadArgument', 'Send the parameters as a JSON object, or nothing.');
  return undefined;
}

function conversationOf(request: Request): string {
  return String(request.params?.conversationId ?? '');
}

function queryOf(request: IncomingMessage): URLSearchParams {
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  return new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
}
