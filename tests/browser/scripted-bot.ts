/** A bot that says what a test needs, and a transcript in memory. Every service and number in it is invented. */
import type { Incoming } from '../../src/turn/incoming.js';
import type { Choice, Link, Reply } from '../../src/turn/reply.js';
import {
  linesOf,
  type TakeTurn,
  type Transcript,
  type TranscriptTurn,
  type TurnResult,
} from '../../src/turn/result.js';
import { HELP_NOW, SAYINGS, type Sayings } from './sayings.js';

export interface ScriptedBot {
  take: TakeTurn;
  transcript: Transcript;
  /** Everything that was taken, once each. */
  taken: Incoming[];
  /** While true nothing is stored, and every message is answered with an apology. */
  down: boolean;
  sayings(language: string): Sayings;
  say(language: string, text: string, more?: Partial<Reply>): Reply;
  choices(sayings: Sayings, ids: string[]): Choice[];
}

export function scriptedBot(): ScriptedBot {
  const turns = new Map<string, TranscriptTurn[]>();
  const listeners = new Map<string, Set<(turn: TranscriptTurn) => void>>();
  const done = new Map<string, TurnResult>();
  const languages = new Map<string, string>();

  const bot: ScriptedBot = {
    taken: [],
    down: false,
    sayings: (language) => SAYINGS[language] ?? (SAYINGS.en as Sayings),
    say: (language, text, more = {}) => ({
      text,
      language,
      direction: bot.sayings(language).direction,
      tone: 'plain',
      links: [],
      choices: [],
      ...more,
    }),
    choices: (sayings, ids) => [
      ...ids.map((id, index) => ({
        id,
        label: sayings.labels[id] ?? id,
        number: index + 1,
        tone: 'plain' as const,
      })),
      { id: HELP_NOW, label: sayings.labels[HELP_NOW] ?? '', number: 0, tone: 'danger' },
    ],
    async take(incoming) {
      const language = languageOf(incoming, languages);
      if (bot.down)
        return {
          status: 'not_taken',
          replies: [bot.say(language, bot.sayings(language).apology)],
          ended: undefined,
          firstLine: 0,
        };
      const key = `${incoming.user} ${incoming.activity}`;
      const before = done.get(key);
      if (before) return { ...before, status: 'repeated' };
      bot.taken.push(incoming);
      const kept = turns.get(incoming.user) ?? [];
      const firstLine = kept.reduce((lines, turn) => lines + linesOf(turn), 0);
      const { replies, ended } = answer(bot, language, incoming);
      const turn: TranscriptTurn = { firstLine, at: Date.now(), echo: incoming.echo, replies, ended };
      turns.set(incoming.user, ended ? [] : [...kept, turn]);
      for (const listener of listeners.get(incoming.user) ?? []) listener(turn);
      const result: TurnResult = { status: 'done', replies, ended, firstLine };
      done.set(key, result);
      return result;
    },
    transcript: {
      since: async (_channel, user, line) =>
        (turns.get(user) ?? []).filter((turn) => turn.firstLine + linesOf(turn) > line),
      subscribe(_channel, user, listener) {
        const those = listeners.get(user) ?? new Set();
        listeners.set(user, those.add(listener));
        return () => those.delete(listener);
      },
    },
  };
  return bot;
}

function languageOf({ user, content, locale }: Incoming, languages: Map<string, string>): string {
  const named = Object.keys(SAYINGS).find(
    (code) => content.kind === 'text' && SAYINGS[code]?.name === content.text,
  );
  const language = named ?? languages.get(user) ?? (locale && locale in SAYINGS ? locale : 'en');
  languages.set(user, language);
  return language;
}

type Said = Pick<TurnResult, 'replies' | 'ended'>;

function answer(bot: ScriptedBot, language: string, { content }: Incoming): Said {
  const words = bot.sayings(language);
  const said = (...replies: Reply[]): Said => ({ replies, ended: undefined });
  const chosen =
    content.kind === 'choice' ? content.id : content.kind === 'text' ? content.text : content.kind;
  switch (chosen) {
    case 'find':
      return said(
        bot.say(language, words.place, { choices: bot.choices(words, ['!share_location', 'back', 'menu']) }),
      );
    case HELP_NOW:
      return said(
        bot.say(language, words.danger, { tone: 'danger', links: words.calls }),
        bot.say(language, words.goOn, { choices: bot.choices(words, ['find', 'menu']) }),
      );
    case 'exit':
      return { replies: [], ended: { leave: true } };
    case 'stop':
      return { replies: [bot.say(language, words.goodbye)], ended: { leave: false } };
    case 'location':
    case 'Testville':
      return said(
        bot.say(language, words.service, { links: words.links as Link[] }),
        bot.say(language, words.after, { choices: bot.choices(words, ['more', 'find', 'menu', 'person']) }),
      );
    default:
      return said(
        bot.say(language, words.greeting, { choices: bot.choices(words, ['find', 'person', 'about']) }),
      );
  }
}
