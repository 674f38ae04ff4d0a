/** A well-formed message, as Web Chat's channel sends one. People and ids are invented. */
export const MESSAGE = {
  type: 'message',
  id: 'a1',
  channelId: 'webchat',
  serviceUrl: 'http://127.0.0.1:9/',
  from: { id: 'person-1', name: 'Invented Person' },
  recipient: { id: 'bot-1', name: 'Kinline' },
  conversation: { id: 'conversation-1' },
  text: 'I need food',
  locale: 'en-GB',
};
