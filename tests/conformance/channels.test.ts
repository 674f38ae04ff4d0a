/** One suite for every channel. A new one brings a subject and stands here on a line of its own. */
import { describe } from '@jest/globals';
import { hears } from './channel/hears.js';
import { shows } from './channel/shows.js';
import type { ChannelSubject } from './channel/subject.js';
import { botFramework, directLine, terminal } from './channel/subjects.js';

const suite = <In, Out>(subject: ChannelSubject<In, Out>) =>
  describe(subject.codec.name, () => {
    hears(subject);
    shows(subject);
  });

suite(botFramework('facebook'));
suite(botFramework('telegram'));
suite(botFramework('msteams'));
suite(botFramework('webchat'));
suite(botFramework('sms'));
suite(botFramework('a channel nobody knows'));
suite(directLine);
suite(terminal);
