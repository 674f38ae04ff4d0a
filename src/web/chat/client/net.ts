/**
 * The page's connection to the bot, over our own Direct Line: a WebSocket stream where the network lets one through,
 * polling where it does not, and always back to where it was. What is sent waits in the outbox.
 */
import { type Activity, type Post, personActivity } from './activity.js';
import { type Answer, backoff, Gone, request } from './line.js';
import { createOutbox } from './outbox.js';
import { type Frame, openStream, type Stream } from './stream.js';

export interface ConnectionOptions {
  /** For a new conversation; empty if one has to be asked for first. */
  token: string;
  newToken(): Promise<string>;
  locale(): string;
  heard(activities: Activity[]): void;
  status(status: 'online' | 'offline' | 'ended'): void;
  delivered(id: string): void;
  refused(id: string, activities: Activity[]): void;
  random(): number;
}

export interface Connection {
  token(): string;
  send(post: Post): void;
  again(id: string): void;
  /** Something suggests that the network is back, or that we slept: look at once. */
  wake(): void;
  /** The browser knows that there is no network. */
  sleep(): void;
  close(): void;
}

const CONVERSATIONS = '/v3/directline/conversations';
const REFRESH = '/v3/directline/tokens/refresh';
const POLL_EVERY = 2_000;
/** How many polls before a WebSocket is tried again. */
const POLLS = 30;
/** A message was taken but nothing came over the stream for so long: it may be dead without knowing. */
const SUSPICION = 4_000;
const KEEP_ALIVE = 20_000;

interface Opened {
  conversationId: string;
  token: string;
  /** Seconds. */
  expires_in?: number;
  streamUrl?: string;
}

export function connect(options: ConnectionOptions): Connection {
  let token = options.token;
  let conversation = '';
  let watermark = '';
  let failures = 0;
  let frames = 0;
  let renewAt = Number.POSITIVE_INFINITY;
  let closed = false;
  let stream: Stream | undefined;
  let stopWaiting = () => {};

  const path = () => `${CONVERSATIONS}/${encodeURIComponent(conversation)}`;

  const close = () => {
    closed = true;
    clearInterval(keepAlive);
    stream?.drop();
    stopWaiting();
  };
  const end = () => {
    if (!closed) options.status('ended');
    close();
  };
  const offline = () => {
    options.status('offline');
    stream?.drop();
    stopWaiting();
  };
  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      stopWaiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const outbox = createOutbox({
    post: async (post) => {
      const before = frames;
      const answer = await request(
        `${path()}/activities`,
        token,
        'POST',
        personActivity(post, options.locale()),
      );
      if (answer.status < 300) setTimeout(() => frames === before && stream?.drop(), SUSPICION);
      return answer;
    },
    open: () => conversation !== '' && !closed,
    delivered: options.delivered,
    refused: options.refused,
    offline,
    gone: end,
    after: (milliseconds, action) => {
      const timer = setTimeout(action, milliseconds);
      return () => clearTimeout(timer);
    },
  });

  const hear = ({ activities = [], watermark: mark }: Frame) => {
    if (closed) return;
    frames += 1;
    failures = 0;
    if (mark !== undefined) watermark = String(mark);
    for (const { channelData } of activities)
      if (channelData?.clientActivityID !== undefined) outbox.echoed(channelData.clientActivityID);
    if (activities.length > 0) options.heard(activities);
  };

  /** Opens the conversation, or comes back to it. */
  const enter = async (): Promise<Opened> => {
    if (token === '') token = await options.newToken();
    const opened = read<Opened>(
      conversation === ''
        ? await request(CONVERSATIONS, token, 'POST', { locale: options.locale() })
        : await request(`${path()}?watermark=${watermark}`, token, 'GET'),
    );
    take(opened);
    conversation = opened.conversationId;
    return opened;
  };
  const take = (opened: Pick<Opened, 'token' | 'expires_in'>) => {
    token = opened.token || token;
    renewAt = Date.now() + Math.min(900, (opened.expires_in ?? 1800) / 2) * 1000;
  };
  const poll = async () =>
    hear(read(await request(`${path()}/activities?watermark=${watermark}`, token, 'GET')));

  const live = async () => {
    while (!closed) {
      try {
        const { streamUrl } = await enter();
        options.status('online');
        outbox.flush();
        stream = streamUrl === undefined ? undefined : openStream(streamUrl, hear);
        const spoke = (await stream?.over) ?? false;
        stream = undefined;
        for (let polls = 0; !spoke && polls < POLLS && !closed; polls += 1) {
          await poll();
          await wait(POLL_EVERY);
        }
      } catch (error) {
        if (error instanceof Gone) return end();
        if (!closed) options.status('offline');
      }
      if (!closed) await wait(backoff(failures++, options.random));
    }
  };

  const keepAlive = setInterval(async () => {
    stream?.ping();
    if (Date.now() < renewAt) return;
    renewAt = Date.now() + KEEP_ALIVE;
    const answer = await request(REFRESH, token, 'POST').catch(() => undefined);
    if (answer?.status === 200) take(answer.value as Opened);
  }, KEEP_ALIVE);

  live();
  return {
    token: () => token,
    send: outbox.add,
    again: outbox.again,
    wake: () => {
      stopWaiting();
      if (stream) poll().catch(() => stream?.drop());
    },
    sleep: offline,
    close,
  };
}

/** @throws Gone when the conversation is over, or any error to try again on */
function read<T>({ status, value }: Answer): T {
  if ([401, 403, 404].includes(status)) throw new Gone();
  if (status >= 300 || typeof value !== 'object' || value === null) throw new Error(`Answered ${status}.`);
  return value as T;
}
