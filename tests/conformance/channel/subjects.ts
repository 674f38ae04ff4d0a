/** The channels that the suite runs over. */
import { botFrameworkCodec } from '../../../src/channels/bot-framework/codec.js';
import { type DirectLineWire, directLineCodec } from '../../../src/channels/direct-line/codec.js';
import { terminalCodec } from '../../../src/channels/terminal/codec.js';
import type { ChannelSubject, From } from './subject.js';

type BotFramework = ReturnType<typeof botFrameworkCodec>;
type MessageOf<Codec> = Codec extends { render(reply: never): (infer Out)[] } ? Out : never;

/** @param channelId the channel behind the Bot Framework */
export function botFramework(channelId: string): ChannelSubject<unknown, MessageOf<BotFramework>> {
  const activity = ({ person, message }: From, fields: object) => ({
    type: 'message',
    id: `m${message}`,
    channelId,
    serviceUrl: 'http://127.0.0.1:9/',
    from: { id: person },
    recipient: { id: 'bot' },
    conversation: { id: 'conversation' },
    locale: 'en',
    ...fields,
  });
  const somebody: From = { person: 'somebody', message: 1 };
  const sample = activity(somebody, { text: 'food', entities: [], attachments: [] });
  return {
    codec: botFrameworkCodec(channelId),
    says: {
      text: (text, from) => activity(from, { text }),
      tapped: ({ id, label }, from) => activity(from, { text: label, value: { choice: id } }),
      opened: (from) =>
        activity(from, { type: 'conversationUpdate', membersAdded: [{ id: from.person }, { id: 'bot' }] }),
      location: (latitude, longitude, from) =>
        activity(from, { entities: [{ type: 'GeoCoordinates', latitude, longitude }] }),
      picture: (from) => activity(from, { attachments: [{ contentType: 'image/png' }] }),
      empty: (from) => activity(from, {}),
      malformed: (secret) => [
        undefined,
        null,
        secret,
        [sample, secret],
        { text: secret },
        { ...sample, type: [secret] },
        { ...sample, from: secret },
        { ...sample, conversation: { id: `\n${secret}` } },
        { ...sample, serviceUrl: `file:///${secret}` },
        { ...sample, text: { [secret]: secret } },
        { ...sample, id: secret.repeat(200) },
      ],
      json: (value) => value,
      sample,
    },
    shown: ({ text, textFormat, importance, suggestedActions }) => ({
      text,
      urgent: importance === 'high',
      plain: textFormat === 'plain',
      opens: [],
      buttons: (suggestedActions?.actions ?? []).map(({ title, value }) => ({
        title,
        // Most channels send the value in the person's name; some send what stands on the button.
        sends: (from) => [activity(from, { text: value }), activity(from, { text: title })],
      })),
    }),
    listed: ({ number, label }) => `${number} ${label}`,
  };
}

export const directLine: ChannelSubject<DirectLineWire, MessageOf<typeof directLineCodec>> = {
  codec: directLineCodec,
  buttonsBringIds: true,
  says: {
    text: (text, from) => posted(from, { text }),
    tapped: ({ id, label }, from) => posted(from, { text: label, value: { choice: id } }),
    location: (latitude, longitude, from) =>
      posted(from, { entities: [{ type: 'GeoCoordinates', latitude, longitude }] }),
    picture: (from) => posted(from, { attachments: [{ contentType: 'image/png' }] }),
    empty: (from) => posted(from, {}),
    malformed: (secret) =>
      [
        undefined,
        null,
        secret,
        [secret],
        { text: secret },
        { type: secret.repeat(20), text: secret },
        { type: 'message', text: [secret] },
        { type: 'message', text: 'food', attachments: secret },
        { type: 'message', text: 'food', channelData: secret },
        { type: 'message', text: 'food', locale: { [secret]: 1 } },
      ].map((activity) => ({ user: 'dl_somebody', activity })),
    json: (activity) => ({ user: 'dl_somebody', activity }),
    sample: { type: 'message', text: 'food', value: {}, entities: [], attachments: [], channelData: {} },
  },
  shown: ({ text, textFormat, importance, suggestedActions, attachments, channelData }) => ({
    text,
    urgent: importance === 'high',
    plain: textFormat === 'plain',
    opens: [
      ...(attachments ?? []).flatMap(({ content }) => content.buttons.map(({ value }) => value)),
      // Our own page opens maps too; Web Chat would not.
      ...channelData.kinline.links.map(({ uri }) => uri).filter((uri) => uri.startsWith('geo:')),
    ],
    buttons: (suggestedActions?.actions ?? []).map(({ title, text: said, value }) => ({
      title,
      sends: (from) => [
        posted(from, { text: said, value }),
        // Clients that know no messageBack say the words.
        posted(from, { text: said }),
      ],
    })),
  }),
  listed: ({ number, label }) => `${number}. ${label}`,
};

function posted({ person, message }: From, fields: object): DirectLineWire {
  const channelData = { clientActivityID: `c${message}` };
  return { user: `dl_${person}`, activity: { type: 'message', locale: 'en', channelData, ...fields } };
}

export const terminal: ChannelSubject<
  Parameters<typeof terminalCodec.decode>[0],
  MessageOf<typeof terminalCodec>
> = {
  codec: terminalCodec,
  says: {
    text: (line, from) => typed(line, from),
    location: (latitude, longitude, from) => typed(`/location ${latitude}, ${longitude}`, from),
    empty: (from) => typed('', from),
    malformed: (secret) =>
      ['/location', `/location ${secret}`, '/location 91,0', `/location 1,2 ${secret}`, ' \t '].map((line) =>
        typed(line, { person: 'somebody', message: 1 }),
      ),
  },
  shown: (text) => ({ text, urgent: text.startsWith('!!! '), plain: true, opens: [], buttons: [] }),
  listed: ({ number, label }) => `  [${number}] ${label}`,
};

function typed(line: string, { person, message }: From) {
  return { line, number: message, user: person, locale: 'en' };
}
