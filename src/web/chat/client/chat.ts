/** What a person does on the page, what comes over the line, and the state between them. */
import type { Choice } from '../../../turn/reply.js';
import type { Actions, Boot, PageState, Wording } from '../model.js';
import type { Activity, Post } from './activity.js';
import { type Connection, connect } from './net.js';
import { devicePlace, SHARE_LOCATION } from './place.js';
import { withActivities, withDelivery, withOwn } from './state.js';

export interface ChatOptions extends Boot {
  draw(next: PageState, on: Actions, before: PageState): void;
  /** @param token of the open conversation */
  leave(token: string, reachable: boolean): void;
}

export interface Chat {
  on: Actions;
  start(): void;
  wake(): void;
  sleep(): void;
  stop(): void;
}

/** How long a call for help may wait for the bot before the card that is on the page opens by itself. */
const HELP_PATIENCE = 2_500;

/** Understood in every state of the conversation; the button that the bot itself offers says the same. */
const HELP_NOW = '!help_now';

export function createChat({ token, state: first, draw, leave }: ChatOptions): Chat {
  let state = first;
  let connection: Connection | undefined;
  let stopped = false;

  const update = (change: Partial<PageState> | ((state: PageState) => PageState)) => {
    if (stopped) return;
    const before = state;
    state = typeof change === 'function' ? change(state) : { ...state, ...change };
    draw(state, on, before);
  };

  const send = (text: string, more: Pick<Post, 'choice' | 'place'> = {}) => {
    const id = newId();
    update((now) => ({ ...withOwn(now, id, text), answering: now.status === 'online' }));
    if (state.status === 'ended') on.startAgain();
    connection?.send({ id, text, ...more });
  };

  const heard = (activities: Activity[]) => {
    if (
      activities.some(({ type, channelData }) => type === 'endOfConversation' && channelData?.kinline?.leave)
    )
      return goAway();
    update((now) => withActivities(now, activities));
    if (state.status === 'ended') connection?.close();
    followLanguage();
  };

  /** The page speaks as the bot does. Without the texts it goes on as it was, and tries again with the next message. */
  const followLanguage = async () => {
    const spoken = state.messages.filter(({ from }) => from === 'bot').at(-1)?.language ?? '';
    if (spoken === state.wording.code || !state.languages.some(({ code }) => code === spoken)) return;
    const response = await fetch(`/chat/texts/${spoken}.json`, { cache: 'no-store' }).catch(() => undefined);
    if (response?.ok) update({ wording: (await response.json()) as Wording });
  };

  const open = (fresh: string) => {
    connection = connect({
      token: fresh,
      newToken: () => newToken(state.nonce),
      locale: () => state.wording.code,
      heard,
      status: (status) => update(status === 'online' ? { status } : { status, answering: false }),
      delivered: (id) => update((now) => withDelivery(now, id, 'done')),
      refused: (id, said) =>
        update((now) => ({
          ...withActivities(withDelivery(now, id, 'failed'), numbered(said)),
          answering: false,
        })),
      random: Math.random,
    });
  };

  const stop = () => {
    stopped = true;
    connection?.close();
  };
  const goAway = () => {
    stop();
    leave(connection?.token() ?? '', state.status !== 'offline');
  };

  const shareLocation = async () => {
    const place = await devicePlace();
    if (place) send(state.wording.texts.my_location, { place });
    else update({ locationRefused: true });
  };

  const on: Actions = {
    say: (text) => send(text),
    choose: (choice: Choice) => {
      if (choice.id === SHARE_LOCATION) shareLocation();
      else send(choice.label, { choice: choice.id });
    },
    helpNow: () => {
      if (state.helpOpen) return update({ helpOpen: false });
      const before = state.messages.length;
      const reachable = state.status === 'online';
      send(state.wording.texts.help, { choice: HELP_NOW });
      if (!reachable) return update({ helpOpen: true });
      setTimeout(() => {
        const answered = state.messages.slice(before).some(({ from }) => from === 'bot');
        if (!answered) update({ helpOpen: true });
      }, HELP_PATIENCE);
    },
    closeHelp: () => update({ helpOpen: false }),
    // A language called by its own name is understood everywhere.
    speak: (language) => send(language.name),
    sendAgain: (id) => {
      update((now) => ({ ...withDelivery(now, id, 'waiting'), answering: now.status === 'online' }));
      connection?.again(id);
    },
    startAgain: () => {
      update({ status: 'starting' });
      open('');
    },
    print: () => window.print(),
    leave: goAway,
  };

  return {
    on,
    start: () => open(token),
    wake: () => connection?.wake(),
    sleep: () => connection?.sleep(),
    stop,
  };
}

async function newToken(nonce: string): Promise<string> {
  const response = await fetch(`/chat/token?c=${nonce}`, { method: 'POST', cache: 'no-store' });
  if (!response.ok) throw new Error(`Answered ${response.status}.`);
  return ((await response.json()) as { token: string }).token;
}

/** Activities that came with a refusal stand on no transcript and may have no id of their own. */
function numbered(activities: Activity[]): Activity[] {
  return activities.map((activity) => ({ ...activity, id: activity.id ?? newId() }));
}

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
