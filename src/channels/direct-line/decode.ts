/** Reads an activity that a client posted. Whatever it is, the answer is a value: clients are free to send nonsense. */
import { MESSAGE_CHARACTERS } from '../../engine/limits.js';
import type { IncomingContent } from '../../turn/incoming.js';
import type { Echo } from './activity.js';
import { isRecord, type Properties, readLocation } from './location.js';

export type DecodedActivity =
  | {
      kind: 'message';
      content: IncomingContent;
      echo: Echo;
      locale: string | undefined;
      sharesLocation: boolean;
      sentAs: SentAs;
    }
  /** Typing, events, conversation updates: acknowledged, never a turn. */
  | { kind: 'ignored'; echo: Echo; sentAs: SentAs }
  | { kind: 'bad'; problem: string };

/** The client's own id of what it sent, by which a repeated POST is known. */
export type SentAs = string | undefined;

const CLIENT_ID_CHARACTERS = 100;
const CHOICE_CHARACTERS = 200;
const TYPE_CHARACTERS = 50;
const ATTACHMENTS = 10;
const NAME_CHARACTERS = 100;

const FIELDS: Readonly<Record<string, { is(value: unknown): boolean; say: string }>> = {
  text: { is: (value) => typeof value === 'string', say: 'a string' },
  locale: { is: (value) => typeof value === 'string', say: 'a string' },
  entities: { is: Array.isArray, say: 'an array' },
  attachments: { is: Array.isArray, say: 'an array' },
  channelData: { is: isRecord, say: 'an object' },
  from: { is: isRecord, say: 'an object' },
};

export function decodeActivity(posted: unknown): DecodedActivity {
  if (!isRecord(posted)) return bad('Send one activity as a JSON object.');
  const { type } = posted;
  if (typeof type !== 'string' || type === '' || type.length > TYPE_CHARACTERS)
    return bad('Give the activity a type, for example "message".');
  for (const name in FIELDS) {
    const field = FIELDS[name];
    const value = posted[name];
    if (field && value !== undefined && value !== null && !field.is(value))
      return bad(`Send ${name} as ${field.say}, or leave it out.`);
  }
  const sentAs = clientActivityId(posted);
  const echo: Echo = { type, ...(sentAs === undefined ? {} : { channelData: { clientActivityID: sentAs } }) };
  return type === 'message' ? decodeMessage(posted, echo, sentAs) : { kind: 'ignored', echo, sentAs };
}

function decodeMessage(posted: Properties, bare: Echo, sentAs: SentAs): DecodedActivity {
  const choice = choiceOf(posted.value);
  const text = textOf(posted);
  const locale = localeOf(posted.locale);
  const attachments = attachmentsOf(posted.attachments);
  const content = contentOf(posted, choice, text, attachments.length > 0);
  if (!content) return bad('The message says nothing: send text, a value, a location or an attachment.');
  const echo: Echo = {
    ...bare,
    ...(text === '' ? {} : { text }),
    ...(locale === undefined ? {} : { locale }),
    ...(choice === undefined ? {} : { value: { choice } }),
    ...(attachments.length === 0 ? {} : { attachments }),
  };
  return { kind: 'message', content, echo, locale, sharesLocation: sharesLocation(posted), sentAs };
}

/** Words count for more than what is attached to them: a cry for help may come as the caption of a picture. */
function contentOf(
  posted: Properties,
  choice: string | undefined,
  text: string,
  attached: boolean,
): IncomingContent | undefined {
  if (choice !== undefined) return { kind: 'choice', id: choice, label: text };
  const location = readLocation(posted);
  if (location) return { kind: 'location', ...location };
  if (text !== '') return { kind: 'text', text };
  if (attached || isRecord(posted.value)) return { kind: 'unreadable' };
  return undefined;
}

function choiceOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const { choice } = value;
  return typeof choice === 'string' && choice !== '' && choice.length <= CHOICE_CHARACTERS
    ? choice
    : undefined;
}

/** A `postBack` button of a plain client sends its words as the value. */
function textOf(posted: Properties): string {
  const { text, value } = posted;
  if (typeof text === 'string' && text !== '') return cut(text, MESSAGE_CHARACTERS);
  return typeof value === 'string' ? cut(value, MESSAGE_CHARACTERS) : '';
}

function clientActivityId(posted: Properties): SentAs {
  const id = isRecord(posted.channelData) ? posted.channelData.clientActivityID : undefined;
  return typeof id === 'string' && id !== '' && id.length <= CLIENT_ID_CHARACTERS ? id : undefined;
}

/** Our own page says that it can ask the device for its place; no client of the protocol has a word for it. */
function sharesLocation({ channelData }: Properties): boolean {
  return (
    isRecord(channelData) && isRecord(channelData.kinline) && channelData.kinline.sharesLocation === true
  );
}

/** A BCP 47 tag, or nothing: a strange one must not cost a person their message. */
export function localeOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[a-z]{2,8}(-[a-z0-9]{1,8}){0,4}$/i.test(value) ? value : undefined;
}

function attachmentsOf(value: unknown): { contentType: string; name: string }[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, ATTACHMENTS).map((attachment: unknown) => {
    const { contentType, name } = isRecord(attachment) ? attachment : {};
    return {
      contentType:
        typeof contentType === 'string' ? cut(contentType, NAME_CHARACTERS) : 'application/octet-stream',
      name: typeof name === 'string' ? cut(name, NAME_CHARACTERS) : 'file',
    };
  });
}

/** At most so many UTF-16 units, never half a character. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

function bad(problem: string): DecodedActivity {
  return { kind: 'bad', problem };
}
