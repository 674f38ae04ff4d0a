/** The chat page with the house's words: languages, first greeting, emergency numbers, and the way out. */
import type { DirectLine } from '../channels/direct-line/mount.js';
import type { Config } from '../config.js';
import { newSession } from '../engine/session.js';
import { decide } from '../turn/decide.js';
import type { Reply } from '../turn/reply.js';
import { mountChatPage } from '../web/chat/chat-page.js';
import type { ChatAssets } from '../web/chat/document.js';
import type { WebServer } from '../web/server.js';
import type { House } from './house.js';

export async function mountPage({
  config,
  house,
  web,
  directLine,
  assets,
}: {
  config: Config;
  house: House;
  web: WebServer;
  directLine: DirectLine;
  assets: ChatAssets;
}): Promise<void> {
  const { content, telling, region } = house;
  const greeting = await greetings(house);
  const codes = content.languages.map(({ code }) => code);
  mountChatPage({
    web,
    assets,
    languages: content.languages.map(({ code, name, direction }) => ({ code, name, direction })),
    token: () => directLine.tokenFor().token,
    texts: (language) => pageWords(house, language),
    pick: (wanted) => pickLanguage(wanted, codes, config.KINLINE_LANGUAGE),
    greeting: (language) => greeting.get(language) ?? [],
    emergency: (language) =>
      telling.numbers.lines(region, ['emergency', 'child_helpline'], telling.speaking.in(language)),
    neutralUrl: config.KINLINE_NEUTRAL_URL,
    title: config.KINLINE_PAGE_TITLE,
    demo: house.directory.invented,
    async leave({ token }) {
      const person = token === undefined ? undefined : directLine.personOf(token);
      if (person === undefined) return;
      const content = { kind: 'choice', id: '!exit', label: '' } as const;
      await house.take({
        channel: 'direct-line',
        user: person.user,
        activity: 'left',
        content,
        locale: undefined,
      });
    },
  });
}

function pageWords({ content }: House, language: string): Record<string, string> {
  const tree = content.languages.find(({ code }) => code === language)?.texts.get('page') ?? {};
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, words]) => (typeof words === 'string' ? [[key, words]] : [])),
  );
}

/** The first shipped language of an Accept-Language header, by its weights. */
export function pickLanguage(wanted: string, codes: readonly string[], otherwise: string): string {
  const weighed = wanted.split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';');
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    return { code: tag.toLowerCase().split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
  });
  const accepted = weighed.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return accepted.find(({ code }) => codes.includes(code))?.code ?? otherwise;
}

/** What the bot will say when a conversation opens, in each language: the engine decides it, without opening one. */
async function greetings({ content, deciding, region }: House): Promise<Map<string, Reply[]>> {
  const opened = { content: { kind: 'opened' }, sharesLocation: true } as const;
  const said = await Promise.all(
    content.languages.map(async ({ code }) => {
      const { replies } = await decide(opened, newSession(code, region), false, Date.now(), deciding);
      return [code, replies] as const;
    }),
  );
  return new Map(said);
}
