/** What the page becomes when something happens: functions from one state to the next. */
import type { Delivery, Message, PageState } from '../model.js';
import { type Activity, botMessage } from './activity.js';

/** A person's own message, on the page at once, before it is with the server. */
export function withOwn(state: PageState, key: string, text: string): PageState {
  const { code, direction } = state.wording;
  const own: Message = {
    key,
    activity: undefined,
    from: 'person',
    text,
    language: code,
    direction,
    tone: 'plain',
    links: [],
    choices: [],
    delivery: 'waiting',
  };
  return { ...state, messages: [...state.messages, own], locationRefused: false };
}

export function withDelivery(state: PageState, key: string, delivery: Delivery): PageState {
  return {
    ...state,
    messages: state.messages.map((message) => (message.key === key ? { ...message, delivery } : message)),
  };
}

/** Takes in what came over the line, each activity once, however often it comes. */
export function withActivities(state: PageState, activities: Activity[]): PageState {
  return activities.reduce(withActivity, state);
}

function withActivity(state: PageState, activity: Activity): PageState {
  const own = activity.channelData?.clientActivityID;
  if (own !== undefined) return withEcho(state, own);
  if (activity.type === 'endOfConversation') return { ...state, status: 'ended', answering: false };
  const message = botMessage(activity);
  if (!message || state.messages.some(({ activity: id }) => id === message.activity)) return state;
  if (activity.channelData?.kinline?.clears)
    return { ...state, messages: [...cleared(state.messages), message], answering: false };
  if (saidAlready(state.messages, message)) return { ...state, answering: false };
  return { ...state, messages: placed(state.messages, message), answering: false };
}

/** What was put away leaves the page at once; words that are not with the server yet stay until they are. */
const cleared = (messages: Message[]): Message[] =>
  messages.filter(({ from, delivery }) => from === 'person' && delivery !== 'done');

/** While the server cannot take a message, each try is answered with the same apology: it is shown once. */
function saidAlready(messages: Message[], { text }: Message): boolean {
  const last = messages.map(({ from }) => from).lastIndexOf('person');
  return messages.slice(last + 1).some((said) => said.activity !== undefined && said.text === text);
}

/** The bot answers from here on: of its first words, what it did not say itself goes. */
function withEcho(state: PageState, key: string): PageState {
  const known = state.messages.filter(({ from, activity }) => from === 'person' || activity !== undefined);
  return withDelivery({ ...state, messages: known }, key, 'done');
}

/**
 * The bot's first words are on the page before it has said them. When they come they take the place of those, in the
 * same element, so that nothing jumps and nothing is read out twice.
 */
function placed(messages: Message[], message: Message): Message[] {
  const at = messages.findIndex(({ from, activity }) => from === 'bot' && activity === undefined);
  if (at < 0) return [...messages, message];
  return messages.map((old, index) => (index === at ? { ...message, key: old.key } : old));
}
